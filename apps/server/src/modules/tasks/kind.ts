import { mayRead } from "@tartip/domain/access/visibility";
import { noRight } from "@tartip/domain/kernel/decision";
import type { Blocker } from "@tartip/domain/kernel/errors";
import { withLabels } from "@tartip/domain/requests/labels";
import { taskBlockers } from "@tartip/domain/tasks/guards";
import { decideTask } from "@tartip/domain/tasks/policy";
import { taskWorkflow, type TaskAction } from "@tartip/domain/tasks/workflow";
import type { RecordKind, TransitionInput } from "../../records/kinds.ts";
import { returnWork, settleRequest } from "../requests/commands.ts";
import { TASK_EFFECTS } from "./effects.ts";
import { loadTask, withInput, type TaskCase } from "./load.ts";
import { lockTask } from "./lock.ts";
import { settleTask, touchAbove } from "./settle.ts";

function isAction(action: string): action is TaskAction {
  return Object.hasOwn(taskWorkflow.edges, action);
}

function blockers(action: string, task: TaskCase, input?: TransitionInput): Blocker[] {
  if (!isAction(action)) return [];
  const found = taskBlockers(withInput(task, input), action);
  return task.type ? withLabels(task.type, task.language, found) : found;
}

export const taskKind: RecordKind<TaskCase> = {
  kind: "task",
  workflow: taskWorkflow,
  lock: lockTask,
  loadFacts: loadTask,
  mayRead: (actor, task) => mayRead(actor, task.facts.record),
  may: (action, actor, task) => (isAction(action) ? decideTask(actor, task.facts, action) : noRight("no_permission")),
  blockers,
  effect: async (tx, ctx, action, task, input) => {
    if (!isAction(action)) return;
    await TASK_EFFECTS[action](tx, ctx, task, input);
    if (action === "refuseWork") await returnWork(tx, ctx, task.row, input.reason ?? "");
  },
  settle: async (tx, ctx, task, action) => {
    await settleTask(tx, ctx, task.record.id);
    touchAbove(tx, task.row);
    if (task.row.parentRecordId) await settleRequest(tx, ctx, task.row.parentRecordId, { task: task.row, action });
  },
};
