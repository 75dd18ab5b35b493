-- «Оплата не требуется»: the accountant's word, with its reason, that a purchase ends without a payment.
alter table requests
  add column payment_waived_at timestamptz,
  add column payment_waived_by uuid references people (id),
  add column payment_waived_reason text,
  add constraint payment_waived_whole check (
    (payment_waived_at is null) = (payment_waived_by is null) and (payment_waived_at is null) = (payment_waived_reason is null)
  );
create index requests_payment_waived_by_idx on requests (payment_waived_by) where payment_waived_by is not null;
