-- The shared life of everything that has a status: request, task, invoice, document, meeting, budget change, counterparty.
create table records (
  id            uuid primary key default uuidv7(),
  kind          text not null check (kind in ('request', 'task', 'invoice', 'document', 'meeting', 'budget_change', 'counterparty')),
  -- Kind of the kind: request type, document kind. Stands here so that one rule of visibility reads one table.
  type_code     text,
  number        text,
  title         text not null check (char_length(title) <= 500),
  status        text not null,
  -- False once the record has reached a final state of its workflow.
  open          boolean not null default true,
  -- HR and the like: seen only by the people of the record and its own role.
  restricted    boolean not null default false,
  -- 1 low, 2 medium, 3 high, 4 urgent.
  priority      smallint not null default 2 check (priority between 1 and 4),
  author_id     uuid not null references people (id),
  assignee_id   uuid references people (id),
  queue_id      uuid references queues (id),
  -- The person the record is about (HR: the employee; access: for whom).
  subject_id    uuid references people (id),
  department_id uuid references departments (id),
  branch_id     uuid references branches (id),
  project_id    uuid references projects (id),
  due_at        timestamptz,
  version       integer not null default 1,
  created_at    timestamptz not null,
  updated_at    timestamptz not null,
  closed_at     timestamptz
);
create unique index records_number_key on records (kind, number) where number is not null;
-- Lists: filter + sort, keyset on (sort, id); drafts live outside every list but their author's.
create index records_list_created_idx on records (kind, created_at desc, id desc) where status <> 'draft';
create index records_list_due_idx on records (kind, due_at, id) where status <> 'draft';
create index records_open_due_idx on records (kind, due_at, id) where open and status <> 'draft';
create index records_open_created_idx on records (kind, created_at desc, id desc) where open and status <> 'draft';
create index records_status_due_idx on records (kind, status, due_at, id) where status <> 'draft';
create index records_status_created_idx on records (kind, status, created_at desc, id desc) where status <> 'draft';
create index records_type_idx on records (kind, type_code, created_at desc, id desc) where status <> 'draft';
create index records_author_idx on records (author_id, kind, created_at desc, id desc);
create index records_assignee_idx on records (assignee_id, kind, due_at, id) where assignee_id is not null;
create index records_queue_idx on records (queue_id, kind, created_at) where queue_id is not null;
create index records_subject_idx on records (subject_id) where subject_id is not null;
create index records_department_idx on records (department_id, kind, created_at desc, id desc);
create index records_branch_idx on records (branch_id, kind, created_at desc, id desc);
create index records_project_idx on records (project_id, kind) where project_id is not null;
create index records_restricted_idx on records (kind, id) where restricted;

-- Numbers without gaps: the last statement before commit takes the next one.
create table number_series (
  series text not null,
  year   integer not null,
  last   integer not null,
  primary key (series, year)
);
create sequence task_numbers;

-- Who belongs to a record and why; the participant part of visibility is this table alone.
create table participants (
  record_id uuid not null references records (id) on delete cascade,
  person_id uuid not null references people (id),
  role      text not null check (role in ('author', 'assignee', 'subject', 'watcher', 'approver', 'task', 'reviewer', 'mentioned', 'contractor')),
  since     timestamptz not null,
  primary key (record_id, person_id, role)
);
create index participants_person_idx on participants (person_id, record_id);

create table comments (
  id          uuid primary key default uuidv7(),
  record_id   uuid not null references records (id) on delete cascade,
  author_id   uuid not null references people (id),
  -- Sanitized on the server; `source` is what the person typed, for editing.
  html        text not null,
  source      text not null,
  mentions    uuid[] not null default '{}',
  kind        text not null default 'comment' check (kind in ('comment', 'question', 'answer', 'decision')),
  shared_with_external boolean not null default false,
  created_at  timestamptz not null,
  edited_at   timestamptz,
  deleted_at  timestamptz
);
create index comments_record_idx on comments (record_id, created_at, id);
create index comments_author_idx on comments (author_id);

create table files (
  id           uuid primary key default uuidv7(),
  record_id    uuid not null references records (id) on delete cascade,
  -- The form field this file fills; null = an attachment.
  field_key    text,
  comment_id   uuid references comments (id),
  name         text not null check (char_length(name) between 1 and 255),
  media_type   text not null,
  size_bytes   bigint not null check (size_bytes > 0),
  sha256       text not null,
  storage_key  text not null,
  version_no   integer not null default 1,
  replaces_id  uuid references files (id),
  shared_with_external boolean not null default false,
  uploaded_by  uuid not null references people (id),
  uploaded_at  timestamptz not null,
  removed_at   timestamptz,
  removed_by   uuid references people (id)
);
create index files_record_idx on files (record_id, uploaded_at) where removed_at is null;
create index files_comment_idx on files (comment_id) where comment_id is not null;
create index files_replaces_idx on files (replaces_id) where replaces_id is not null;
create index files_uploaded_by_idx on files (uploaded_by);
create index files_removed_by_idx on files (removed_by) where removed_by is not null;
create index files_storage_key_idx on files (storage_key);

create table checklist_items (
  id         uuid primary key default uuidv7(),
  record_id  uuid not null references records (id) on delete cascade,
  position   integer not null,
  text       text not null check (char_length(text) between 1 and 500),
  required   boolean not null default false,
  done_at    timestamptz,
  done_by    uuid references people (id)
);
create index checklist_record_idx on checklist_items (record_id, position);
create index checklist_done_by_idx on checklist_items (done_by) where done_by is not null;

create table record_links (
  id         uuid not null unique default uuidv7(),
  from_id    uuid not null references records (id) on delete cascade,
  to_id      uuid not null references records (id) on delete cascade,
  -- chain: need → payment → invoice; basis: document that justifies; closing: act, waybill; the rest by hand.
  kind       text not null check (kind in ('chain', 'basis', 'closing', 'related', 'repeats', 'follows', 'copy')),
  created_by uuid not null references people (id),
  created_at timestamptz not null,
  primary key (from_id, to_id, kind),
  constraint not_linked_to_itself check (from_id <> to_id)
);
create index record_links_to_idx on record_links (to_id, kind);
create index record_links_created_by_idx on record_links (created_by);

-- The only source of «ждёт меня»: kept in the transition.
create table awaits (
  id         uuid primary key default uuidv7(),
  record_id  uuid not null references records (id) on delete cascade,
  person_id  uuid references people (id),
  queue_id   uuid references queues (id),
  -- decision, over_limit, task, accept, take, rework, clarify, review, close, send, payment, name_person, reason_owed
  reason     text not null,
  -- The approval step or question it is about, when there is one.
  step_id    uuid,
  since      timestamptz not null,
  due_at     timestamptz,
  constraint awaits_somebody check ((person_id is null) <> (queue_id is null))
);
create index awaits_person_idx on awaits (person_id, reason, since) where person_id is not null;
create index awaits_queue_idx on awaits (queue_id, reason, since) where queue_id is not null;
create index awaits_record_idx on awaits (record_id);

-- Status changes as rows: durations, SLA and «обычно это N ч» are computed from them.
create table status_log (
  id         bigint generated always as identity primary key,
  record_id  uuid not null references records (id) on delete cascade,
  from_status text,
  to_status  text not null,
  action     text not null,
  actor_id   uuid references people (id),
  at         timestamptz not null
);
create index status_log_record_idx on status_log (record_id, id);
create index status_log_actor_idx on status_log (actor_id) where actor_id is not null;

-- Search text stands apart, so that a status change rewrites no index of text.
create table record_search (
  record_id uuid primary key references records (id) on delete cascade,
  kind      text not null,
  text      text not null,
  vector    tsvector not null generated always as (to_tsvector('russian', text) || to_tsvector('simple', text)) stored
);
create index record_search_vector_idx on record_search using gin (vector);
create index record_search_trgm_idx on record_search using gin (text gin_trgm_ops);

-- What became of a record, for a person; opening the record clears it.
create table notices (
  id         uuid primary key default uuidv7(),
  person_id  uuid not null references people (id),
  record_id  uuid not null references records (id) on delete cascade,
  event      text not null,
  -- Why this person got it (i18n notices:why.*).
  why        text not null,
  params     jsonb not null default '{}',
  actor_id   uuid references people (id),
  created_at timestamptz not null,
  read_at    timestamptz,
  -- One effect per cause, however often a job runs.
  dedup      text unique
);
create index notices_unread_idx on notices (person_id, created_at desc) where read_at is null;
create index notices_person_idx on notices (person_id, created_at desc, id desc);
create index notices_record_idx on notices (record_id);
create index notices_actor_idx on notices (actor_id) where actor_id is not null;
