-- Reference data: projects, cost items, currencies and rates, codes, holidays, request types, counterparties' banks.
create table projects (
  id         uuid primary key default uuidv7(),
  code       text not null unique,
  name       text not null,
  branch_id  uuid references branches (id),
  owner_id   uuid references people (id),
  from_date  date,
  to_date    date,
  status     text not null default 'active' check (status in ('active', 'closed'))
);
create index projects_branch_idx on projects (branch_id);
create index projects_owner_idx on projects (owner_id);

create table cost_items (
  id         uuid primary key default uuidv7(),
  code       text not null unique,
  parent_id  uuid references cost_items (id),
  kind       text not null,
  name       jsonb not null,
  knp        text,
  restricted boolean not null default false,
  active     boolean not null default true
);
create index cost_items_parent_idx on cost_items (parent_id);

create table currencies (
  code    text primary key check (code ~ '^[A-Z]{3}$'),
  decimals smallint not null default 2,
  symbol  text not null,
  name    jsonb not null,
  base    boolean not null default false
);
create unique index one_base_currency on currencies (base) where base;

-- Base currency minor units per one minor unit of the currency, in millionths, in force from the date on.
create table currency_rates (
  currency    text not null references currencies (code),
  on_date     date not null,
  rate_micro  bigint not null check (rate_micro > 0),
  primary key (currency, on_date)
);

create table code_lists (
  list   text not null check (list in ('knp', 'kbe', 'kbk', 'bank', 'document_kind', 'holiday')),
  code   text not null,
  value  jsonb not null,
  primary key (list, code)
);

-- A type is data; every edit is a new version, and a running record keeps its own.
create table request_types (
  id         uuid primary key default uuidv7(),
  code       text not null,
  version    integer not null default 1,
  definition jsonb not null,
  current    boolean not null default true,
  created_at timestamptz not null default now(),
  unique (code, version)
);
create unique index one_current_version_of_a_type on request_types (code) where current;
