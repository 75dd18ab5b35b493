import type { Actor } from "@tartip/domain/access/actor";
import { sql, type RawBuilder, type SqlBool } from "kysely";
import type { SortColumn } from "../../platform/http/keyset.ts";

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

/** `-dueAt` → columns of the order, always ending in the id. */
export function taskSort(sort: string): SortColumn[] {
  const direction = sort.startsWith("-") ? "desc" : "asc";
  // reason: the route's schema admits only names of TASK_SORTS with an optional minus
  const name = sort.replace("-", "") as TaskSort;
  return [
    { ...COLUMNS[name], direction },
    { by: sql.ref("records.id"), type: "uuid", direction },
  ];
}

/** The filters as conditions on `records` and `tasks`; waiting tasks show only where they are asked for. */
export function taskConditions(filters: TaskFilters, actor: Actor, now: Date): RawBuilder<SqlBool>[] {
  const is: RawBuilder<SqlBool>[] = [viewCondition(filters.view, actor), sql`not tasks.skipped`];
  const among = (column: string, values: readonly unknown[] | undefined, type: string): void => {
    if (values && values.length > 0) is.push(sql`${sql.ref(column)} = any(${[...values]}::${sql.raw(type)}[])`);
  };
  if (filters.open !== undefined) is.push(sql`records.open = ${filters.open}`);
  among("records.status", filters.status, "text");
  among("records.type_code", filters.type, "text");
  among("records.branch_id", filters.branchId, "uuid");
  among("records.department_id", filters.departmentId, "uuid");
  among("records.assignee_id", filters.assigneeId, "uuid");
  if (filters.requestId) is.push(sql`tasks.parent_record_id = ${filters.requestId}`);
  if (filters.dueFrom) is.push(sql`records.due_at >= (${filters.dueFrom}::date::timestamp at time zone 'Asia/Almaty')`);
  if (filters.dueTo) is.push(sql`records.due_at < ((${filters.dueTo}::date + 1)::timestamp at time zone 'Asia/Almaty')`);
  if (filters.overdue) is.push(sql`(records.open and records.due_at < ${now})`);
  const q = filters.q?.trim();
  if (q) {
    const pattern = `%${q.replace(/[\\%_]/gu, (sign) => `\\${sign}`)}%`;
    is.push(sql`records.id in (select s.record_id from record_search s where s.kind = 'task' and s.text ilike ${pattern})`);
  }
  return is;
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
      return sql`exists (select 1 from awaits a where a.record_id = records.id
        and (a.person_id = ${actor.id} or a.queue_id = any(${[...actor.queueIds]}::uuid[])))`;
    default:
      return sql`true`;
  }
}
