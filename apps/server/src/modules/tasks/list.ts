import { taskList as shape } from "@tartip/domain/lists/tasks";
import { priorityOf } from "@tartip/domain/requests/type";
import { sql } from "kysely";
import type { Context } from "../../platform/context.ts";
import type { ExportColumn } from "../../records/export/export.ts";
import { among, openOnly, overdue, sinceDay, textHolds, untilDay, waitsFor } from "../../records/listing/conditions.ts";
import { defineList, type Condition, type PagePlace } from "../../records/listing/list.ts";
import { seesWholeOf, visibleTo } from "../../records/visibility.ts";

interface Row {
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

type Column = ExportColumn<Row, "title" | "number" | "status" | "priority" | "assignee" | "request" | "branch" | "due">;

/** What the file can hold; the page names its columns alike. */
const COLUMNS: readonly Column[] = [
  ["title", "tasks:list.name", "text", (row, { language }) => row.titles?.[language] ?? row.title],
  ["number", "lists:number", "text", (row) => row.number],
  ["status", "lists:status", "text", (row, { say }) => say(`status:task.${row.status}`)],
  ["priority", "lists:priority", "text", (row, { say }) => say(`status:priority.${priorityOf(row.priority)}`)],
  ["assignee", "tasks:list.assignee", "text", (row) => row.assigneeName],
  ["request", "tasks:list.request", "text", (row) => row.request?.number],
  ["branch", "lists:branch", "text", (row, { names }) => names.branch(row.branchId)],
  ["due", "tasks:list.due", "day", (row) => row.dueAt],
];

const FROM = sql`records join tasks on tasks.id = records.id`;

/** The list of tasks: what it can be narrowed and ordered by, its rows, count and file. */
export const taskList = defineList(shape, {
  seen: ({ actor }) => visibleTo(actor, "task"),
  always: () => [sql`not tasks.skipped`],
  textOf: "task",
  where: {
    view: inView,
    open: openOnly,
    status: among("records.status", "text"),
    type: among("records.type_code", "text"),
    branchId: among("records.branch_id", "uuid"),
    departmentId: among("records.department_id", "uuid"),
    assigneeId: among("records.assignee_id", "uuid"),
    requestId: (id) => sql`tasks.parent_record_id = ${id}`,
    dueFrom: sinceDay("records.due_at"),
    dueTo: untilDay("records.due_at"),
    createdFrom: sinceDay("records.created_at"),
    createdTo: untilDay("records.created_at"),
    overdue,
    q: textHolds("task"),
  },
  order: {
    dueAt: { by: sql.ref("records.due_at"), type: "timestamptz", nullable: true },
    createdAt: { by: sql.ref("records.created_at"), type: "timestamptz" },
    updatedAt: { by: sql.ref("records.updated_at"), type: "timestamptz" },
    priority: { by: sql.ref("records.priority"), type: "smallint" },
    title: { by: sql.ref("records.title"), type: "text", collation: "ru-x-icu" },
  },
  id: sql.ref("records.id"),
  read,
  sums: { from: FROM },
  file: { title: "tasks:list.title", columns: COLUMNS },
});

function inView(view: (typeof shape)["filters"]["view"]["of"][number], { actor }: Context): Condition {
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
  }
}

/** The request behind a task shows its subject to who sees the whole of it. */
async function read(ctx: Context, { rows: page }: PagePlace): Promise<(Row & { cursor: (string | null)[] })[]> {
  const { rows } = await sql<Row & { cursor: (string | null)[] }>`
    with page as materialized (${page(FROM)})
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
    order by page.place`.execute(ctx.app.db);
  return rows;
}
