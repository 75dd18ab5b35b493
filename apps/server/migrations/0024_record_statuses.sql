-- The statuses a record of each kind may have, written at start from the workflows of the kinds: a new kind or status
-- needs no migration of a constraint. The table only grows, so that a version that knows fewer still finds its own.
create table record_statuses (
  kind   text not null,
  status text not null,
  primary key (kind, status)
);
insert into record_statuses (kind, status) select distinct kind, status from records;

alter table records add constraint records_status_of_kind
  foreign key (kind, status) references record_statuses (kind, status) not valid;
alter table records drop constraint records_kind_check;
