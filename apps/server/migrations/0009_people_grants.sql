-- Roles that need a second person (S8) wait here for the word of another administrator or the chief executive.
create table role_grants_pending (
  id          uuid primary key default uuidv7(),
  person_id   uuid not null references people (id),
  role_id     uuid not null references roles (id),
  branch_id   uuid references branches (id),
  proposed_by uuid not null references people (id),
  proposed_at timestamptz not null,
  decided_by  uuid references people (id),
  decided_at  timestamptz,
  confirmed   boolean,
  constraint nobody_confirms_the_own_proposal check (decided_by is null or not confirmed or decided_by <> proposed_by),
  constraint nobody_confirms_the_own_role check (decided_by is null or not confirmed or decided_by <> person_id),
  constraint decided_whole check ((decided_by is null) = (decided_at is null) and (decided_by is null) = (confirmed is null))
);
create unique index one_open_proposal_per_role on role_grants_pending (person_id, role_id, branch_id) nulls not distinct
  where decided_at is null;
create index role_grants_pending_role_idx on role_grants_pending (role_id);
create index role_grants_pending_branch_idx on role_grants_pending (branch_id);
create index role_grants_pending_proposed_by_idx on role_grants_pending (proposed_by);
create index role_grants_pending_decided_by_idx on role_grants_pending (decided_by) where decided_by is not null;

-- Moves with every change of reference data, whoever makes it, so that each process knows when its cached answer is old.
create table reference_version (
  only_row boolean primary key default true check (only_row),
  version  bigint not null
);
insert into reference_version (version) values (1);

create function move_reference_version() returns trigger language plpgsql as $$
begin
  update reference_version set version = version + 1;
  return null;
end $$;

do $$
declare watched text;
begin
  foreach watched in array array['branches', 'departments', 'projects', 'cost_items', 'currencies', 'code_lists', 'request_types',
    'settings', 'roles']
  loop
    execute format('create trigger %I after insert or update or delete on %I for each statement execute function move_reference_version()',
      watched || '_move_reference', watched);
  end loop;
end $$;

alter table people add column theme text not null default 'auto' check (theme in ('auto', 'light', 'dark'));
