-- People, organisation, roles, sessions. Instants are UTC; dates are the company's day (Asia/Almaty).
create extension if not exists pg_trgm;
create extension if not exists btree_gin;

create table branches (
  id         uuid primary key default uuidv7(),
  code       text not null unique,
  name       jsonb not null,
  city       jsonb not null,
  bin        text,
  head_id    uuid,
  position   smallint not null default 0,
  active     boolean not null default true
);

create table departments (
  id         uuid primary key default uuidv7(),
  code       text not null unique,
  name       jsonb not null,
  parent_id  uuid references departments (id),
  head_id    uuid,
  position   smallint not null default 0,
  active     boolean not null default true,
  constraint not_its_own_parent check (parent_id <> id)
);
create index departments_parent_idx on departments (parent_id);

create table people (
  id              uuid primary key default uuidv7(),
  code            text unique,
  last_name       text not null,
  first_name      text not null,
  middle_name     text,
  full_name       text not null generated always as (last_name || ' ' || first_name) stored,
  position        text not null default '',
  department_id   uuid references departments (id),
  branch_id       uuid references branches (id),
  manager_id      uuid references people (id),
  email           text not null,
  phone           text,
  language        text not null default 'ru' check (language in ('ru', 'kk', 'en')),
  external        boolean not null default false,
  counterparty_id uuid,
  active          boolean not null default true,
  password_hash   text,
  version         integer not null default 1,
  created_at      timestamptz not null default now(),
  deactivated_at  timestamptz,
  constraint email_is_lower_case check (email = lower(email)),
  constraint not_their_own_manager check (manager_id <> id)
);
create unique index people_email_key on people (email);
create index people_name_idx on people (full_name collate "ru-x-icu", id);
create index people_name_trgm_idx on people using gin (full_name gin_trgm_ops);
create index people_department_idx on people (department_id);
create index people_branch_idx on people (branch_id);
create index people_manager_idx on people (manager_id);

alter table branches add foreign key (head_id) references people (id);
alter table departments add foreign key (head_id) references people (id);
create index branches_head_idx on branches (head_id);
create index departments_head_idx on departments (head_id);

create table roles (
  id        uuid primary key default uuidv7(),
  code      text not null unique,
  label     jsonb not null,
  grants    jsonb not null,
  supplied  boolean not null default false,
  note      text
);

create table person_roles (
  id         uuid primary key default uuidv7(),
  person_id  uuid not null references people (id),
  role_id    uuid not null references roles (id),
  branch_id  uuid references branches (id),
  granted_by uuid references people (id),
  granted_at timestamptz not null default now(),
  unique nulls not distinct (person_id, role_id, branch_id)
);
create index person_roles_role_idx on person_roles (role_id, person_id);
create index person_roles_branch_idx on person_roles (branch_id);
create index person_roles_granted_by_idx on person_roles (granted_by);

-- A queue is a role with a scope; its members see an unassigned record and take it.
create table queues (
  id             uuid primary key default uuidv7(),
  role_code      text not null references roles (code) on update cascade,
  department_id  uuid references departments (id),
  branch_id      uuid references branches (id),
  unique nulls not distinct (role_code, department_id, branch_id)
);
create index queues_department_idx on queues (department_id);
create index queues_branch_idx on queues (branch_id);

create table absences (
  id         uuid primary key default uuidv7(),
  person_id  uuid not null references people (id),
  from_date  date not null,
  to_date    date not null,
  reason     text not null default '',
  created_by uuid not null references people (id),
  created_at timestamptz not null default now(),
  cancelled_at timestamptz,
  constraint absence_runs_forward check (from_date <= to_date)
);
create index absences_person_idx on absences (person_id, from_date, to_date) where cancelled_at is null;
create index absences_created_by_idx on absences (created_by);

create table substitutions (
  id               uuid primary key default uuidv7(),
  principal_id     uuid not null references people (id),
  substitute_id    uuid not null references people (id),
  from_date        date not null,
  to_date          date not null,
  kinds            text[] not null default '{}',
  max_amount_minor bigint,
  restricted       boolean not null default false,
  reason           text not null default '',
  created_by       uuid not null references people (id),
  created_at       timestamptz not null default now(),
  declined_at      timestamptz,
  cancelled_at     timestamptz,
  constraint substitution_runs_forward check (from_date <= to_date),
  constraint nobody_stands_in_for_themselves check (principal_id <> substitute_id)
);
create index substitutions_principal_idx on substitutions (principal_id, from_date, to_date) where cancelled_at is null;
create index substitutions_substitute_idx on substitutions (substitute_id, from_date, to_date) where cancelled_at is null;
create index substitutions_created_by_idx on substitutions (created_by);

-- Refresh tokens: opaque, stored hashed, rotating; reuse of a spent one kills its family.
create table sessions (
  id           uuid primary key default uuidv7(),
  person_id    uuid not null references people (id),
  created_at   timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at   timestamptz not null,
  ended_at     timestamptz,
  ended_reason text,
  ip           text,
  user_agent   text
);
create index sessions_person_idx on sessions (person_id) where ended_at is null;

create table session_refreshes (
  token_hash  bytea primary key,
  session_id  uuid not null references sessions (id),
  issued_at   timestamptz not null,
  spent_at    timestamptz
);
create index session_refreshes_session_idx on session_refreshes (session_id);

-- Failed logins, counted by account and address.
create table login_attempts (
  id         bigint generated always as identity primary key,
  email      text not null,
  ip         text not null,
  at         timestamptz not null,
  ok         boolean not null
);
create index login_attempts_email_idx on login_attempts (email, at);
create index login_attempts_ip_idx on login_attempts (ip, at);

create table one_time_links (
  token_hash  bytea primary key,
  purpose     text not null check (purpose in ('first_admin', 'set_password')),
  person_id   uuid references people (id),
  created_at  timestamptz not null,
  expires_at  timestamptz not null,
  used_at     timestamptz
);
create index one_time_links_person_idx on one_time_links (person_id);

-- Settings of the company and reference lists kept as data.
create table settings (
  key        text primary key,
  value      jsonb not null,
  updated_at timestamptz not null default now(),
  updated_by uuid references people (id)
);
create index settings_updated_by_idx on settings (updated_by);

create table keys (
  name       text primary key,
  value      text not null,
  created_at timestamptz not null default now()
);
