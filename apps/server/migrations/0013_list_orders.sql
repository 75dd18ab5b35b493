-- The remaining orders of the list of requests; what descends with empty values last is no index read backwards.
create index records_list_updated_idx on records (kind, updated_at desc, id desc) where status <> 'draft';
create index records_list_priority_idx on records (kind, priority desc, id desc) where status <> 'draft';
create index records_list_title_idx on records (kind, title collate "ru-x-icu", id) where status <> 'draft';
create index records_list_number_idx on records (kind, number, id) where status <> 'draft';
create index records_list_number_desc_idx on records (kind, number desc nulls last, id desc) where status <> 'draft';
create index records_list_due_desc_idx on records (kind, due_at desc nulls last, id desc) where status <> 'draft';
