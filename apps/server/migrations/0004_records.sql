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
