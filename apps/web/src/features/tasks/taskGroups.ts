import { dayOf } from "../../lib/dates.ts";
import type { TaskRow } from "./taskQueries.ts";

export type TaskGroup = "overdue" | "today" | "later" | "none";

/** A line of the grouped list: the heading of a group, or a task. */
export type GroupedTask = { group: TaskGroup; count: number; task?: never } | { group: TaskGroup; task: TaskRow };

/** To which part of the day's work a deadline belongs; a moment gone by is overdue even if it is today's. */
export function groupOf(dueAt: string | null, at: Date): TaskGroup {
  if (!dueAt) return "none";
  if (new Date(dueAt) < at) return "overdue";
  return dayOf(dueAt) === dayOf(at) ? "today" : "later";
}

/** Tasks in order of deadline with a heading before each group. */
export function grouped(tasks: readonly TaskRow[], at: Date): GroupedTask[] {
  const groups: TaskGroup[] = ["overdue", "today", "later", "none"];
  return groups.flatMap((group) => {
    const members = tasks.filter((task) => groupOf(task.dueAt, at) === group);
    if (members.length === 0) return [];
    return [{ group, count: members.length }, ...members.map((task) => ({ group, task }))];
  });
}
