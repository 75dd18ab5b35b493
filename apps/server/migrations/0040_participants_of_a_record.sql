-- A record's watchers, or its author, are asked for by record and role. With the person between the two PostgreSQL reckons with a
-- search for each person of the company, and then takes the index of persons and does make them: a thousand for four rows.
alter table participants drop constraint participants_pkey, add primary key (record_id, role, person_id);
