-- Requests and tasks: own columns only, the rest lives in records.
create table requests (
  id             uuid primary key references records (id) on delete cascade,
  type_id        uuid not null references request_types (id),
  type_code      text not null,
  data           jsonb not null default '{}',
  description    text not null default '',
  -- The type's amount in its currency and in base currency at the rate of the day of sending.
  amount_minor   bigint check (amount_minor >= 0),
  currency       text references currencies (code),
  base_minor     bigint check (base_minor >= 0),
  counterparty_id uuid,
  -- Root of the expense chain this request belongs to (itself when it starts one).
  chain_id       uuid not null references records (id),
  accepted_by    uuid references people (id),
  accepted_at    timestamptz,
  submitted_at   timestamptz,
  sent_at        timestamptz,
  -- Return to rework: where it came from, to whom, and what the record looked like then.
  returned_from  text,
  returned_to_step text,
  returned_step_id uuid,
  returned_at    timestamptz,
  return_reason  text,
  answered       boolean not null default false,
  -- A question to the author pauses the clock; null = nobody asked.
  clarify_asked_by uuid references people (id),
  clarify_asked_at timestamptz,
  clarify_question text,
  paused_minutes integer not null default 0,
  cancel_reason  text,
  -- Who last changed amount, currency, counterparty, account, split: they do not vote (S1).
  last_changed_by jsonb not null default '{}',
  -- Set by a job once the head was told that an urgent request waits for acceptance.
  head_told_at   timestamptz
);
create index requests_type_idx on requests (type_id);
create index requests_type_code_idx on requests (type_code);
create index requests_chain_idx on requests (chain_id);
create index requests_counterparty_idx on requests (counterparty_id) where counterparty_id is not null;
create index requests_accepted_by_idx on requests (accepted_by) where accepted_by is not null;
create index requests_clarify_idx on requests (clarify_asked_by) where clarify_asked_by is not null;
create index requests_currency_idx on requests (currency);
create index requests_amount_idx on requests (base_minor desc nulls last, id);

create table tasks (
  id             uuid primary key references records (id) on delete cascade,
  -- The record whose work this is; null for a task of its own.
  parent_record_id uuid references records (id) on delete cascade,
  -- Subtask of another task.
  parent_task_id uuid references tasks (id) on delete cascade,
  step_key       text,
  setter_id      uuid not null references people (id),
  reviewer_id    uuid references people (id),
  review         boolean not null default false,
  requires_file  boolean not null default false,
  min_files      integer not null default 0,
  acceptance     boolean not null default false,
  -- Closed by this fact and not by hand: invoicePaid, closingDocumentLinked.
  completes_by   text,
  description    text not null default '',
  result         text,
  result_links   text[] not null default '{}',
  handed_in_at   timestamptz,
  handed_in_by   uuid references people (id),
  -- The step did not apply; not a cancellation by a person.
  skipped        boolean not null default false,
  cancelled_with_record boolean not null default false,
  started_at     timestamptz,
  original_due_at timestamptz,
  auto_close_at  timestamptz,
  -- Fields of a restricted request that this task's assignee may see.
  shared_fields  text[] not null default '{}',
  constraint not_its_own_subtask check (parent_task_id <> id)
);
create index tasks_parent_record_idx on tasks (parent_record_id);
create index tasks_parent_task_idx on tasks (parent_task_id) where parent_task_id is not null;
create unique index one_task_per_step on tasks (parent_record_id, step_key) where step_key is not null;
create index tasks_setter_idx on tasks (setter_id);
create index tasks_reviewer_idx on tasks (reviewer_id) where reviewer_id is not null;
create index tasks_handed_in_by_idx on tasks (handed_in_by) where handed_in_by is not null;

create table task_dependencies (
  task_id        uuid not null references tasks (id) on delete cascade,
  predecessor_id uuid not null references tasks (id) on delete cascade,
  primary key (task_id, predecessor_id),
  constraint not_its_own_predecessor check (task_id <> predecessor_id)
);
create index task_dependencies_predecessor_idx on task_dependencies (predecessor_id);

create table deadline_moves (
  id         uuid primary key default uuidv7(),
  record_id  uuid not null references records (id) on delete cascade,
  from_at    timestamptz,
  to_at      timestamptz,
  reason     text not null check (char_length(reason) > 0),
  -- A move after the deadline does not erase lateness.
  was_late   boolean not null,
  moved_by   uuid not null references people (id),
  moved_at   timestamptz not null
);
create index deadline_moves_record_idx on deadline_moves (record_id, moved_at);
create index deadline_moves_moved_by_idx on deadline_moves (moved_by);

-- Earlier results of a task stay when it is returned.
create table task_results (
  id         uuid primary key default uuidv7(),
  task_id    uuid not null references tasks (id) on delete cascade,
  result     text not null,
  links      text[] not null default '{}',
  by_id      uuid not null references people (id),
  at         timestamptz not null,
  outcome    text check (outcome in ('accepted', 'returned')),
  reason     text,
  decided_by uuid references people (id),
  decided_at timestamptz
);
create index task_results_task_idx on task_results (task_id, at);
create index task_results_by_idx on task_results (by_id);
create index task_results_decided_by_idx on task_results (decided_by) where decided_by is not null;
