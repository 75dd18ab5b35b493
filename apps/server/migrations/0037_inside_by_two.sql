-- A contractor becomes one of ours by two people: who proposed it and when, until the second one says so.
alter table people
  add column inside_proposed_by uuid references people (id),
  add column inside_proposed_at timestamptz,
  add constraint inside_proposed_whole check ((inside_proposed_by is null) = (inside_proposed_at is null)),
  add constraint inside_proposed_of_outsiders check (inside_proposed_by is null or external);
create index people_inside_proposed_by_idx on people (inside_proposed_by) where inside_proposed_by is not null;
