-- The task that a return after «Выполнено» asks to be done again: the request comes back by itself when it is over.
alter table requests add column returned_task_id uuid references records (id);
create index requests_returned_task_idx on requests (returned_task_id) where returned_task_id is not null;
