import type { Actor } from "@tartip/domain/access/actor";
import { sql, type RawBuilder, type SqlBool } from "kysely";
import type { SortColumn } from "../../platform/http/keyset.ts";
import { among, openOnly, orderOf, textHolds, waitsFor, withinDays } from "../../records/listing/listing.ts";

/** Filters of the task list as they stand in the address; arrays mean «any of». */
export interface TaskFilters {
  view?: "mine" | "waiting" | "queue" | "set" | "review";
  open?: boolean;
  status?: string[];
  type?: string[];
  branchId?: string[];
  departmentId?: string[];
  assigneeId?: string[];
  requestId?: string;
  dueFrom?: string;
  dueTo?: string;
  overdue?: boolean;
  q?: string;
}

export const TASK_SORTS = ["dueAt", "createdAt", "updatedAt", "priority", "title"] as const;
type TaskSort = (typeof TASK_SORTS)[number];

const COLUMNS: Record<TaskSort, Omit<SortColumn, "direction">> = {
  dueAt: { by: sql.ref("records.due_at"), type: "timestamptz", nullable: true },
  createdAt: { by: sql.ref("records.created_at"), type: "timestamptz" },
  updatedAt: { by: sql.ref("records.updated_at"), type: "timestamptz" },
  priority: { by: sql.ref("records.priority"), type: "smallint" },
  title: { by: sql.ref("records.title"), type: "text", collation: "ru-x-icu" },
};

/** `-dueAt` → columns of the order. */
export function taskSort(sort: string): SortColumn[] {
  return orderOf<TaskSort>(sort, (name) => COLUMNS[name]);
}

/** The filters as conditions on `records` and `tasks`; waiting tasks show only where they are asked for. */
export function taskConditions(filters: TaskFilters, actor: Actor, now: Date): RawBuilder<SqlBool>[] {
  const q = filters.q?.trim();
  return [
    viewCondition(filters.view, actor),
    sql<SqlBool>`not tasks.skipped`,
    ...openOnly(filters.open),
    ...among("records.status", filters.status, "text"),
    ...among("records.type_code", filters.type, "text"),
    ...among("records.branch_id", filters.branchId, "uuid"),
    ...among("records.department_id", filters.departmentId, "uuid"),
    ...among("records.assignee_id", filters.assigneeId, "uuid"),
    ...(filters.requestId ? [sql<SqlBool>`tasks.parent_record_id = ${filters.requestId}`] : []),
    ...withinDays("records.due_at", filters.dueFrom, filters.dueTo),
    ...(filters.overdue ? [sql<SqlBool>`(records.open and records.due_at < ${now})`] : []),
    ...(q ? [textHolds("task", q)] : []),
  ];
}

function viewCondition(view: TaskFilters["view"], actor: Actor): RawBuilder<SqlBool> {
  switch (view) {
    case "mine":
      return sql`records.assignee_id = ${actor.id}`;
    case "queue":
      return sql`(records.queue_id = any(${[...actor.queueIds]}::uuid[]) and records.status = 'todo')`;
    case "set":
      return sql`tasks.setter_id = ${actor.id}`;
    case "review":
      return sql`(tasks.reviewer_id = ${actor.id} and records.status = 'submitted')`;
    case "waiting":
      return waitsFor(actor);
    default:
      return sql`true`;
  }
}
