import type { Module } from "../../platform/module.ts";
import { registerKind } from "../../records/kinds.ts";
import { onActingChanged, onLeaving } from "../people/commands.ts";
import { taskKind } from "./kind.ts";
import { tasksFollow } from "./left.ts";
import { taskRoutes } from "./routes.ts";
import { countHeld } from "./questions.ts";

registerKind(taskKind);
onActingChanged(tasksFollow);
onLeaving({ key: "tasks", way: "byRule", count: countHeld });

/** Tasks: execution, from the type's steps or set by hand. */
export const tasksModule: Module = {
  name: "tasks",
  routes: taskRoutes,
  permissions: ["task.read", "task.work", "task.create", "task.coordinate"],
};
