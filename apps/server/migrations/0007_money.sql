-- Counterparties, documents, invoices, payments. Amounts are integer minor units of their currency.
create table counterparties (
  id          uuid primary key references records (id) on delete cascade,
  code        text unique,
  name        text not null,
  form        text not null,
  role        text not null default 'supplier',
  resident    boolean not null default true,
  bin         text check (bin ~ '^[0-9]{12}$'),
  tax_id      text,
  kbe         text,
  vat_payer   boolean not null default false,
  default_cost_item_id uuid references cost_items (id),
  currency    text not null default 'KZT' references currencies (code),
  phone       text,
  email       text
);
create unique index counterparties_bin_key on counterparties (bin) where bin is not null;
create index counterparties_name_idx on counterparties (name collate "ru-x-icu", id);
create index counterparties_name_trgm_idx on counterparties using gin (name gin_trgm_ops);
create index counterparties_cost_item_idx on counterparties (default_cost_item_id) where default_cost_item_id is not null;
create index counterparties_currency_idx on counterparties (currency);

-- A new or changed account works only after a second person confirms it.
create table bank_accounts (
  id              uuid primary key default uuidv7(),
  counterparty_id uuid not null references counterparties (id) on delete cascade,
  iban            text not null,
  bic             text not null,
  bank_name       text not null default '',
  currency        text not null references currencies (code),
  entered_by      uuid not null references people (id),
  entered_at      timestamptz not null,
  confirmed_by    uuid references people (id),
  confirmed_at    timestamptz,
  retired_at      timestamptz,
  constraint confirmed_by_a_second_person check (confirmed_by is null or confirmed_by <> entered_by)
);
create index bank_accounts_counterparty_idx on bank_accounts (counterparty_id);
create index bank_accounts_entered_by_idx on bank_accounts (entered_by);
create index bank_accounts_confirmed_by_idx on bank_accounts (confirmed_by) where confirmed_by is not null;
create index bank_accounts_currency_idx on bank_accounts (currency);

create table documents (
  id              uuid primary key references records (id) on delete cascade,
  kind_code       text not null,
  doc_number      text not null default '',
  doc_date        date,
  counterparty_id uuid references counterparties (id),
  subject         text not null default '',
  valid_from      date,
  valid_to        date,
  amount_minor    bigint check (amount_minor >= 0),
  currency        text references currencies (code),
  constraint validity_runs_forward check (valid_to is null or valid_from is null or valid_from <= valid_to)
);
create index documents_counterparty_idx on documents (counterparty_id, doc_date desc);
create index documents_kind_idx on documents (kind_code, doc_date desc);
create index documents_valid_to_idx on documents (valid_to) where valid_to is not null;
create index documents_currency_idx on documents (currency);

alter table requests add foreign key (counterparty_id) references counterparties (id);
alter table people add foreign key (counterparty_id) references counterparties (id);
create index people_counterparty_idx on people (counterparty_id) where counterparty_id is not null;

create table invoices (
  id              uuid primary key references records (id) on delete cascade,
  request_id      uuid references requests (id) on delete cascade,
  chain_id        uuid not null references records (id),
  counterparty_id uuid not null references counterparties (id),
  bank_account_id uuid references bank_accounts (id),
  invoice_number  text not null,
  -- Folded for the duplicate test: letters and digits only, lower case, no leading zeros.
  number_key      text not null,
  invoice_date    date not null,
  amount_minor    bigint not null check (amount_minor > 0),
  currency        text not null references currencies (code),
  -- In base currency: at the rate of the day of sending, then of reservation.
  base_minor      bigint not null check (base_minor >= 0),
  rate_micro      bigint not null check (rate_micro > 0),
  rate_date       date not null,
  vat_rate        text not null check (vat_rate in ('none', '0', '5', '10', '12', '16')),
  vat_minor       bigint not null check (vat_minor >= 0 and vat_minor < amount_minor),
  purpose         text not null default '',
  knp             text,
  pay_kind        text not null default 'post' check (pay_kind in ('prepay', 'post', 'part')),
  pay_by          date,
  file_id         uuid references files (id),
  basis_id        uuid references documents (id),
  basis_kind      text,
  paid_minor      bigint not null default 0 check (paid_minor between 0 and amount_minor),
  -- «Не требуется» with a reason, or the closing document's link.
  closing_waived  text,
  duplicate_reason text,
  requisites_changed_by uuid references people (id)
);
create index invoices_request_idx on invoices (request_id) where request_id is not null;
create index invoices_chain_idx on invoices (chain_id);
create index invoices_counterparty_idx on invoices (counterparty_id, number_key);
create index invoices_pay_by_idx on invoices (pay_by, id);
create index invoices_account_idx on invoices (bank_account_id) where bank_account_id is not null;
create index invoices_basis_idx on invoices (basis_id) where basis_id is not null;
create index invoices_file_idx on invoices (file_id) where file_id is not null;
create index invoices_currency_idx on invoices (currency);
create index invoices_requisites_changed_by_idx on invoices (requisites_changed_by) where requisites_changed_by is not null;

create table invoice_splits (
  invoice_id   uuid not null references invoices (id) on delete cascade,
  line_no      smallint not null,
  title        text not null default '',
  branch_id    uuid not null references branches (id),
  project_id   uuid references projects (id),
  cost_item_id uuid not null references cost_items (id),
  month        date not null check (extract(day from month) = 1),
  amount_minor bigint not null check (amount_minor > 0),
  base_minor   bigint not null check (base_minor >= 0),
  primary key (invoice_id, line_no)
);
create index invoice_splits_branch_idx on invoice_splits (branch_id, cost_item_id, month);
create index invoice_splits_project_idx on invoice_splits (project_id) where project_id is not null;
create index invoice_splits_cost_item_idx on invoice_splits (cost_item_id);

create table payments (
  id              uuid primary key default uuidv7(),
  invoice_id      uuid not null references invoices (id) on delete cascade,
  kind            text not null check (kind in ('payment', 'refund')),
  paid_on         date not null,
  amount_minor    bigint not null check (amount_minor > 0),
  base_minor      bigint not null check (base_minor >= 0),
  document_number text not null check (char_length(document_number) between 1 and 50),
  note            text not null default '',
  entered_by      uuid not null references people (id),
  entered_at      timestamptz not null
);
create index payments_invoice_idx on payments (invoice_id, entered_at);
create index payments_paid_on_idx on payments (paid_on);
create index payments_entered_by_idx on payments (entered_by);
