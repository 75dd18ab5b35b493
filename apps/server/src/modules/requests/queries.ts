import { sql, type RawBuilder } from "kysely";
import type { Context } from "../../platform/context.ts";
import type { Db } from "../../platform/db/database.ts";
import { afterCursor, cursorValues, decodeCursor, listIdentity, orderBy, toPage, type Page } from "../../platform/http/keyset.ts";
import { titleTo, visibleTo } from "../../records/visibility.ts";
import { filterConditions, sortColumns, type RequestFilters } from "./filters.ts";
import { moneyColumn } from "./money/rights.ts";

export interface RequestListRow {
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
  /** Who is awaited, the longest waiting first. */
  awaited: { personId: string | null; name: string | null; reason: string; since: string }[];
}

export interface ListRequest {
  filters: RequestFilters;
  sort: string;
  limit: number;
  after: string | undefined;
}

/**
 * One page of the requests the actor may see. The rows are found by the narrow columns, then dressed. The limit stands
 * in the text: unknown, it would make PostgreSQL plan the statement anew each time.
 */
export async function listRequests(
  db: Db,
  ctx: Context,
  { filters, sort, limit, after }: ListRequest,
): Promise<Page<RequestListRow>> {
  const columns = sortColumns(sort, ctx.actor);
  const identity = listIdentity("requests", sort, filters);
  const conditions = [visibleTo(ctx.actor, "request"), ...filterConditions(filters, ctx.actor, ctx.now())];
  if (after) conditions.push(afterCursor(columns, decodeCursor(ctx.app.cursorKey, identity, after)));
  const { rows } = await sql<RequestListRow & { cursor: (string | null)[] }>`
    with page as materialized (
      select records.id, row_number() over (order by ${orderBy(columns)}) as place, ${cursorValues(columns)} as cursor
      from records join requests on requests.id = records.id
      where ${sql.join(conditions, sql` and `)}
      order by ${orderBy(columns)} limit ${sql.lit(limit + 1)}
    )
    ${rowColumns(ctx)}, page.cursor from page ${dressed} order by page.place`.execute(db);
  return toPage(rows, { key: ctx.app.cursorKey, identity, limit });
}

function rowColumns(ctx: Context): RawBuilder<unknown> {
  return sql`select records.id, records.number, requests.type_id as "typeId", requests.type_code as "typeCode", ${titleTo(ctx.actor, "request")} as title, records.status, records.open,
    records.priority, records.restricted, records.author_id as "authorId", author.full_name as "authorName",
    records.assignee_id as "assigneeId", assignee.full_name as "assigneeName", records.queue_id as "queueId",
    records.branch_id as "branchId", records.department_id as "departmentId", records.project_id as "projectId",
    records.due_at as "dueAt", records.created_at as "createdAt", records.updated_at as "updatedAt", records.version,
    ${moneyColumn(ctx.actor, sql.ref("requests.amount_minor"))} as "amountMinor",
    ${moneyColumn(ctx.actor, sql.ref("requests.currency"))} as "currency", counterparties.name as "counterpartyName",
    coalesce((select json_agg(json_build_object('personId', w.person_id, 'name', p.full_name, 'reason', w.reason, 'since', w.since)
      order by w.since, p.full_name) from awaits w left join people p on p.id = w.person_id where w.record_id = records.id), '[]') as awaited`;
}

const dressed = sql`
  join records on records.id = page.id
  join requests on requests.id = page.id
  join people author on author.id = records.author_id
  left join people assignee on assignee.id = records.assignee_id
  left join counterparties on counterparties.id = requests.counterparty_id`;

export interface RequestSums {
  /** Rows under the filter, counted up to the cap. */
  count: number;
  capped: boolean;
  totals: { currency: string; amountMinor: number }[];
}

const COUNT_CAP = 10_000;

/** Count and sums of a filter, asked after the rows; counting stops at 10 000. */
export async function sumRequests(db: Db, ctx: Context, filters: RequestFilters): Promise<RequestSums> {
  const conditions = [visibleTo(ctx.actor, "request"), ...filterConditions(filters, ctx.actor, ctx.now())];
  const { rows } = await sql<{ currency: string | null; count: number; amountMinor: number | null }>`
    with found as (
      select ${moneyColumn(ctx.actor, sql.ref("requests.amount_minor"))} as amount, requests.currency
      from records join requests on requests.id = records.id
      where ${sql.join(conditions, sql` and `)} limit ${COUNT_CAP + 1}
    )
    select currency, count(*) as count, sum(amount)::bigint as "amountMinor" from found group by currency order by currency`.execute(
    db,
  );
  const count = rows.reduce((sum, row) => sum + row.count, 0);
  const totals = rows.flatMap((row) =>
    row.currency !== null && row.amountMinor !== null ? [{ currency: row.currency, amountMinor: row.amountMinor }] : [],
  );
  return { count: Math.min(count, COUNT_CAP), capped: count > COUNT_CAP, totals };
}
