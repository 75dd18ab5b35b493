-- Looking for a twin of an invoice by day and amount must not walk over all of them.
create index invoices_amount_idx on invoices (amount_minor, invoice_date);
