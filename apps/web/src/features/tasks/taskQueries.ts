import { queryOptions } from "@tanstack/react-query";
import type { paths, Schema } from "@tartip/api-client";
import { api, call } from "../../lib/api.ts";

export type Task = Schema<"Task">;
export type TaskRow = Schema<"TaskRow">;

export type TaskFilters = Omit<NonNullable<paths["/api/v1/tasks"]["get"]["parameters"]["query"]>, "sort" | "limit" | "after">;

export const TASK_VIEWS = ["mine", "queue", "review", "set", "all"] as const;
export type TaskView = (typeof TASK_VIEWS)[number];

/** What the server is asked by what stands in the address. */
export function taskFilters(all: Readonly<Record<string, string>>): TaskFilters {
  const list = (name: string) => all[name]?.split(",");
  const view = viewOf(all);
  return {
    ...(view === "all" ? {} : { view }),
    // A finished task is rarely looked for: only on demand.
    ...(all["closed"] === "true" || all["status"] ? {} : { open: true }),
    ...(all["status"] ? { status: list("status") ?? [] } : {}),
    ...(all["type"] ? { type: list("type") ?? [] } : {}),
    ...(all["branchId"] ? { branchId: list("branchId") ?? [] } : {}),
    ...(all["assigneeId"] ? { assigneeId: list("assigneeId") ?? [] } : {}),
    ...(all["requestId"] ? { requestId: all["requestId"] } : {}),
    ...(all["dueFrom"] ? { dueFrom: all["dueFrom"] } : {}),
    ...(all["dueTo"] ? { dueTo: all["dueTo"] } : {}),
    ...(all["overdue"] === "true" ? { overdue: true } : {}),
    ...(all["q"] ? { q: all["q"] } : {}),
  };
}

export function viewOf(all: Readonly<Record<string, string>>): TaskView {
  return TASK_VIEWS.find((view) => view === all["view"]) ?? "mine";
}

/** How many tasks a filter finds. */
export function taskCountQuery(filters: TaskFilters) {
  return queryOptions({
    queryKey: ["list", "tasks", "count", filters],
    queryFn: () => call(api.GET("/api/v1/tasks/summary", { params: { query: filters } })),
  });
}

export function taskQuery(id: string) {
  return queryOptions({
    queryKey: ["record", id, "task"],
    queryFn: () => call(api.GET("/api/v1/tasks/{id}", { params: { path: { id } } })),
  });
}

/** The title of its step in the page's language, else as it was written. */
export function taskTitle({ title, titles }: Pick<TaskRow, "title" | "titles">, language: string): string {
  return titles?.[language === "kk" ? "kk" : language === "en" ? "en" : "ru"] ?? title;
}
