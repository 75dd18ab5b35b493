-- What the rule of the second person needs to know of a role and of a way into an account.

-- Given while the company was set up, by its first administrator alone; also whatever was held before anybody could propose.
alter table person_roles add column set_up boolean not null default true;
update person_roles held set set_up = false
  where exists (
      select from role_grants_pending given
      where given.confirmed and given.person_id = held.person_id and given.role_id = held.role_id
        and given.branch_id is not distinct from held.branch_id)
    or held.granted_at > (select min(at) from audit_events where action = 'settings.set_up_closed');

-- Who made a link, who had made theirs, and so on, as of that moment; none for those of the set-up.
alter table one_time_links add column made_by uuid[] not null default '{}';

-- The same of the link the present password was set by. Somebody who keeps the link of another has their account.
alter table people add column password_made_by uuid[] not null default '{}';
update people set password_made_by = coalesce((
    select array[made.actor_id] from audit_events made
    where made.action = 'person.password_link_made' and made.entity_id = people.id::text and made.result = 'ok'
      and made.actor_id is not null
      and made.at > coalesce((select min(at) from audit_events where action = 'settings.set_up_closed'), 'infinity')
    order by made.at desc limit 1), '{}')
  where password_hash is not null;
