import { availableMinor, leftAfterMinor } from "@tartip/domain/budgets/figures";
import { findSplit } from "@tartip/domain/invoices/duplicates";
import { NOT_YET_COMMITTED, restMinor } from "@tartip/domain/invoices/workflow";
import { loadThresholds } from "@tartip/domain/kernel/conditions";
import { notFound } from "@tartip/domain/kernel/errors";
import { mayRead, seesMoney } from "@tartip/domain/access/visibility";
import { sql } from "kysely";
import type { Context } from "../../platform/context.ts";
import { presentBlockers } from "../../records/blockers-view.ts";
import { kindOf } from "../../records/kinds.ts";
import { actionsFor } from "../../records/transition.ts";
import { visibleIds, visibleTo } from "../../records/visibility.ts";
import { cellsReadBy, figuresOf, type CellBalance } from "../budgets/questions.ts";
import { paymentsOf } from "../payments/questions.ts";
import { settings } from "../reference/questions.ts";
import { paidTo } from "./account.ts";
import { shownDuplicates } from "./alike.ts";
import { loadInvoice, type InvoiceCase } from "./facts.ts";
import { mayExplain } from "./service.ts";

/** The invoice when the actor may see it; absent and invisible are the same 404. */
export async function visibleInvoice(ctx: Context, id: string): Promise<InvoiceCase> {
  const invoice = await loadInvoice(ctx.app.db, id);
  if (!mayRead(ctx.actor, invoice.facts.record)) throw notFound("invoice");
  return invoice;
}

/** Everything on one invoice's page. A reader who may not see amounts gets neither money nor what would reveal it. */
export async function invoiceCard(ctx: Context, id: string) {
  const invoice = await visibleInvoice(ctx, id);
  const { record, row } = invoice;
  const [names, duplicates] = [await namesOf(ctx, invoice), await shownDuplicates(ctx, invoice.duplicates)];
  const money = seesMoney(ctx.actor, invoice.facts.record) ? await moneyOf(ctx, invoice) : {};
  return {
    id,
    number: record.number,
    title: record.title,
    status: record.status,
    open: record.open,
    version: record.version,
    createdAt: record.createdAt,
    updatedAt: record.updatedAt,
    invoiceNumber: row.invoiceNumber,
    invoiceDate: row.invoiceDate,
    purpose: row.purpose,
    payKind: row.payKind,
    payBy: row.payBy,
    fileId: row.fileId,
    closing: invoice.facts.closingDocument,
    closingWaived: row.closingWaived,
    ...names,
    duplicates,
    explains: mayExplain(ctx, invoice),
    actions: actionsFor(kindOf("invoice"), ctx, invoice).map((one) => ({
      ...one,
      blockers: presentBlockers(ctx.language, one.blockers),
    })),
    ...money,
  };
}

async function namesOf(ctx: Context, { row, record }: InvoiceCase) {
  const { rows } = await sql<{
    counterparty: { id: string; name: string; bin: string | null; kbe: string | null; resident: boolean };
    request: { id: string; number: string | null; status: string } | null;
    author: { id: string; name: string };
    basis: { id: string; kind: string; number: string; date: string | null; title: string; opens: boolean } | null;
  }>`
    select json_build_object('id', c.id, 'name', c.name, 'bin', coalesce(c.bin, c.tax_id), 'kbe', c.kbe, 'resident', c.resident) as counterparty,
      (select json_build_object('id', q.id, 'number', q.number, 'status', q.status) from records q where q.id = ${row.requestId}) as request,
      (select json_build_object('id', p.id, 'name', p.full_name) from people p where p.id = ${record.authorId}) as author,
      (select json_build_object('id', d.id, 'kind', d.kind_code, 'number', d.doc_number, 'date', d.doc_date,
          'title', case when shown.opens then records.title else '' end, 'opens', shown.opens)
        from documents d join records on records.id = d.id
        cross join lateral (select coalesce(${visibleTo(ctx.actor, "document")}, false) as opens) shown
        where d.id = ${row.basisId}) as basis
    from counterparties c where c.id = ${row.counterpartyId}`.execute(ctx.app.db);
  const [found] = rows;
  if (!found) throw notFound("invoice");
  return {
    ...found,
    approvalsOf: row.requestId ?? row.id,
    department: record.departmentId,
    branch: record.branchId,
    project: record.projectId,
  };
}

async function moneyOf(ctx: Context, invoice: InvoiceCase) {
  const { record, row, splits } = invoice;
  const figures = await cellsShown(ctx, invoice);
  return {
    amountMinor: row.amountMinor,
    currency: row.currency,
    paidMinor: row.paidMinor,
    restMinor: restMinor(row),
    restWaivedMinor: row.restWaivedMinor,
    restWaivedReason: row.restWaivedReason,
    baseMinor: row.baseMinor,
    rateMicro: row.rateMicro,
    rateDate: row.rateDate,
    ...(row.vatRate === null || row.vatMinor === null ? {} : { vatRate: row.vatRate, vatMinor: row.vatMinor }),
    knp: row.knp,
    account: await paidTo(ctx.app.db, row),
    splits: splits.map((split, index) => ({ ...split, cell: cellOf(record.status, split.baseMinor, figures[index] ?? null) })),
    payments: await paymentsOf(ctx.app.db, row.id),
    duplicateReason: row.duplicateReason,
    doubts: invoice.doubts.map(({ doubt, reason }) => ({ doubt, reason })),
    splitWarning: await splitWarning(ctx, invoice),
  };
}

/** Cells of the parts: for those who decide on the invoice and for readers of the lines; what an expense leaves is theirs alone to know. */
async function cellsShown(ctx: Context, { splits, facts }: InvoiceCase): Promise<(CellBalance | null)[]> {
  const { db } = ctx.app;
  const figures = await figuresOf(db, splits);
  if ([...facts.openStepCandidateIds, ...facts.voterIds].includes(ctx.actor.id)) return figures;
  const read = await cellsReadBy(
    db,
    ctx.actor,
    figures.flatMap((cell) => cell?.cellId ?? []),
  );
  return figures.map((cell) => (cell && read.has(cell.cellId) ? cell : null));
}

/** The cell with this part of the invoice, which stands among the commitments itself once it is approved. */
function cellOf(status: string, baseMinor: number, cell: CellBalance | null) {
  if (!cell) return null;
  const thisMinor = NOT_YET_COMMITTED.some((state) => state === status) ? baseMinor : 0;
  return { ...cell, availableMinor: availableMinor(cell), thisMinor, leftMinor: leftAfterMinor(cell, thisMinor) };
}

/** Whether this looks like one expense cut into pieces that each avoid a threshold: a warning, never a refusal. */
async function splitWarning(ctx: Context, { row, record, splits }: InvoiceCase) {
  const costItem = splits[0]?.costItemId;
  if (costItem === undefined) return null;
  const { thresholds, splitWindowDays } = await settings(ctx.app.db);
  const { rows } = await sql<{ id: string; payee: string; costItem: string; date: string; baseMinor: number; status: string }>`
    select i.id, i.counterparty_id::text as payee, s.cost_item_id::text as "costItem", i.invoice_date as date, i.base_minor as "baseMinor", r.status
    from invoices i join records r on r.id = i.id join invoice_splits s on s.invoice_id = i.id and s.line_no = 1
    where i.counterparty_id = ${row.counterpartyId} and s.cost_item_id = ${costItem}
      and i.invoice_date between ${row.invoiceDate}::date - ${splitWindowDays}::int and ${row.invoiceDate}::date + ${splitWindowDays}::int`.execute(
    ctx.app.db,
  );
  const own = {
    id: row.id,
    payee: row.counterpartyId,
    costItem,
    date: row.invoiceDate,
    baseMinor: row.baseMinor,
    status: record.status,
  };
  const found = findSplit(own, rows, { thresholds: loadThresholds(thresholds), windowDays: splitWindowDays });
  if (!found) return null;
  const seen = await visibleIds(ctx.app.db, ctx, found.ids);
  return seen.size === found.ids.length ? found : null;
}
