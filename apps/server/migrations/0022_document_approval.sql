-- A document is approved by a run: who changed its card last does not vote on it, and the route looks at the amount in
-- the base currency at the rate of the day of sending.
alter table documents
  add column edited_by uuid references people (id),
  add column base_minor bigint check (base_minor >= 0);
create index documents_edited_by_idx on documents (edited_by) where edited_by is not null;
