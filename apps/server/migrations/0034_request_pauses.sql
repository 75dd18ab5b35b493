-- How long each question to the author stood open, in working minutes: deadlines move by it when the answer comes. Questions
-- answered before moved none; what `requests.paused_minutes` counted of them was time of the wall clock and is set to nothing.
create table request_pauses (
  request_id uuid not null references records (id) on delete cascade,
  from_at timestamptz not null,
  to_at timestamptz not null check (to_at >= from_at),
  minutes integer not null check (minutes >= 0),
  primary key (request_id, from_at)
);
update requests set paused_minutes = 0 where paused_minutes <> 0;
alter table tasks add column paused_minutes integer not null default 0;
