-- What a person takes part in, and how, read from the index alone.
create index participants_part_idx on participants (person_id, record_id) include (role);
drop index participants_person_idx;
