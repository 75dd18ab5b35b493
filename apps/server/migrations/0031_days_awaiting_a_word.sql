-- Days that somebody else arranged for the holder of a guarded role count when that person, or a second one, has said so.
alter table absences add column awaits_word boolean not null default false;
alter table substitutions add column awaits_word boolean not null default false;
