-- The organisation has its version beside that of the reference data, so that whoever resolves candidates can tell in
-- its own transaction whether what the process remembers of people, roles and absences is still true.
alter table reference_version add column organisation bigint not null default 1;

create function move_organisation_version() returns trigger language plpgsql as $$
begin
  update reference_version set organisation = organisation + 1;
  return null;
end $$;

create trigger people_move_organisation
  after insert or delete or update of last_name, first_name, department_id, branch_id, manager_id, external, active on people
  for each statement execute function move_organisation_version();
create trigger person_roles_move_organisation after insert or update or delete on person_roles
  for each statement execute function move_organisation_version();
create trigger absences_move_organisation after insert or update or delete on absences
  for each statement execute function move_organisation_version();
create trigger substitutions_move_organisation after insert or update or delete on substitutions
  for each statement execute function move_organisation_version();
