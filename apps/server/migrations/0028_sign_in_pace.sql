-- Passwords are slowed down by account and place together; a browser that was signed in from before is a place of its own.

-- One row per browser and person who signed in there; only the hash of what the browser keeps.
create table known_devices (
  token_hash   bytea not null,
  person_id    uuid not null references people (id),
  known_since  timestamptz not null,
  last_used_at timestamptz not null,
  primary key (token_hash, person_id)
);
create index known_devices_person_idx on known_devices (person_id, last_used_at);

-- `email` is from now on the hash of what was typed, `ip` the place: an address, the /64 of one, or a known device.
create index login_attempts_pair_idx on login_attempts (email, ip, id);

-- Whom the journal has told of this failure: a person, or `unknown` for an e-mail of nobody.
alter table login_attempts add column told_of text;
create index login_attempts_told_idx on login_attempts (told_of, at) where told_of is not null;
