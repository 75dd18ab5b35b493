-- When those awaited on a record were last reminded by hand: nobody is reminded of it again at once.
alter table records add column reminded_at timestamptz;
