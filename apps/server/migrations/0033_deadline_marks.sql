-- What a deadline has said already, each level once per record and deadline; a moved deadline is another one. Work that is late
-- already was told to whoever is awaited: that is not said a second time, while the heads above have never heard of it.
create table deadline_marks (
  record_id uuid not null references records (id) on delete cascade,
  due_at timestamptz not null,
  level text not null check (level in ('soon_day', 'soon_hours', 'overdue', 'head', 'department')),
  at timestamptz not null,
  -- Whom it was told to; nobody where nobody above may see the record.
  told uuid[] not null,
  primary key (record_id, due_at, level)
);
create index deadline_marks_told_idx on deadline_marks using gin (told) where level in ('head', 'department');
insert into deadline_marks (record_id, due_at, level, at, told)
select a.record_id, a.due_at, 'overdue', now(), array_remove(array_agg(distinct a.person_id), null)
from awaits a where a.person_id is not null and a.due_at < now() group by a.record_id, a.due_at;
