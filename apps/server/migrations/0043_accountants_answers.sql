-- The rate of VAT and the budget cell may be the accountant's to say: till their vote the invoice has neither.
alter table invoices
  alter column vat_rate drop not null,
  alter column vat_minor drop not null;
alter table invoices
  add constraint vat_whole check ((vat_rate is null) = (vat_minor is null)) not valid;
alter table invoices validate constraint vat_whole;

-- As before, but for an invoice that is not decided on: it may have no lines yet.
create or replace view invariant_broken as
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
   where r.status in ('approved', 'in_payment') and i.paid_minor = 0 and i.rest_waived_minor = 0
     and i.base_minor <> coalesce((select sum(e.amount_minor) from budget_entries e where e.record_id = i.id and e.kind = 'commit'), 0)
  union all
  select 'paid_invoice_with_commitment', i.id::text
    from invoices i join records r on r.id = i.id
   where r.status in ('paid', 'closed')
     and coalesce((select sum(e.amount_minor) from budget_entries e where e.record_id = i.id and e.kind = 'commit'), 0) <> 0
  union all
  select 'commitment_without_approval', i.id::text
    from invoices i join records r on r.id = i.id
   where r.status in ('received', 'approval', 'rework', 'rejected', 'cancelled')
     and coalesce((select sum(e.amount_minor) from budget_entries e where e.record_id = i.id and e.kind in ('commit', 'actual')), 0) <> 0
  union all
  select 'split_differs_from_invoice', i.id::text
    from invoices i join records r on r.id = i.id
   where i.amount_minor <> (select coalesce(sum(s.amount_minor), 0) from invoice_splits s where s.invoice_id = i.id)
     and (r.status in ('approved', 'in_payment', 'paid', 'closed') or exists (select 1 from invoice_splits s where s.invoice_id = i.id))
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
