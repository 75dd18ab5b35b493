-- A company of 1 000 people with :requests requests, twice as many tasks and three times as many comments.
-- Run as superuser with foreign keys asleep; every row keeps them all the same. :requests is replaced before.
set session_replication_role = replica;
set synchronous_commit = off;
select setseed(0.42);

insert into branches (code, name, city, position)
select 'B' || n, jsonb_build_object('ru', 'Филиал ' || n, 'kk', 'Филиал ' || n, 'en', 'Branch ' || n),
  jsonb_build_object('ru', 'Город ' || n, 'kk', 'Қала ' || n, 'en', 'City ' || n), n from generate_series(1, 8) n;
insert into departments (code, name, position)
select 'D' || n, jsonb_build_object('ru', 'Отдел ' || n, 'kk', 'Бөлім ' || n, 'en', 'Department ' || n), n from generate_series(1, 25) n;

create temp table b as select id, row_number() over (order by position) - 1 as n from branches;
create temp table d as select id, row_number() over (order by position) - 1 as n from departments;

insert into people (code, last_name, first_name, position, department_id, branch_id, email)
select 'P' || g.n, (array['Ахметова', 'Ибраев', 'Сейтказы', 'Ким', 'Петрова', 'Омаров', 'Жумабекова', 'Шевченко', 'Нургалиев', 'Иванова'])[1 + g.n % 10] || '-' || g.n,
  (array['Айгерим', 'Данияр', 'Елена', 'Санжар', 'Алия', 'Тимур', 'Мария'])[1 + g.n % 7], 'Специалист', d.id, b.id, 'p' || g.n || '@bench.example'
from generate_series(0, 999) as g(n) join d on d.n = g.n % 25 join b on b.n = g.n % 8;
create temp table p as select id, substr(code, 2)::int as n, department_id, branch_id from people where code like 'P%';
create unique index on p (n);
update people set manager_id = (select id from p where n = 0) where code <> 'P0';
-- P0 directs; P1 … P25 head the departments; then coordinators, accountants and the holders of the types' queues.
update departments set head_id = p.id from p where p.n between 1 and 25 and p.department_id = departments.id;
insert into person_roles (person_id, role_id)
select p.id, r.id from p join roles r on r.code = case when p.n = 0 then 'ceo' when n <= 25 then 'head' when n <= 75 then 'coordinator'
  when n <= 95 then 'accountant' when n = 96 then 'cfo' else (array['purchaser', 'lawyer', 'marketing', 'it', 'hr', 'executor', 'executor', 'executor', 'executor', 'executor'])[1 + n % 10] end;

create temp table c as select uuidv7() as id, n from generate_series(0, 499) n;
insert into records (id, kind, number, title, status, author_id, created_at, updated_at)
select c.id, 'counterparty', 'К-' || c.n, 'ТОО «Поставщик ' || c.n || '»', 'active', p.id, now() - interval '900 days', now() - interval '900 days'
from c join p on p.n = 80;
insert into counterparties (id, name, form, bin) select id, 'ТОО «Поставщик ' || n || '»', 'too', lpad((900000000000 + n)::text, 12, '0') from c;

-- One row a request: who, where, when, how far. Newer ones are rather open, older ones closed.
create temp table q as
select x.n as i, uuidv7((age_hours * -1) * interval '1 hour') as id, now() - age_hours * interval '1 hour' as created_at, t.id as type_id, t.code as type_code,
  t.definition, author.id as author_id, assignee.id as assignee_id, author.department_id, author.branch_id, status,
  now() - age_hours * interval '1 hour' + (24 + rare * 400) * interval '1 hour' as due_at, 1 + (case when rare < 0.05 then 3 when rare < 0.25 then 2 when rare < 0.75 then 1 else 0 end) as priority,
  (10000 + (rare * 900000)::bigint * 100) as amount_minor, counterparty
from (select n, age_hours, rare, (random() * 999)::int as author_n, (26 + random() * 973)::int as assignee_n, (array['payment', 'payment', 'payment', 'purchase',
      'purchase', 'it', 'it', 'contract', 'marketing', 'hr'])[1 + (random() * 9)::int] as type, (random() * 499)::int as counterparty,
    case when age_hours < 24 * 30 then (array['draft', 'new', 'new', 'in_progress', 'in_progress', 'approval', 'approval', 'waiting', 'rework', 'done', 'closed', 'closed'])[1 + (random() * 11)::int]
      else (array['closed', 'closed', 'closed', 'closed', 'closed', 'closed', 'closed', 'closed', 'rejected', 'in_progress', 'approval', 'waiting', 'done', 'closed', 'closed', 'closed',
        'closed', 'closed', 'closed', 'closed'])[1 + (random() * 19)::int] end as status
  from (select n, (:requests - n) * 24.0 * 730 / :requests as age_hours, random() as rare from generate_series(1, :requests) n) x) x
join p author on author.n = author_n join p assignee on assignee.n = assignee_n join request_types t on t.code = type and t.current;

insert into records (id, kind, type_code, number, title, status, open, restricted, priority, author_id, assignee_id, department_id, branch_id, due_at,
  created_at, updated_at, closed_at)
select id, 'request', type_code, case when status <> 'draft' then (definition->>'prefix') || '-' || extract(year from created_at) || '-' || lpad(i::text, 6, '0') end,
  (array['Оплата аренды', 'Закуп бумаги', 'Доступ к системе', 'Договор поставки', 'Макет баннера', 'Приём сотрудника', 'Ремонт принтера', 'Услуги связи'])[1 + i % 8]
    || ' № ' || i, status, status not in ('closed', 'rejected'), type_code = 'hr', priority, author_id, case when status not in ('draft', 'new') then assignee_id end,
  department_id, branch_id, due_at, created_at, created_at + interval '3 hours', case when status in ('closed', 'rejected') then created_at + interval '9 days' end
from q;
insert into requests (id, type_id, type_code, data, description, amount_minor, currency, base_minor, counterparty_id, chain_id, accepted_by, accepted_at, submitted_at)
select q.id, type_id, type_code, jsonb_build_object('counterparty', c.id, 'amount', amount_minor, 'currency', 'KZT', 'purpose', 'Назначение ' || i, 'system', 'Система ' || i % 30,
    'kind', 'setup', 'impact', 'one', 'branch', branch_id, 'department', department_id, 'priority', 'medium'), 'Описание заявки ' || i,
  case when type_code in ('payment', 'purchase', 'contract', 'marketing') then amount_minor end, case when type_code in ('payment', 'purchase', 'contract', 'marketing') then 'KZT' end,
  case when type_code in ('payment', 'purchase', 'contract', 'marketing') then amount_minor end,
  case when type_code in ('payment', 'purchase', 'contract') then c.id end, q.id, case when status not in ('draft', 'new') then assignee_id end,
  case when status not in ('draft', 'new') then created_at + interval '1 hour' end, case when status <> 'draft' then created_at end
from q join c on c.n = q.counterparty;

-- Two tasks for nearly every accepted request, a third for every fifth.
create temp table t as
select uuidv7((now() - q.created_at) * -1) as id, q.id as request_id, q.i, q.created_at, q.due_at, q.department_id, q.branch_id, q.author_id, q.assignee_id as setter_id, q.type_code,
  q.status as request_status, doer.id as doer_id, s.step->>'key' as step_key, s.step->'title'->>'ru' as title, s.place,
  case when q.status in ('closed', 'done') then 'done' when q.status = 'rejected' then 'cancelled' when s.place = 1 then (array['todo', 'in_progress', 'done'])[1 + q.i % 3] else 'blocked' end as status
from q cross join lateral (select step, row_number() over () as place from jsonb_array_elements(q.definition->'steps') step where step->>'as' = 'task') s
join p doer on doer.n = 26 + (q.i * 7 + s.place * 131) % 970
where q.status not in ('draft', 'new') and (s.place <= 2 or q.i % 5 = 0);
insert into records (id, kind, type_code, number, title, status, open, restricted, priority, author_id, assignee_id, department_id, branch_id, due_at, created_at, updated_at, closed_at)
select id, 'task', type_code, 'ЗД-' || lpad(nextval('task_numbers')::text, 6, '0'), title, status, status not in ('done', 'cancelled'), type_code = 'hr', 2, setter_id, doer_id, department_id,
  branch_id, due_at, created_at, created_at + interval '5 hours', case when status in ('done', 'cancelled') then created_at + interval '5 days' end from t;
insert into tasks (id, parent_record_id, step_key, setter_id, result, handed_in_at, handed_in_by)
select id, request_id, step_key, setter_id, case when status = 'done' then 'Сделано' end, case when status = 'done' then created_at + interval '5 days' end,
  case when status = 'done' then doer_id end from t;

insert into participants (record_id, person_id, role, since)
select id, author_id, 'author', created_at from q
union all select id, assignee_id, 'assignee', created_at from q where status not in ('draft', 'new')
union all select id, doer_id, 'assignee', created_at from t
union all select distinct on (request_id, doer_id) request_id, doer_id, 'task', created_at from t
union all select q.id, p.id, 'watcher', q.created_at from q join p on p.n = 26 + (q.i * 13) % 970 where q.i % 3 = 0
-- P999 works from outside.
union all select q.id, p.id, 'contractor', q.created_at from q join p on p.n = 999 where q.i % 200 = 0;
update people set external = true where code = 'P999';
insert into comments (record_id, author_id, html, source, created_at)
select q.id, p.id, '<p>Комментарий ' || k || ' к заявке ' || q.i || '</p>', 'Комментарий ' || k || ' к заявке ' || q.i, q.created_at + k * interval '2 hours'
from q cross join generate_series(1, 3) k join p on p.n = (q.i * k * 17) % 1000;
insert into status_log (record_id, from_status, to_status, action, actor_id, at)
select id, 'draft', 'new', 'submit', author_id, created_at from q where status <> 'draft'
union all select id, 'new', 'in_progress', 'accept', assignee_id, created_at + interval '1 hour' from q where status not in ('draft', 'new')
union all select id, 'waiting', 'closed', 'close', author_id, created_at + interval '9 days' from q where status = 'closed';
insert into audit_events (at, actor_id, via, request_id, action, entity, entity_id, record_id, before, after)
select created_at, author_id, 'seed', 'bench', 'request.submit', 'request', id::text, id, '{"status":"draft"}'::jsonb, '{"status":"new"}'::jsonb from q where status <> 'draft'
union all select created_at, setter_id, 'seed', 'bench', 'task.created', 'task', id::text, id, null, '{}' from t;
insert into awaits (record_id, person_id, reason, since)
select id, assignee_id, 'accept', created_at from q where status = 'new'
union all select id, author_id, case status when 'done' then 'close' else 'rework' end, created_at from q where status in ('done', 'rework')
union all select id, doer_id, 'task', created_at from t where status in ('todo', 'in_progress');
update records set assignee_id = q.assignee_id from q where q.id = records.id and q.status = 'new';
insert into participants (record_id, person_id, role, since) select id, assignee_id, 'assignee', created_at from q where status = 'new';

-- Approval: a running round where it is the state, a finished one behind what came later.
create temp table a as
select uuidv7() as run_id, q.*, case when status = 'approval' then 'running' else 'approved' end as run_status from q
where status in ('approval', 'waiting', 'done') or (status = 'closed' and i % 3 = 0);
insert into approval_runs (id, record_id, type_id, status, state, started_by, started_at)
select run_id, id, type_id, run_status, jsonb_build_object('state', run_status, 'payment', type_code = 'payment', 'round', 0, 'route', definition->'steps', 'steps', '[]'::jsonb,
  'votes', '[]'::jsonb, 'lastAct', 0, 'returnedAt', null), author_id, created_at + interval '1 day' from a;
create temp table s as
select uuidv7() as id, a.run_id, a.id as record_id, a.i, a.created_at, a.run_status, x.place, x.step,
  case when a.run_status = 'approved' or x.place = 1 then 'finished' when x.place = 2 then 'open' else 'waiting' end as status, voter.id as voter_id
from a
cross join lateral (select step, row_number() over () as place from jsonb_array_elements(a.definition->'steps') step where step->>'as' = 'approval' limit 3) x
join p voter on voter.n = (a.i + x.place * 7) % 97;
insert into approval_steps (id, run_id, record_id, step_key, title, round, position, status, opened_at, decided_at)
select id, run_id, record_id, step->>'key', step->'title', 0, place, status, case when status <> 'waiting' then created_at + place * interval '1 day' end,
  case when status = 'finished' then created_at + place * interval '1 day' + interval '5 hours' end from s;
insert into approval_candidates (step_id, person_id, via) select id, voter_id, '{"code": "role", "params": {}}' from s;
insert into approval_votes (step_id, run_id, record_id, act, person_id, decision, comment, record_version, vouched_hash, at)
select id, run_id, record_id, place, voter_id, 'approve', 'Согласовано', 1, '', created_at + place * interval '1 day' + interval '5 hours' from s where status = 'finished';
insert into awaits (record_id, person_id, reason, step_id, since) select record_id, voter_id, 'decision', id, created_at from s where status = 'open';
insert into participants (record_id, person_id, role, since) select distinct record_id, voter_id, 'approver', min(created_at) from s group by record_id, voter_id;

-- Deadlines that passed long ago have said all they had to say.
insert into deadline_marks (record_id, due_at, level, at, told)
select id, due_at, level, due_at, '{}' from records cross join unnest(array['overdue', 'head', 'department']) level where open and due_at < now();

-- What is searched: everyday words everywhere, and twenty rare words that stand in ten records each.
drop index record_search_vector_idx;
drop index record_search_trgm_idx;
insert into record_search (record_id, kind, text)
select r.id, r.kind, concat_ws(' ', r.number, r.title, 'ТОО «Поставщик ' || q.counterparty || '»', lpad((900000000000 + q.counterparty)::text, 12, '0'), 'Описание заявки ' || q.i,
  case when q.i % (:requests / 10) < 20 then 'редкослово' || chr(1072 + q.i % (:requests / 10)) || chr(1092 - q.i % (:requests / 10)) end)
from q join records r on r.id = q.id where q.status <> 'draft'
union all select r.id, 'task', r.number || ' ' || r.title from t join records r on r.id = t.id
union all select r.id, 'counterparty', r.number || ' ' || r.title from c join records r on r.id = c.id;
create index record_search_vector_idx on record_search using gin (vector) with (fastupdate = off);
create index record_search_trgm_idx on record_search using gin (text gin_trgm_ops) with (fastupdate = off);

insert into number_series (series, year, last)
select definition->>'prefix', year, :requests from request_types cross join generate_series(extract(year from now())::int - 2, extract(year from now())::int + 1) year where current
on conflict (series, year) do update set last = excluded.last;
set session_replication_role = origin;
