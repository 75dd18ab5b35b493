import { sql } from "kysely";
import type { Context } from "../../platform/context.ts";
import type { Db } from "../../platform/db/database.ts";
import { afterCursor, cursorValues, decodeCursor, listIdentity, orderBy, toPage, type Page } from "../../platform/http/keyset.ts";
import { seesWholeOf, visibleTo } from "../../records/visibility.ts";
import { taskConditions, taskSort, type TaskFilters } from "./filters.ts";

export interface TaskListRow {
  id: string;
  number: string | null;
  title: string;
  titles: { ru: string; kk: string; en: string } | null;
  status: string;
  open: boolean;
  priority: number;
  version: number;
  assigneeId: string | null;
  assigneeName: string | null;
  queueId: string | null;
  branchId: string | null;
  departmentId: string | null;
  dueAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
  typeCode: string | null;
  request: { id: string; number: string | null; title: string; status: string } | null;
  requiresFile: boolean;
  reopened: boolean;
  completesBy: string | null;
}

/** One page of the tasks the actor may see. The request behind a task shows its subject to who sees the whole of it. */
export async function listTasks(
  db: Db,
  ctx: Context,
  { filters, sort, limit, after }: { filters: TaskFilters; sort: string; limit: number; after: string | undefined },
): Promise<Page<TaskListRow>> {
  const columns = taskSort(sort);
  const identity = listIdentity("tasks", sort, filters);
  const conditions = [visibleTo(ctx.actor, "task"), ...taskConditions(filters, ctx.actor, ctx.now())];
  if (after) conditions.push(afterCursor(columns, decodeCursor(ctx.app.cursorKey, identity, after)));
  const { rows } = await sql<TaskListRow & { cursor: (string | null)[] }>`
    with page as materialized (
      select records.id, row_number() over (order by ${orderBy(columns)}) as place, ${cursorValues(columns)} as cursor
      from records join tasks on tasks.id = records.id
      where ${sql.join(conditions, sql` and `)} order by ${orderBy(columns)} limit ${limit + 1}
    )
    select records.id, records.number, records.title, step.title as titles, records.status, records.open, records.priority,
      records.version, records.assignee_id as "assigneeId", assignee.full_name as "assigneeName", records.queue_id as "queueId",
      records.branch_id as "branchId", records.department_id as "departmentId", records.due_at as "dueAt",
      records.created_at as "createdAt", records.updated_at as "updatedAt", records.type_code as "typeCode",
      case when q.id is not null then json_build_object('id', q.id, 'number', q.number,
        'title', case when ${seesWholeOf(ctx.actor, "request", "q")} then q.title else '' end, 'status', q.status) end as request,
      tasks.requires_file as "requiresFile", records.status = 'in_progress' and coalesce((select l.action = 'reopen' from status_log l
        where l.record_id = records.id order by l.id desc limit 1), false) as reopened,
      tasks.completes_by as "completesBy", page.cursor
    from page join records on records.id = page.id join tasks on tasks.id = page.id
    left join people assignee on assignee.id = records.assignee_id
    left join records q on q.id = tasks.parent_record_id
    left join requests qr on qr.id = q.id
    left join lateral (select s->'title' as title from request_types ty, jsonb_array_elements(ty.definition->'steps') s
      where ty.id = qr.type_id and s->>'key' = tasks.step_key) step on true
    order by page.place`.execute(db);
  return toPage(rows, { key: ctx.app.cursorKey, identity, limit });
}

const COUNT_CAP = 10_000;

/** Count of a filter, asked after the rows; counting stops at 10 000. */
export async function countTasks(db: Db, ctx: Context, filters: TaskFilters): Promise<{ count: number; capped: boolean }> {
  const conditions = [visibleTo(ctx.actor, "task"), ...taskConditions(filters, ctx.actor, ctx.now())];
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (select 1 from records join tasks on tasks.id = records.id
      where ${sql.join(conditions, sql` and `)} limit ${COUNT_CAP + 1}) found`.execute(db);
  const count = rows[0]?.count ?? 0;
  return { count: Math.min(count, COUNT_CAP), capped: count > COUNT_CAP };
}
