-- An account that waits for its second person stands in the day of whoever may be that person. Accounts entered before did
-- not: they are put there for everybody who holds the right, but who entered them; the rule itself is asked at the confirmation.
insert into awaits (record_id, person_id, reason, since)
select distinct a.counterparty_id, p.id, 'confirm_account', min(a.entered_at) over (partition by a.counterparty_id)
from bank_accounts a
join people p on p.active and not p.external and p.id <> a.entered_by
join person_roles held on held.person_id = p.id
join roles on roles.id = held.role_id and roles.grants ->> 'bankAccount.confirm' is not null
where a.confirmed_at is null and a.retired_at is null;
