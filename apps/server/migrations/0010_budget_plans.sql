-- Plan figures: a version is entered by one person and takes effect when another approves it.
create table budget_plans (
  id          uuid primary key default uuidv7(),
  version     integer generated always as identity unique,
  reason      text not null default '',
  entered_by  uuid not null references people (id),
  entered_at  timestamptz not null,
  approved_by uuid references people (id),
  approved_at timestamptz,
  constraint approved_by_a_second_person check (approved_by is null or approved_by <> entered_by),
  constraint approval_is_whole check ((approved_by is null) = (approved_at is null))
);
create index budget_plans_entered_by_idx on budget_plans (entered_by);
create index budget_plans_approved_by_idx on budget_plans (approved_by) where approved_by is not null;

create table budget_plan_cells (
  plan_id    uuid not null references budget_plans (id) on delete cascade,
  cell_id    uuid not null references budget_cells (id),
  plan_minor bigint not null check (plan_minor >= 0),
  primary key (plan_id, cell_id)
);
create index budget_plan_cells_cell_idx on budget_plan_cells (cell_id);
