-- Approval runs: one per sending of a record, by the steps of its type.
create table approval_runs (
  id          uuid primary key default uuidv7(),
  record_id   uuid not null references records (id) on delete cascade,
  type_id     uuid references request_types (id),
  status      text not null check (status in ('idle', 'running', 'between', 'returned', 'recalled', 'approved', 'rejected', 'cancelled')),
  -- The run as the engine keeps it; steps, candidates and votes below are its rows for lists, rights and constraints.
  state       jsonb not null,
  -- What the conditions were evaluated with last: over limit or not, and by how much.
  facts       jsonb not null default '{}',
  started_by  uuid not null references people (id),
  started_at  timestamptz not null,
  finished_at timestamptz
);
create index approval_runs_record_idx on approval_runs (record_id, started_at);
create unique index one_live_run_per_record on approval_runs (record_id) where status in ('idle', 'running', 'between', 'returned', 'recalled', 'approved');
create index approval_runs_type_idx on approval_runs (type_id);
create index approval_runs_started_by_idx on approval_runs (started_by);

create table approval_steps (
  id          uuid primary key default uuidv7(),
  run_id      uuid not null references approval_runs (id) on delete cascade,
  record_id   uuid not null references records (id) on delete cascade,
  step_key    text not null,
  kind        text not null default 'normal' check (kind in ('normal', 'over_limit', 'added', 'second')),
  title       jsonb not null,
  round       smallint not null,
  position    smallint not null,
  after       text[] not null default '{}',
  status      text not null check (status in ('waiting', 'open', 'merged', 'finished', 'skipped')),
  quorum      text not null default 'any',
  -- i18n explain:* with params: why it is not required, or by which rule its people were found.
  note        jsonb,
  -- Nobody may act: the administrator names a person.
  escalated   boolean not null default false,
  -- Over the limit: the cell and the missing amount this decision names.
  figure      jsonb,
  opened_at   timestamptz,
  due_at      timestamptz,
  decided_at  timestamptz,
  unique (run_id, step_key)
);
create index approval_steps_record_idx on approval_steps (record_id);
-- How long such a step usually takes.
create index approval_steps_usual_idx on approval_steps (step_key, decided_at desc) where status = 'finished';

create table approval_candidates (
  step_id      uuid not null references approval_steps (id) on delete cascade,
  person_id    uuid not null references people (id),
  -- The person whose vote it is when a substitute casts it.
  on_behalf_of_id uuid references people (id),
  via          jsonb not null,
  -- Asked: told and awaited. Not asked: the same person votes at a later step of the round.
  asked        boolean not null default true,
  primary key (step_id, person_id)
);
create index approval_candidates_person_idx on approval_candidates (person_id, step_id);
create index approval_candidates_behalf_idx on approval_candidates (on_behalf_of_id) where on_behalf_of_id is not null;

create table approval_votes (
  id           uuid primary key default uuidv7(),
  step_id      uuid not null references approval_steps (id) on delete cascade,
  run_id       uuid not null references approval_runs (id) on delete cascade,
  record_id    uuid not null references records (id) on delete cascade,
  -- Number of the act in the run; a merged vote shares it with the vote it follows.
  act          integer not null,
  person_id    uuid not null references people (id),
  on_behalf_of_id uuid references people (id),
  decision     text not null check (decision in ('approve', 'return', 'reject')),
  comment      text not null default '',
  record_version integer not null,
  -- What the voter vouches for, and its hash; a later change of these voids the vote.
  vouched      jsonb not null default '{}',
  vouched_hash text not null,
  at           timestamptz not null,
  -- «совмещено»: taken over from the same person's vote at another step.
  merged       boolean not null default false,
  figure       jsonb,
  voided_at    timestamptz,
  void_reason  text check (void_reason in ('withdrawn', 'changed', 'recalled')),
  -- What the change was, when the vote fell for a change: field → [before, after].
  void_diff    jsonb,
  unique (run_id, act, step_id)
);
create index approval_votes_step_idx on approval_votes (step_id);
create index approval_votes_run_idx on approval_votes (run_id);
create index approval_votes_record_idx on approval_votes (record_id, at);
create index approval_votes_person_idx on approval_votes (person_id);
create index approval_votes_behalf_idx on approval_votes (on_behalf_of_id) where on_behalf_of_id is not null;
create unique index one_standing_vote_per_person_and_step on approval_votes (step_id, person_id)
  where voided_at is null and decision = 'approve';
