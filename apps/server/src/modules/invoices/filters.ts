import type { Actor } from "@tartip/domain/access/actor";
import { sql, type RawBuilder, type SqlBool } from "kysely";
import type { SortColumn } from "../../platform/http/keyset.ts";
import { among, openOnly, orderOf, textHolds, waitsFor } from "../../records/listing/listing.ts";
import { seesMoneyOf } from "../../records/visibility.ts";

/** Filters of the registry, as the query string brings them. Amounts are minor units. */
export interface InvoiceFilters {
  view?: "mine" | "waiting";
  open?: boolean;
  status?: string[];
  branchId?: string[];
  projectId?: string[];
  costItemId?: string[];
  counterpartyId?: string[];
  currency?: string[];
  requestId?: string;
  payByFrom?: string;
  payByTo?: string;
  overdue?: boolean;
  amountFrom?: number;
  amountTo?: number;
  q?: string;
}

export const INVOICE_SORTS = ["payBy", "createdAt", "updatedAt", "invoiceDate", "number", "counterparty", "amount"] as const;

const columns: Record<(typeof INVOICE_SORTS)[number], (actor: Actor) => Omit<SortColumn, "direction">> = {
  payBy: () => ({ by: sql.ref("invoices.pay_by"), type: "date", nullable: true }),
  createdAt: () => ({ by: sql.ref("records.created_at"), type: "timestamptz" }),
  updatedAt: () => ({ by: sql.ref("records.updated_at"), type: "timestamptz" }),
  invoiceDate: () => ({ by: sql.ref("invoices.invoice_date"), type: "date" }),
  number: () => ({ by: sql.ref("records.number"), type: "text", nullable: true }),
  counterparty: () => ({ by: sql.ref("counterparties.name"), type: "text", collation: "ru-x-icu" }),
  // An order by hidden amounts would tell them.
  amount: (actor) => ({ by: moneyColumn(actor, sql.ref("invoices.base_minor")), type: "bigint", nullable: true }),
};

/** `-payBy` → columns of the order. */
export function sortColumns(sort: string, actor: Actor): SortColumn[] {
  return orderOf<(typeof INVOICE_SORTS)[number]>(sort, (name) => columns[name](actor));
}

/** A money column: null where the reader may see the invoice but not its amounts. */
export function moneyColumn(actor: Actor, column: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`case when ${seesMoneyOf(actor, "invoice")} then ${column} end`;
}

/** The filters as conditions on `records`, `invoices` and their lines. `today` is the company's day. */
export function filterConditions(filters: InvoiceFilters, actor: Actor, today: string): RawBuilder<SqlBool>[] {
  const { view, payByFrom, payByTo, amountFrom, amountTo } = filters;
  const amount = moneyColumn(actor, sql.ref("invoices.amount_minor"));
  const q = filters.q?.trim();
  return [
    ...(view === "mine" ? [sql<SqlBool>`(records.author_id = ${actor.id} or records.assignee_id = ${actor.id})`] : []),
    ...(view === "waiting" ? [waitsFor(actor, ABOUT)] : []),
    ...openOnly(filters.open),
    ...among("records.status", filters.status, "text"),
    ...among("invoices.counterparty_id", filters.counterpartyId, "uuid"),
    ...among("invoices.currency", filters.currency, "text"),
    ...(filters.requestId ? [sql<SqlBool>`invoices.request_id = ${filters.requestId}`] : []),
    ...lineConditions(filters),
    ...(payByFrom ? [sql<SqlBool>`invoices.pay_by >= ${payByFrom}::date`] : []),
    ...(payByTo ? [sql<SqlBool>`invoices.pay_by <= ${payByTo}::date`] : []),
    ...(filters.overdue ? [overdueOn(today)] : []),
    ...(amountFrom === undefined ? [] : [sql<SqlBool>`${amount} >= ${amountFrom}`]),
    ...(amountTo === undefined ? [] : [sql<SqlBool>`${amount} <= ${amountTo}`]),
    ...(q ? [textHolds("invoice", q)] : []),
  ];
}

/** Unpaid after its day: the same for the mark in the row and for the filter. */
export function overdueOn(today: string): RawBuilder<SqlBool> {
  return sql`(records.status not in ('paid', 'closed', 'rejected', 'cancelled') and coalesce(invoices.pay_by < ${today}::date, false))`;
}

/** Whoever is awaited for an invoice is so on it, on its request or on a task of that. */
const ABOUT = sql`any(array(select records.id union all select invoices.request_id
  union all select t.id from tasks t where t.parent_record_id = invoices.request_id))`;

/** An invoice is of a branch, project or item when one of its lines is. */
function lineConditions(filters: InvoiceFilters): RawBuilder<SqlBool>[] {
  const lines: [string, readonly string[] | undefined][] = [
    ["branch_id", filters.branchId],
    ["project_id", filters.projectId],
    ["cost_item_id", filters.costItemId],
  ];
  return lines.flatMap(([column, values]) =>
    values?.length
      ? [
          sql<SqlBool>`exists (select 1 from invoice_splits s where s.invoice_id = invoices.id and s.${sql.ref(column)} = any(${[...values]}::uuid[]))`,
        ]
      : [],
  );
}
