import { blocker } from "@tartip/domain/kernel/blockers";
import type { Module } from "../../platform/module.ts";
import { registerFileGuard } from "../../records/files/rules.ts";
import { registerKind } from "../../records/kinds.ts";
import { loadRecord } from "../../records/record.ts";
import { taskKind } from "./kind.ts";
import { taskRoutes } from "./routes.ts";

registerKind(taskKind);
/** What was handed in stays as the reviewer saw it, and as the gates of the request counted it. */
registerFileGuard("task", async (tx, _ctx, id, { change }) => {
  const kept = change === "remove" && ["submitted", "done", "cancelled"].includes((await loadRecord(tx, id)).status);
  return kept ? [blocker("record_closed")] : [];
});

/** Tasks: execution, from the type's steps or set by hand. */
export const tasksModule: Module = {
  name: "tasks",
  routes: taskRoutes,
  permissions: ["task.read", "task.work", "task.create", "task.coordinate"],
};
