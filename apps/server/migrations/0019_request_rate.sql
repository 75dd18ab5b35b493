-- The rate a sent request in a foreign currency was reckoned by; null before sending and in the base currency.
alter table requests add column rate_micro bigint check (rate_micro > 0);
update requests q set rate_micro = i.rate_micro from invoices i
where i.request_id = q.id and i.currency = q.currency and q.sent_at is not null and q.currency <> 'KZT';
