import { requestList as shape } from "@tartip/domain/lists/requests";
import { carriesInvoice } from "@tartip/domain/requests/meaning";
import { priorityOf } from "@tartip/domain/requests/type";
import { spokenState } from "@tartip/domain/requests/workflow";
import { sql } from "kysely";
import type { Context } from "../../platform/context.ts";
import type { ExportColumn } from "../../records/export/export.ts";
import { among, openOnly, overdue, sinceDay, textHolds, untilDay, waitsFor } from "../../records/listing/conditions.ts";
import { defineList, type Condition, type PagePlace } from "../../records/listing/list.ts";
import { sightParts } from "../../records/listing/sight-parts.ts";
import { seesWholeOf, titleTo, visibleTo } from "../../records/visibility.ts";
import { isPaid } from "../invoices/questions.ts";
import { requestType } from "../reference/questions.ts";
import { moneyColumn, moneyOpen } from "./money/rights.ts";

interface Row {
  id: string;
  number: string | null;
  typeId: string;
  typeCode: string;
  title: string;
  status: string;
  open: boolean;
  priority: number;
  restricted: boolean;
  authorId: string;
  authorName: string;
  assigneeId: string | null;
  assigneeName: string | null;
  queueId: string | null;
  branchId: string | null;
  departmentId: string | null;
  projectId: string | null;
  dueAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
  version: number;
  amountMinor: number | null;
  currency: string | null;
  counterpartyName: string | null;
  /** Nothing is left to pay of its invoices. */
  paid: boolean;
  /** Of a row of the file: its state is called by it. */
  withInvoice?: boolean;
  /** Who is awaited, the longest waiting first. */
  awaited: { personId: string | null; name: string | null; reason: string; since: string }[];
}

type Column = ExportColumn<
  Row,
  | "number"
  | "title"
  | "type"
  | "status"
  | "priority"
  | "assignee"
  | "author"
  | "counterparty"
  | "branch"
  | "department"
  | "project"
  | "created"
  | "due"
  | "amount"
>;

/** What the file can hold; the page names its columns alike. */
const COLUMNS: readonly Column[] = [
  ["number", "lists:number", "text", (row) => row.number],
  ["title", "requests:list.column.title", "text", (row) => row.title],
  ["type", "requests:list.column.type", "text", (row, { names }) => names.type(row.typeCode)],
  [
    "status",
    "lists:status",
    "text",
    (row, { say }) => say(`status:request.${spokenState(row.status, row.withInvoice === true, row.paid)}`),
  ],
  ["priority", "lists:priority", "text", (row, { say }) => say(`status:priority.${priorityOf(row.priority)}`)],
  ["assignee", "requests:list.column.assignee", "text", (row) => row.assigneeName],
  ["author", "requests:list.column.author", "text", (row) => row.authorName],
  ["counterparty", "lists:counterparty", "text", (row) => row.counterpartyName],
  ["branch", "lists:branch", "text", (row, { names }) => names.branch(row.branchId)],
  ["department", "requests:list.column.department", "text", (row, { names }) => names.department(row.departmentId)],
  ["project", "lists:project", "text", (row, { names }) => names.project(row.projectId)],
  ["created", "requests:list.column.created", "day", (row) => row.createdAt],
  ["due", "requests:list.column.due", "day", (row) => row.dueAt],
  ["amount", "requests:list.column.amount", "amount", (row) => row.amountMinor],
  ["amount", "lists:currency", "text", (row) => row.currency],
];

/** By a left join, which PostgreSQL leaves out where no condition asks for it: every record of the kind has its row. */
const FROM = sql`records left join requests on requests.id = records.id`;
/** The index of amounts leads to the records. */
const FROM_AMOUNTS = sql`records join requests on requests.id = records.id`;
const amount = ({ actor }: Context) => moneyColumn(actor, sql.ref("requests.amount_minor"));

/** The list of requests: what it can be narrowed and ordered by, its rows, sums and file. */
export const requestList = defineList(shape, {
  seen: ({ actor }) => visibleTo(actor, "request"),
  // Drafts are in their own view alone.
  always: ({ view }) => [view === "drafts" ? sql`records.status = 'draft'` : sql`records.status <> 'draft'`],
  where: {
    view: inView,
    open: openOnly,
    status: among("records.status", "text"),
    type: among("records.type_code", "text"),
    branchId: among("records.branch_id", "uuid"),
    departmentId: among("records.department_id", "uuid"),
    projectId: among("records.project_id", "uuid"),
    assigneeId: among("records.assignee_id", "uuid"),
    authorId: among("records.author_id", "uuid"),
    counterpartyId: among("requests.counterparty_id", "uuid"),
    priority: among("records.priority", "smallint"),
    dueFrom: sinceDay("records.due_at"),
    dueTo: untilDay("records.due_at"),
    createdFrom: sinceDay("records.created_at"),
    createdTo: untilDay("records.created_at"),
    overdue,
    q: (q, ctx, known) =>
      textHolds("request")(q, ctx, known).map(
        (holds) => sql`(${holds} and (not records.restricted or ${seesWholeOf(ctx.actor, "request")}))`,
      ),
  },
  textOf: "request",
  order: {
    createdAt: { by: sql.ref("records.created_at"), type: "timestamptz" },
    updatedAt: { by: sql.ref("records.updated_at"), type: "timestamptz" },
    dueAt: { by: sql.ref("records.due_at"), type: "timestamptz", nullable: true },
    priority: { by: sql.ref("records.priority"), type: "smallint" },
    number: { by: sql.ref("records.number"), type: "text", nullable: true },
    // An order by hidden subjects or amounts would tell them, and so would its cursor.
    title: ({ actor }, { whole }) => ({
      by: whole ? sql.ref("records.title") : titleTo(actor, "request"),
      type: "text",
      collation: "ru-x-icu",
    }),
    amount: ({ actor }, { money }) => {
      const base = sql.ref("requests.base_minor");
      return { by: money ? base : moneyColumn(actor, base), type: "bigint", nullable: true };
    },
  },
  parts: ({ actor }, { hides }) => sightParts(actor, "request", { hides }),
  id: sql.ref("records.id"),
  read,
  sums: { from: FROM, currency: () => sql.ref("requests.currency"), amounts: { amountMinor: amount } },
  file: { title: "requests:list.title", columns: COLUMNS, complete: withTypes },
});

function inView(view: NonNullable<(typeof shape)["filters"]["view"]["of"][number]>, { actor }: Context): Condition[] {
  switch (view) {
    case "drafts":
    case "mine":
      return [sql`records.author_id = ${actor.id}`];
    case "assigned":
      return [sql`records.assignee_id = ${actor.id}`];
    case "queue":
      return [sql`records.queue_id = any(${[...actor.queueIds]}::uuid[])`];
    case "unassigned":
      return [sql`records.assignee_id is null`];
    case "watching":
      return [
        sql`exists (select 1 from participants w
          where w.record_id = records.id and w.person_id = ${actor.id} and w.role = 'watcher')`,
      ];
    case "waiting":
      return [waitsFor(actor)];
  }
}

/** The rows of the page are found by the narrow columns, then dressed. */
async function read(ctx: Context, { rows: page, sort }: PagePlace): Promise<(Row & { cursor: (string | null)[] })[]> {
  const sight = sql`(not records.restricted or ${seesWholeOf(ctx.actor, "request")})`;
  const { rows } = await sql<Row & { cursor: (string | null)[] }>`
    with page as materialized (${page(sort === "amount" ? FROM_AMOUNTS : FROM)})
    select records.id, records.number, requests.type_id as "typeId", requests.type_code as "typeCode",
      case when sight.whole then records.title else '' end as title, records.status, records.open,
      records.priority, records.restricted, records.author_id as "authorId", author.full_name as "authorName",
      records.assignee_id as "assigneeId", assignee.full_name as "assigneeName", records.queue_id as "queueId",
      records.branch_id as "branchId", records.department_id as "departmentId", records.project_id as "projectId",
      records.due_at as "dueAt", records.created_at as "createdAt", records.updated_at as "updatedAt", records.version,
      case when sight.money then requests.amount_minor end as "amountMinor", case when sight.money then requests.currency end as currency,
      counterparties.name as "counterpartyName", ${isPaid(sql.ref("records.id"))} as paid,
      coalesce((select json_agg(json_build_object('personId', w.person_id, 'name', p.full_name, 'reason', w.reason, 'since', w.since)
        order by w.since, p.full_name) from awaits w left join people p on p.id = w.person_id where w.record_id = records.id), '[]') as awaited,
      page.cursor
    from page
    join records on records.id = page.id
    join requests on requests.id = page.id
    join people author on author.id = records.author_id
    left join people assignee on assignee.id = records.assignee_id
    left join counterparties on counterparties.id = requests.counterparty_id
    cross join lateral (select ${sight} as whole, ${moneyOpen(ctx.actor)} as money offset 0) sight
    order by page.place`.execute(ctx.app.db);
  return rows;
}

/** Whether the version of its type that a request was born with carries an invoice. */
async function withTypes(ctx: Context, rows: Row[]): Promise<Row[]> {
  const ids = [...new Set(rows.map((row) => row.typeId))];
  const types = await Promise.all(ids.map((id) => requestType(ctx.app.db, id)));
  const paid = new Set(ids.filter((_, index) => types[index] && carriesInvoice(types[index])));
  return rows.map((row) => ({ ...row, withInvoice: paid.has(row.typeId) }));
}
