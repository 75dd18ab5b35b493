import { queryOptions } from "@tanstack/react-query";
import type { Schema } from "@tartip/api-client";
import { api, call } from "../../lib/api.ts";

export type Task = Schema<"Task">;
export type TaskRow = Schema<"TaskRow">;

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

/** Open tasks by part of number or title, as a choice. */
export async function searchTasks(q: string, signal: AbortSignal): Promise<{ id: string; label: string; note?: string }[]> {
  const query = { q: q.trim(), open: true, limit: 20 };
  const { items } = await call(api.GET("/api/v1/tasks", { params: { query }, signal }));
  return items.map((one) => ({
    id: one.id,
    label: [one.number, one.title].filter(Boolean).join(" · "),
    ...(one.assigneeName ? { note: one.assigneeName } : {}),
  }));
}
