import { companyDay } from "@tartip/domain/kernel/calendar";
import { CAME_TO_NOTHING, PAID, restMinor } from "@tartip/domain/invoices/workflow";
import { invoiceList as shape } from "@tartip/domain/lists/invoices";
import { sql, type RawBuilder } from "kysely";
import type { Context } from "../../platform/context.ts";
import type { ExportColumn } from "../../records/export/export.ts";
import { among, openOnly, textHolds, waitsFor } from "../../records/listing/conditions.ts";
import { defineList, type Condition, type PagePlace } from "../../records/listing/list.ts";
import { seesMoneyOf, visibleTo } from "../../records/visibility.ts";

interface Named {
  id: string;
  name: string;
}

/** A row of the registry. Money is absent where the reader may not see it. */
interface Row {
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
  restMinor?: number;
  baseMinor?: number;
  currency?: string;
}

type Placed = Row & { cursor: (string | null)[] };
type Hidden = Record<"amountMinor" | "paidMinor" | "restWaivedMinor" | "baseMinor", number | null> & { currency: string | null };

type Column = ExportColumn<
  Row,
  "counterparty" | "number" | "status" | "costItem" | "branch" | "project" | "request" | "payBy" | "amount" | "paid"
>;

/** What the file can hold; the page names its columns alike. */
const COLUMNS: readonly Column[] = [
  ["counterparty", "lists:counterparty", "text", (row) => row.counterparty.name],
  ["number", "lists:number", "text", (row) => row.invoiceNumber],
  ["number", "invoices:list.date", "day", (row) => row.invoiceDate],
  ["status", "lists:status", "text", (row, { say }) => say(`status:invoice.${row.status}`)],
  ["costItem", "invoices:list.costItem", "text", (row) => namesOf(row.costItems)],
  ["branch", "lists:branch", "text", (row) => namesOf(row.branches)],
  ["project", "lists:project", "text", (row) => namesOf(row.projects)],
  ["request", "invoices:list.request", "text", (row) => row.request?.number],
  ["payBy", "invoices:list.payBy", "day", (row) => row.payBy],
  ["amount", "invoices:list.amount", "amount", (row) => row.amountMinor],
  ["amount", "lists:currency", "text", (row) => row.currency],
  ["paid", "status:invoice.paid", "amount", (row) => row.paidMinor],
];

function namesOf(things: readonly Named[]): string {
  return things.map(({ name }) => name).join(", ");
}

const FROM = sql`records join invoices on invoices.id = records.id
  join counterparties on counterparties.id = invoices.counterparty_id`;

/** A money column: null where the reader may see the invoice but not its amounts. */
const money =
  (column: string) =>
  ({ actor }: Context): RawBuilder<unknown> =>
    sql`case when ${seesMoneyOf(actor, "invoice")} then ${sql.ref(column)} end`;

const amount = money("invoices.amount_minor");

/** The registry of invoices: what it can be narrowed and ordered by, its rows, sums and file. */
export const invoiceList = defineList(shape, {
  seen: ({ actor }) => visibleTo(actor, "invoice"),
  textOf: "invoice",
  where: {
    view: (view, { actor }) =>
      view === "mine"
        ? sql`(records.author_id = ${actor.id} or records.assignee_id = ${actor.id})`
        : waitsFor(actor, INVOICE_AND_AROUND),
    open: openOnly,
    status: among("records.status", "text"),
    branchId: ofLine("branch_id"),
    projectId: ofLine("project_id"),
    costItemId: ofLine("cost_item_id"),
    counterpartyId: among("invoices.counterparty_id", "uuid"),
    currency: among("invoices.currency", "text"),
    requestId: (id) => sql`invoices.request_id = ${id}`,
    payByFrom: (day) => sql`invoices.pay_by >= ${day}::date`,
    payByTo: (day) => sql`invoices.pay_by <= ${day}::date`,
    overdue: (asked, ctx) => (asked ? overdueOn(ctx) : []),
    amountFrom: (least, ctx) => sql`${amount(ctx)} >= ${least}`,
    amountTo: (most, ctx) => sql`${amount(ctx)} <= ${most}`,
    q: textHolds("invoice"),
  },
  order: {
    payBy: { by: sql.ref("invoices.pay_by"), type: "date", nullable: true },
    createdAt: { by: sql.ref("records.created_at"), type: "timestamptz" },
    updatedAt: { by: sql.ref("records.updated_at"), type: "timestamptz" },
    invoiceDate: { by: sql.ref("invoices.invoice_date"), type: "date" },
    number: { by: sql.ref("records.number"), type: "text", nullable: true },
    counterparty: { by: sql.ref("counterparties.name"), type: "text", collation: "ru-x-icu" },
    // An order by hidden amounts would tell them.
    amount: (ctx) => ({ by: money("invoices.base_minor")(ctx), type: "bigint", nullable: true }),
  },
  id: sql.ref("records.id"),
  read,
  sums: {
    from: FROM,
    currency: money("invoices.currency"),
    amounts: {
      amountMinor: () => sql.ref("invoices.amount_minor"),
      paidMinor: () => sql.ref("invoices.paid_minor"),
      baseMinor: () => sql.ref("invoices.base_minor"),
    },
  },
  file: { title: "invoices:list.title", columns: COLUMNS },
});

/** Unpaid after its day: the same for the mark in the row and for the filter. */
function overdueOn(ctx: Context): Condition {
  return sql`(records.status not in (${sql.join([...PAID, ...CAME_TO_NOTHING])})
    and coalesce(invoices.pay_by < ${companyDay(ctx.now())}::date, false))`;
}

/** People awaited for an invoice are awaited on it, on its request or on a task of that request. */
const INVOICE_AND_AROUND = sql`any(array(select records.id union all select invoices.request_id
  union all select t.id from tasks t where t.parent_record_id = invoices.request_id))`;

/** An invoice is of a branch, project or item when one of its lines is. */
function ofLine(column: string) {
  return (values: readonly string[]): Condition[] =>
    values.length > 0
      ? [
          sql`exists (select 1 from invoice_splits s where s.invoice_id = invoices.id and s.${sql.ref(column)} = any(${[...values]}::uuid[]))`,
        ]
      : [];
}

async function read(ctx: Context, { where, order, cursor, limit }: PagePlace): Promise<Placed[]> {
  const named = (of: string, name: RawBuilder<unknown>, column: string) =>
    sql`coalesce((select json_agg(distinct jsonb_build_object('id', n.id, 'name', ${name}))
      from invoice_splits s join ${sql.table(of)} n on n.id = s.${sql.ref(column)} where s.invoice_id = invoices.id), '[]')`;
  const translated = sql`n.name->>${ctx.language}`;
  const { rows } = await sql<Placed & Hidden>`
    select records.id, records.number, records.title, records.status, records.open, records.version,
      json_build_object('id', counterparties.id, 'name', counterparties.name) as counterparty,
      invoices.invoice_number as "invoiceNumber", invoices.invoice_date as "invoiceDate", invoices.pay_by as "payBy",
      ${overdueOn(ctx)} as overdue,
      ${named("branches", translated, "branch_id")} as branches, ${named("projects", sql`n.name`, "project_id")} as projects,
      ${named("cost_items", translated, "cost_item_id")} as "costItems",
      (select json_build_object('id', q.id, 'number', q.number) from records q where q.id = invoices.request_id) as request,
      records.created_at as "createdAt", records.updated_at as "updatedAt", ${amount(ctx)} as "amountMinor",
      ${money("invoices.paid_minor")(ctx)} as "paidMinor",
      ${money("invoices.rest_waived_minor")(ctx)} as "restWaivedMinor", ${money("invoices.base_minor")(ctx)} as "baseMinor",
      ${money("invoices.currency")(ctx)} as currency, ${cursor} as cursor
    from ${FROM} where ${where} order by ${order} limit ${limit}`.execute(ctx.app.db);
  return rows.map(withoutHidden);
}

/** Money that may not be seen is absent rather than null. */
function withoutHidden(row: Placed & Hidden): Placed {
  const { amountMinor, paidMinor, restWaivedMinor, baseMinor, currency, ...rest } = row;
  if (amountMinor === null || paidMinor === null || restWaivedMinor === null || baseMinor === null || currency === null)
    return rest;
  const left = restMinor({ amountMinor, restWaivedMinor, paidMinor });
  return { ...rest, amountMinor, paidMinor, restMinor: left, baseMinor, currency };
}
