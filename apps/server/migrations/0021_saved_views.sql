-- Views of lists that a person keeps: a name and the filters as they stand in the address of the page.
create table saved_views (
  id         uuid primary key default uuidv7(),
  person_id  uuid not null references people (id),
  list       text not null check (list in ('requests', 'tasks', 'invoices')),
  name       text not null check (name = btrim(name) and char_length(name) between 1 and 40),
  search     jsonb not null check (jsonb_typeof(search) = 'object'),
  created_at timestamptz not null,
  unique (person_id, list, name)
);
