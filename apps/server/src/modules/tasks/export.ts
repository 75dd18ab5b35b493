import { priorityOf } from "@tartip/domain/requests/type";
import type { Context } from "../../platform/context.ts";
import type { ExportColumn, ExportedList } from "../../records/export/export.ts";
import type { TaskFilters } from "./filters.ts";
import { listTasks, type TaskListRow } from "./queries.ts";

type Column = ExportColumn<TaskListRow, "title" | "number" | "status" | "priority" | "assignee" | "request" | "branch" | "due">;

/** What the file can hold; the page names its columns alike. */
export const TASK_EXPORT: readonly Column[] = [
  ["title", "tasks:list.name", "text", (row, { language }) => row.titles?.[language] ?? row.title],
  ["number", "lists:number", "text", (row) => row.number],
  ["status", "lists:status", "text", (row, { say }) => say(`status:task.${row.status}`)],
  ["priority", "lists:priority", "text", (row, { say }) => say(`status:priority.${priorityOf(row.priority)}`)],
  ["assignee", "tasks:list.assignee", "text", (row) => row.assigneeName],
  ["request", "tasks:list.request", "text", (row) => row.request?.number],
  ["branch", "lists:branch", "text", (row, { names }) => names.branch(row.branchId)],
  ["due", "tasks:list.due", "day", (row) => row.dueAt],
];

/** The list of tasks as a file. */
export function exportedTasks(ctx: Context, filters: TaskFilters, sort: string): ExportedList<TaskListRow> {
  return {
    list: "tasks",
    title: "tasks:list.title",
    columns: TASK_EXPORT,
    filters,
    sort,
    page: (after, limit) => listTasks(ctx.app.db, ctx, { filters, sort, limit, after }),
  };
}
