-- The list of requests by amount from the smallest on; the other direction has an index of its own.
create index requests_amount_up_idx on requests (base_minor, id);
