import type { Actor } from "@tartip/domain/access/actor";
import { sql, type RawBuilder, type SqlBool } from "kysely";
import type { SortColumn } from "../../platform/http/keyset.ts";
import { escapeLike } from "../../records/search.ts";
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

/** `-payBy` → columns of the order, always ending in the id. */
export function sortColumns(sort: string, actor: Actor): SortColumn[] {
  const direction = sort.startsWith("-") ? "desc" : "asc";
  // reason: the route's schema admits only names of INVOICE_SORTS with an optional minus
  const name = sort.replace("-", "") as (typeof INVOICE_SORTS)[number];
  return [
    { ...columns[name](actor), direction },
    { by: sql.ref("records.id"), type: "uuid", direction },
  ];
}

/** A money column: null where the reader may see the invoice but not its amounts. */
export function moneyColumn(actor: Actor, column: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`case when ${seesMoneyOf(actor, "invoice")} then ${column} end`;
}

/** The filters as conditions on `records`, `invoices` and their lines. `today` is the company's day. */
export function filterConditions(filters: InvoiceFilters, actor: Actor, today: string): RawBuilder<SqlBool>[] {
  const is: RawBuilder<SqlBool>[] = [];
  const among = (column: string, values: readonly string[] | undefined, type: "text" | "uuid"): void => {
    if (values?.length) is.push(sql`${sql.ref(column)} = any(${[...values]}::${sql.raw(type)}[])`);
  };
  if (filters.view === "mine") is.push(sql`(records.author_id = ${actor.id} or records.assignee_id = ${actor.id})`);
  if (filters.view === "waiting") is.push(waitsFor(actor));
  if (filters.open !== undefined) is.push(sql`records.open = ${filters.open}`);
  among("records.status", filters.status, "text");
  among("invoices.counterparty_id", filters.counterpartyId, "uuid");
  among("invoices.currency", filters.currency, "text");
  if (filters.requestId) is.push(sql`invoices.request_id = ${filters.requestId}`);
  is.push(...lineConditions(filters));
  if (filters.payByFrom) is.push(sql`invoices.pay_by >= ${filters.payByFrom}::date`);
  if (filters.payByTo) is.push(sql`invoices.pay_by <= ${filters.payByTo}::date`);
  if (filters.overdue)
    is.push(sql`(records.status not in ('paid', 'closed', 'rejected', 'cancelled') and invoices.pay_by < ${today}::date)`);
  const amount = moneyColumn(actor, sql.ref("invoices.amount_minor"));
  if (filters.amountFrom !== undefined) is.push(sql`${amount} >= ${filters.amountFrom}`);
  if (filters.amountTo !== undefined) is.push(sql`${amount} <= ${filters.amountTo}`);
  if (filters.q?.trim())
    is.push(sql`records.id in (select record_id from record_search where text ilike ${`%${escapeLike(filters.q)}%`})`);
  return is;
}

function waitsFor(actor: Actor): RawBuilder<SqlBool> {
  return sql`exists (select 1 from awaits a where (a.record_id in (records.id, invoices.request_id)
      or a.record_id in (select t.id from tasks t where t.parent_record_id = invoices.request_id))
    and (a.person_id = ${actor.id} or a.queue_id = any(${[...actor.queueIds]}::uuid[])))`;
}

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
