-- To which account the money goes is part of what is decided on: it is written down when an invoice is sent. Those that are
-- sent already get the account of today.
update invoices i set bank_account_id = (
    select a.id from bank_accounts a
    where a.counterparty_id = i.counterparty_id and a.currency = i.currency and a.retired_at is null
    order by a.confirmed_at desc nulls last, a.id limit 1)
  from records r
  where r.id = i.id and r.status in ('approval', 'approved') and i.bank_account_id is null;
