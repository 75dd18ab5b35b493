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
