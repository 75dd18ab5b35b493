-- Why papers that look wrong are right: doubt -> {key, reason}; `key` is what the doubt arose from.
alter table invoices add column doubt_answers jsonb not null default '{}';
