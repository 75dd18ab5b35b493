import type { Actor } from "@tartip/domain/access/actor";
import { sql, type RawBuilder, type SqlBool } from "kysely";
import type { SortColumn } from "../../platform/http/keyset.ts";
import { seesWholeOf, titleTo } from "../../records/visibility.ts";
import { moneyColumn } from "./money-rights.ts";

/** Filters of the list as they stand in the address; arrays mean «any of». */
export interface RequestFilters {
  view?: "mine" | "waiting" | "assigned" | "queue" | "unassigned" | "watching" | "drafts";
  open?: boolean;
  status?: string[];
  type?: string[];
  branchId?: string[];
  departmentId?: string[];
  projectId?: string[];
  assigneeId?: string[];
  authorId?: string[];
  counterpartyId?: string[];
  priority?: number[];
  dueFrom?: string;
  dueTo?: string;
  createdFrom?: string;
  createdTo?: string;
  overdue?: boolean;
  q?: string;
}

export const REQUEST_SORTS = ["createdAt", "dueAt", "updatedAt", "priority", "number", "title", "amount"] as const;
export type RequestSort = (typeof REQUEST_SORTS)[number];

const COLUMNS: Record<RequestSort, Omit<SortColumn, "direction">> = {
  createdAt: { by: sql.ref("records.created_at"), type: "timestamptz" },
  updatedAt: { by: sql.ref("records.updated_at"), type: "timestamptz" },
  dueAt: { by: sql.ref("records.due_at"), type: "timestamptz", nullable: true },
  priority: { by: sql.ref("records.priority"), type: "smallint" },
  number: { by: sql.ref("records.number"), type: "text", nullable: true },
  title: { by: sql.ref("records.title"), type: "text", collation: "ru-x-icu" },
  amount: { by: sql.ref("requests.base_minor"), type: "bigint", nullable: true },
};

/** An order by hidden amounts or subjects would tell them, and so would its cursor. */
function columnOf(name: RequestSort, actor: Actor): Omit<SortColumn, "direction"> {
  if (name === "amount") return { ...COLUMNS.amount, by: moneyColumn(actor, sql.ref("requests.base_minor")) };
  return name === "title" ? { ...COLUMNS.title, by: titleTo(actor, "request") } : COLUMNS[name];
}

/** `-dueAt` → columns of the order, always ending in the id. */
export function sortColumns(sort: string, actor: Actor): SortColumn[] {
  const direction = sort.startsWith("-") ? "desc" : "asc";
  // reason: the route's schema admits only names of REQUEST_SORTS with an optional minus
  const name = sort.replace("-", "") as RequestSort;
  return [
    { ...columnOf(name, actor), direction },
    { by: sql.ref("records.id"), type: "uuid", direction },
  ];
}

/** The filters as conditions on `records` and `requests`. Dates are company days, so bounds are Almaty midnights. */
export function filterConditions(filters: RequestFilters, actor: Actor, now: Date): RawBuilder<SqlBool>[] {
  const is: RawBuilder<SqlBool>[] = [viewCondition(filters.view, actor)];
  const among = (column: string, values: readonly unknown[] | undefined, type: string): void => {
    if (!values || values.length === 0) return;
    // One value alone leaves the order of an index that begins with the column of use.
    if (values.length === 1) is.push(sql`${sql.ref(column)} = ${values[0]}::${sql.raw(type)}`);
    else is.push(sql`${sql.ref(column)} = any(${[...values]}::${sql.raw(type)}[])`);
  };
  // Written out, because a plan made once for all values could not use the indexes of open records.
  if (filters.open !== undefined) is.push(filters.open ? sql`records.open` : sql`not records.open`);
  among("records.status", filters.status, "text");
  among("records.type_code", filters.type, "text");
  among("records.branch_id", filters.branchId, "uuid");
  among("records.department_id", filters.departmentId, "uuid");
  among("records.project_id", filters.projectId, "uuid");
  among("records.assignee_id", filters.assigneeId, "uuid");
  among("records.author_id", filters.authorId, "uuid");
  among("requests.counterparty_id", filters.counterpartyId, "uuid");
  among("records.priority", filters.priority, "smallint");
  if (filters.dueFrom) is.push(sql`records.due_at >= ${startOf(filters.dueFrom)}`);
  if (filters.dueTo) is.push(sql`records.due_at < ${endOf(filters.dueTo)}`);
  if (filters.createdFrom) is.push(sql`records.created_at >= ${startOf(filters.createdFrom)}`);
  if (filters.createdTo) is.push(sql`records.created_at < ${endOf(filters.createdTo)}`);
  if (filters.overdue) is.push(sql`(records.open and records.due_at < ${now})`);
  if (filters.q?.trim()) is.push(textCondition(filters.q.trim(), actor));
  return is;
}

function viewCondition(view: RequestFilters["view"], actor: Actor): RawBuilder<SqlBool> {
  switch (view) {
    case "drafts":
      return sql`(records.status = 'draft' and records.author_id = ${actor.id})`;
    case "mine":
      return sql`(records.status <> 'draft' and records.author_id = ${actor.id})`;
    case "assigned":
      return sql`(records.status <> 'draft' and records.assignee_id = ${actor.id})`;
    case "queue":
      return sql`(records.status <> 'draft' and records.queue_id = any(${[...actor.queueIds]}::uuid[]))`;
    case "unassigned":
      return sql`(records.status <> 'draft' and records.assignee_id is null)`;
    case "watching":
      return sql`(records.status <> 'draft' and exists (select 1 from participants w
        where w.record_id = records.id and w.person_id = ${actor.id} and w.role = 'watcher'))`;
    case "waiting":
      return sql`(records.status <> 'draft' and exists (select 1 from awaits a where a.record_id = records.id
        and (a.person_id = ${actor.id} or a.queue_id = any(${[...actor.queueIds]}::uuid[]))))`;
    default:
      return sql`records.status <> 'draft'`;
  }
}

/** Number, subject and supplier by words and by beginnings, where the subject may be seen; the text index comes first. */
function textCondition(q: string, actor: Actor): RawBuilder<SqlBool> {
  const pattern = `%${q.replace(/[\\%_]/gu, (sign) => `\\${sign}`)}%`;
  const found = sql`records.id in (select s.record_id from record_search s where s.kind = 'request' and s.text ilike ${pattern})`;
  return sql`(${found} and (not records.restricted or ${seesWholeOf(actor, "request")}))`;
}

function startOf(day: string): RawBuilder<Date> {
  return sql`(${day}::date::timestamp at time zone 'Asia/Almaty')`;
}

function endOf(day: string): RawBuilder<Date> {
  return sql`((${day}::date + 1)::timestamp at time zone 'Asia/Almaty')`;
}
