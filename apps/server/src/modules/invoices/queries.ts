import { companyDay } from "@tartip/domain/kernel/calendar";
import { sql } from "kysely";
import type { Context } from "../../platform/context.ts";
import type { Db } from "../../platform/db/database.ts";
import { afterCursor, cursorValues, decodeCursor, listIdentity, orderBy, toPage, type Page } from "../../platform/http/keyset.ts";
import { visibleTo } from "../../records/visibility.ts";
import { filterConditions, moneyColumn, overdueOn, sortColumns, type InvoiceFilters } from "./filters.ts";

export interface Named {
  id: string;
  name: string;
}

/** A row of the registry. Money is absent where the reader may not see it. */
export interface InvoiceListRow {
  id: string;
  number: string | null;
  title: string;
  status: string;
  open: boolean;
  version: number;
  counterparty: Named;
  invoiceNumber: string;
  invoiceDate: string;
  payBy: string | null;
  overdue: boolean;
  branches: Named[];
  projects: Named[];
  costItems: Named[];
  request: { id: string; number: string | null } | null;
  createdAt: Date;
  updatedAt: Date;
  amountMinor?: number;
  paidMinor?: number;
  baseMinor?: number;
  currency?: string;
}

type Hidden = Record<"amountMinor" | "paidMinor" | "baseMinor", number | null> & { currency: string | null };

/** One page of the invoices the actor may see. */
export async function listInvoices(
  db: Db,
  ctx: Context,
  { filters, sort, limit, after }: { filters: InvoiceFilters; sort: string; limit: number; after: string | undefined },
): Promise<Page<InvoiceListRow>> {
  const columns = sortColumns(sort, ctx.actor);
  const identity = listIdentity("invoices", sort, filters);
  const today = companyDay(ctx.now());
  const conditions = [visibleTo(ctx.actor, "invoice"), ...filterConditions(filters, ctx.actor, today)];
  if (after) conditions.push(afterCursor(columns, decodeCursor(ctx.app.cursorKey, identity, after)));
  const money = (column: string) => moneyColumn(ctx.actor, sql.ref(column));
  const named = (
    of: string,
    name: ReturnType<typeof sql>,
    column: string,
  ) => sql`coalesce((select json_agg(distinct jsonb_build_object('id', n.id, 'name', ${name}))
    from invoice_splits s join ${sql.table(of)} n on n.id = s.${sql.ref(column)} where s.invoice_id = invoices.id), '[]')`;
  const translated = sql`n.name->>${ctx.language}`;
  const { rows } = await sql<InvoiceListRow & Hidden & { cursor: (string | null)[] }>`
    select records.id, records.number, records.title, records.status, records.open, records.version,
      json_build_object('id', counterparties.id, 'name', counterparties.name) as counterparty,
      invoices.invoice_number as "invoiceNumber", invoices.invoice_date as "invoiceDate", invoices.pay_by as "payBy",
      ${overdueOn(today)} as overdue,
      ${named("branches", translated, "branch_id")} as branches, ${named("projects", sql`n.name`, "project_id")} as projects,
      ${named("cost_items", translated, "cost_item_id")} as "costItems",
      (select json_build_object('id', q.id, 'number', q.number) from records q where q.id = invoices.request_id) as request,
      records.created_at as "createdAt", records.updated_at as "updatedAt", ${money("invoices.amount_minor")} as "amountMinor",
      ${money("invoices.paid_minor")} as "paidMinor", ${money("invoices.base_minor")} as "baseMinor", ${money("invoices.currency")} as currency,
      ${cursorValues(columns)} as cursor
    from records join invoices on invoices.id = records.id join counterparties on counterparties.id = invoices.counterparty_id
    where ${sql.join(conditions, sql` and `)} order by ${orderBy(columns)} limit ${limit + 1}`.execute(db);
  return toPage(rows.map(withoutHidden), { key: ctx.app.cursorKey, identity, limit });
}

/** Money that may not be seen is absent rather than null. */
function withoutHidden(
  row: InvoiceListRow & Hidden & { cursor: (string | null)[] },
): InvoiceListRow & { cursor: (string | null)[] } {
  const { amountMinor, paidMinor, baseMinor, currency, ...rest } = row;
  if (amountMinor === null || paidMinor === null || baseMinor === null || currency === null) return rest;
  return { ...rest, amountMinor, paidMinor, baseMinor, currency };
}

export interface InvoiceSums {
  count: number;
  capped: boolean;
  totals: { currency: string; count: number; amountMinor: number; paidMinor: number; baseMinor: number }[];
}

const COUNT_CAP = 10_000;

/** Count and totals by currency of a filter; what may not be seen joins neither. Counting stops at 10 000. */
export async function sumInvoices(db: Db, ctx: Context, filters: InvoiceFilters): Promise<InvoiceSums> {
  const conditions = [visibleTo(ctx.actor, "invoice"), ...filterConditions(filters, ctx.actor, companyDay(ctx.now()))];
  const { rows } = await sql<{
    currency: string | null;
    count: number;
    amountMinor: number | null;
    paidMinor: number | null;
    baseMinor: number | null;
  }>`
    with found as (
      select ${moneyColumn(ctx.actor, sql`invoices.currency`)} as currency, invoices.amount_minor, invoices.paid_minor, invoices.base_minor
      from records join invoices on invoices.id = records.id join counterparties on counterparties.id = invoices.counterparty_id
      where ${sql.join(conditions, sql` and `)} limit ${COUNT_CAP + 1}
    )
    select currency, count(*)::int as count, sum(amount_minor)::bigint as "amountMinor", sum(paid_minor)::bigint as "paidMinor",
      sum(base_minor)::bigint as "baseMinor"
    from found group by currency order by currency`.execute(db);
  const count = rows.reduce((all, row) => all + row.count, 0);
  const totals = rows.flatMap(({ currency, amountMinor, paidMinor, baseMinor, ...row }) =>
    currency === null
      ? []
      : [{ ...row, currency, amountMinor: amountMinor ?? 0, paidMinor: paidMinor ?? 0, baseMinor: baseMinor ?? 0 }],
  );
  return { count: Math.min(count, COUNT_CAP), capped: count > COUNT_CAP, totals };
}
