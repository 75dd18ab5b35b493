-- What the rule of the second person needs to know of a role and of a way into an account.

-- Given while the company was set up, by its first administrator alone; also whatever was held before anybody could propose.
alter table person_roles add column set_up boolean not null default true;
update person_roles held set set_up = false
  where exists (
      select from role_grants_pending given
      where given.confirmed and given.person_id = held.person_id and given.role_id = held.role_id
        and given.branch_id is not distinct from held.branch_id)
    or held.granted_at > (select min(at) from audit_events where action = 'settings.set_up_closed');

-- Who made a link; null for those of the set-up and of the server's operator.
alter table one_time_links add column created_by uuid references people (id);
create index one_time_links_created_by_idx on one_time_links (created_by) where created_by is not null;

-- Whose link the present password was set by. Somebody who keeps the link of another has their account.
alter table people add column password_link_by uuid references people (id);
create index people_password_link_by_idx on people (password_link_by) where password_link_by is not null;
update people set password_link_by = (
    select made.actor_id from audit_events made
    where made.action = 'person.password_link_made' and made.entity_id = people.id::text and made.result = 'ok'
      and made.at > coalesce((select min(at) from audit_events where action = 'settings.set_up_closed'), 'infinity')
    order by made.at desc limit 1)
  where password_hash is not null;
