-- Who sent the request back: the person asked to mend it asks them, and not the whole company.
alter table requests add column returned_by uuid references people (id);
create index requests_returned_by_idx on requests (returned_by) where returned_by is not null;
update requests q set returned_by = (
  select l.actor_id from status_log l where l.record_id = q.id and l.to_status = 'rework' order by l.id desc limit 1
) where q.returned_from is not null;
