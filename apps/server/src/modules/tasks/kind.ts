import { mayRead } from "@tartip/domain/access/visibility";
import { noRight } from "@tartip/domain/kernel/decision";
import { taskBlockers } from "@tartip/domain/tasks/guards";
import { decideTask } from "@tartip/domain/tasks/policy";
import { taskWorkflow, type TaskAction } from "@tartip/domain/tasks/workflow";
import type { Tx } from "../../platform/db/database.ts";
import type { RecordKind } from "../../records/kinds.ts";
import { lockRecord } from "../../records/record.ts";
import { returnWork, settleRequest } from "../requests/commands.ts";
import { TASK_EFFECTS } from "./effects.ts";
import { loadTask, withInput, type TaskCase } from "./load.ts";
import { refreshAwaits } from "./standing.ts";

/** The request comes first in every lock order, so a task locks it before itself. */
async function lock(tx: Tx, id: string): Promise<void> {
  const row = await tx.selectFrom("tasks").select("parent_record_id as parentId").where("id", "=", id).executeTakeFirst();
  if (row?.parentId) await tx.selectFrom("records").select("id").where("id", "=", row.parentId).forUpdate().execute();
  await lockRecord(tx, id, "task");
}

function isAction(action: string): action is TaskAction {
  return Object.hasOwn(taskWorkflow.edges, action);
}

export const taskKind: RecordKind<TaskCase> = {
  kind: "task",
  workflow: taskWorkflow,
  lock,
  loadFacts: loadTask,
  mayRead: (actor, task) => mayRead(actor, task.facts.record),
  may: (action, actor, task) => (isAction(action) ? decideTask(actor, task.facts, action) : noRight("no_permission")),
  blockers: (action, task, input) => (isAction(action) ? taskBlockers(withInput(task, input), action) : []),
  effect: async (tx, ctx, action, task, input) => {
    if (!isAction(action)) return;
    await TASK_EFFECTS[action](tx, ctx, task, input);
    if (action === "refuseWork") await returnWork(tx, ctx, task.row, input.reason ?? "");
  },
  settle: async (tx, ctx, task, action) => {
    await refreshAwaits(tx, ctx, task.record.id);
    if (task.row.parentRecordId) await settleRequest(tx, ctx, task.row.parentRecordId, { task: task.row, action });
  },
};
