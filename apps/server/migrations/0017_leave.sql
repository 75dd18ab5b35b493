-- An approved leave makes absences and substitutions, and takes them back: each knows the request it came from.
alter table absences add column request_id uuid references records (id);
alter table substitutions add column request_id uuid references records (id);
create index absences_request_idx on absences (request_id) where request_id is not null;
create index substitutions_request_idx on substitutions (request_id) where request_id is not null;

-- Who stands in for a colleague is told so without being shown the personal request behind it: no record then.
alter table notices alter column record_id drop not null;
