-- The journal of changes and the memory of answered requests.

-- Append-only. The application's role may INSERT and SELECT; the trigger also stops the owner's slips.
create table audit_events (
  id              bigint generated always as identity primary key,
  at              timestamptz not null,
  tx_id           bigint not null default (pg_current_xact_id()::text)::bigint,
  actor_id        uuid references people (id),
  on_behalf_of_id uuid references people (id),
  via             text not null check (via in ('web', 'api', 'job', 'import', 'cli', 'seed')),
  session_id      uuid,
  ip              text,
  request_id      text not null,
  action          text not null,
  entity          text not null,
  entity_id       text,
  record_id       uuid,
  before          jsonb,
  after           jsonb,
  reason          text,
  result          text not null default 'ok' check (result in ('ok', 'refused')),
  rule            text,
  constraint a_refusal_names_its_rule check (result = 'ok' or rule is not null)
);
create index audit_events_record_idx on audit_events (record_id, id);
create index audit_events_actor_idx on audit_events (actor_id, id);
create index audit_events_on_behalf_of_idx on audit_events (on_behalf_of_id) where on_behalf_of_id is not null;
create index audit_events_entity_idx on audit_events (entity, entity_id, id);

create function refuse_rewriting() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: % refused', tg_table_name, tg_op using errcode = 'insufficient_privilege';
end $$;
create trigger audit_events_append_only before update or delete or truncate on audit_events
  for each statement execute function refuse_rewriting();

-- One row per Idempotency-Key: inserted first, in the transaction of the change itself, so that a twin
-- waits on the primary key and then replays the stored answer byte for byte.
create table idempotency (
  actor_id      uuid not null references people (id),
  key           text not null check (length(key) between 1 and 200),
  request_hash  bytea not null,
  status        smallint,
  response      text,
  created_at    timestamptz not null,
  primary key (actor_id, key)
);
create index idempotency_created_at_idx on idempotency (created_at);
