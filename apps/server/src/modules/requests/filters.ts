import type { Actor } from "@tartip/domain/access/actor";
import { sql, type RawBuilder, type SqlBool } from "kysely";
import type { SortColumn } from "../../platform/http/keyset.ts";
import { among, openOnly, orderOf, textHolds, waitsFor, withinDays } from "../../records/listing/listing.ts";
import { seesWholeOf, titleTo } from "../../records/visibility.ts";
import { moneyColumn } from "./money/rights.ts";

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
type RequestSort = (typeof REQUEST_SORTS)[number];

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

/** `-dueAt` → columns of the order. */
export function sortColumns(sort: string, actor: Actor): SortColumn[] {
  return orderOf<RequestSort>(sort, (name) => columnOf(name, actor));
}

/** The filters as conditions on `records` and `requests`. Dates are company days. */
export function filterConditions(filters: RequestFilters, actor: Actor, now: Date): RawBuilder<SqlBool>[] {
  const q = filters.q?.trim();
  return [
    viewCondition(filters.view, actor),
    ...openOnly(filters.open),
    ...among("records.status", filters.status, "text"),
    ...among("records.type_code", filters.type, "text"),
    ...among("records.branch_id", filters.branchId, "uuid"),
    ...among("records.department_id", filters.departmentId, "uuid"),
    ...among("records.project_id", filters.projectId, "uuid"),
    ...among("records.assignee_id", filters.assigneeId, "uuid"),
    ...among("records.author_id", filters.authorId, "uuid"),
    ...among("requests.counterparty_id", filters.counterpartyId, "uuid"),
    ...among("records.priority", filters.priority, "smallint"),
    ...withinDays("records.due_at", filters.dueFrom, filters.dueTo),
    ...withinDays("records.created_at", filters.createdFrom, filters.createdTo),
    ...(filters.overdue ? [sql<SqlBool>`(records.open and records.due_at < ${now})`] : []),
    ...(q ? [sql<SqlBool>`(${textHolds("request", q)} and (not records.restricted or ${seesWholeOf(actor, "request")}))`] : []),
  ];
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
      return sql`(records.status <> 'draft' and ${waitsFor(actor)})`;
    default:
      return sql`records.status <> 'draft'`;
  }
}
