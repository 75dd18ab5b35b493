-- Budget cells and their append-only ledger. Base currency minor units.
create table budget_lines (
  id             uuid primary key default uuidv7(),
  branch_id      uuid not null references branches (id),
  project_id     uuid references projects (id),
  cost_item_id   uuid not null references cost_items (id),
  responsible_id uuid references people (id),
  unique nulls not distinct (branch_id, project_id, cost_item_id)
);
create index budget_lines_project_idx on budget_lines (project_id) where project_id is not null;
create index budget_lines_cost_item_idx on budget_lines (cost_item_id);
create index budget_lines_responsible_idx on budget_lines (responsible_id);

-- One month of a line. The balances are folded from the ledger and guarded here: what is approved and paid
-- never exceeds plan plus the grants given for it.
create table budget_cells (
  id              uuid primary key default uuidv7(),
  line_id         uuid not null references budget_lines (id),
  month           date not null check (extract(day from month) = 1),
  plan_minor      bigint not null default 0 check (plan_minor >= 0),
  actual_minor    bigint not null default 0,
  committed_minor bigint not null default 0 check (committed_minor >= 0),
  in_work_minor   bigint not null default 0 check (in_work_minor >= 0),
  granted_minor   bigint not null default 0 check (granted_minor >= 0),
  closed_at       timestamptz,
  unique (line_id, month),
  constraint no_overspend check (actual_minor + committed_minor <= plan_minor + granted_minor)
);
create index budget_cells_month_idx on budget_cells (month);

create table budget_entries (
  id           bigint generated always as identity primary key,
  cell_id      uuid not null references budget_cells (id),
  kind         text not null check (kind in ('plan', 'actual', 'commit', 'in_work', 'grant')),
  -- Signed; the balance of a cell is the sum of its entries of the kind.
  amount_minor bigint not null check (amount_minor <> 0),
  chain_id     uuid references records (id),
  record_id    uuid references records (id),
  -- Why: submitted, approved, replaced, released, paid, refunded, granted, system_grant, plan …
  cause        text not null,
  vote_id      uuid references approval_votes (id),
  payment_id   uuid references payments (id),
  actor_id     uuid not null references people (id),
  reason       text,
  at           timestamptz not null,
  -- One effect per cause.
  dedup        text unique
);
create index budget_entries_cell_idx on budget_entries (cell_id, id);
create index budget_entries_chain_idx on budget_entries (chain_id, cell_id) where chain_id is not null;
create index budget_entries_record_idx on budget_entries (record_id) where record_id is not null;
create index budget_entries_actor_idx on budget_entries (actor_id);
create index budget_entries_vote_idx on budget_entries (vote_id) where vote_id is not null;
create index budget_entries_payment_idx on budget_entries (payment_id) where payment_id is not null;

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'append-only table %', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger budget_entries_append_only before update or delete on budget_entries
  for each row execute function refuse_change();

-- Must be empty after every test, every night and after every restore.
create view invariant_broken as
  select 'overspent' as rule, c.id::text as subject
    from budget_cells c where c.actual_minor + c.committed_minor > c.plan_minor + c.granted_minor
  union all
  select 'ledger_differs_from_cell', c.id::text
    from budget_cells c
    left join (select cell_id,
                 sum(amount_minor) filter (where kind = 'plan') as plan, sum(amount_minor) filter (where kind = 'actual') as actual,
                 sum(amount_minor) filter (where kind = 'commit') as committed, sum(amount_minor) filter (where kind = 'in_work') as in_work,
                 sum(amount_minor) filter (where kind = 'grant') as granted
               from budget_entries group by cell_id) e on e.cell_id = c.id
   where c.plan_minor <> coalesce(e.plan, 0) or c.actual_minor <> coalesce(e.actual, 0) or c.committed_minor <> coalesce(e.committed, 0)
      or c.in_work_minor <> coalesce(e.in_work, 0) or c.granted_minor <> coalesce(e.granted, 0)
  union all
  select 'approved_invoice_without_full_commitment', i.id::text
    from invoices i join records r on r.id = i.id
   where r.status in ('approved', 'in_payment') and i.paid_minor = 0
     and i.base_minor <> coalesce((select sum(e.amount_minor) from budget_entries e where e.record_id = i.id and e.kind = 'commit'), 0)
  union all
  select 'commitment_without_approval', i.id::text
    from invoices i join records r on r.id = i.id
   where r.status in ('received', 'approval', 'rework', 'rejected', 'cancelled')
     and coalesce((select sum(e.amount_minor) from budget_entries e where e.record_id = i.id and e.kind in ('commit', 'actual')), 0) <> 0
  union all
  select 'split_differs_from_invoice', i.id::text
    from invoices i where i.amount_minor <> (select coalesce(sum(s.amount_minor), 0) from invoice_splits s where s.invoice_id = i.id)
  union all
  select 'paid_differs_from_payments', i.id::text
    from invoices i where i.paid_minor <> (select coalesce(sum(case p.kind when 'payment' then p.amount_minor else -p.amount_minor end), 0) from payments p where p.invoice_id = i.id)
  union all
  select 'payment_voted_by_fewer_than_two', i.id::text
    from invoices i join records r on r.id = i.id
   where r.status in ('approved', 'in_payment', 'paid', 'closed')
     and (select count(distinct v.person_id) from approval_votes v
           where v.record_id = coalesce(i.request_id, i.id) and v.decision = 'approve' and v.voided_at is null) < 2
  union all
  select 'paid_by_a_voter', p.id::text
    from payments p join invoices i on i.id = p.invoice_id
   where exists (select 1 from approval_votes v where v.record_id = coalesce(i.request_id, i.id)
                  and v.person_id = p.entered_by and v.voided_at is null);
