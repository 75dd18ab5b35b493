-- What people type alike is found alike: ё as е, Kazakh letters as the Russian ones they are typed for. Case is left to `ilike`.
create function folded(text text) returns text language sql immutable strict parallel safe
  return translate(text, 'ёәғқңөұүһіЁӘҒҚҢӨҰҮҺІ', 'еагкноуухиЕАГКНОУУХИ');

-- The text of a search is read by nobody: it is kept folded, by whatever way it comes, so that nothing is folded while a list is read.
create function fold_search_text() returns trigger language plpgsql as $$
begin
  new.text := folded(new.text);
  return new;
end $$;
create trigger record_search_folded before insert or update of text on record_search
  for each row execute function fold_search_text();
update record_search set text = folded(text) where text <> folded(text);

-- Each in the place of the one over the name as it is written.
create index people_name_folded_idx on people using gin (folded(full_name) gin_trgm_ops);
create index counterparties_name_folded_idx on counterparties using gin (folded(name) gin_trgm_ops);
drop index people_name_trgm_idx;
drop index counterparties_name_trgm_idx;
