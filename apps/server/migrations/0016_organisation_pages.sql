-- The company's lists are kept by people on a page: a version tells two of them apart who change the same row at once.
alter table branches add column version integer not null default 1;
alter table departments add column version integer not null default 1;
alter table projects add column version integer not null default 1;
alter table cost_items add column version integer not null default 1;
alter table currency_rates add column version integer not null default 1;
