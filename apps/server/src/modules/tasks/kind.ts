import { mayRead } from "@tartip/domain/access/visibility";
import { noRight } from "@tartip/domain/kernel/decision";
import { blocker } from "@tartip/domain/kernel/blockers";
import type { Blocker } from "@tartip/domain/kernel/errors";
import { withLabels } from "@tartip/domain/requests/labels";
import { taskBlockers } from "@tartip/domain/tasks/guards";
import { decideTask } from "@tartip/domain/tasks/policy";
import { taskWorkflow, type TaskAction } from "@tartip/domain/tasks/workflow";
import { sql } from "kysely";
import type { Context } from "../../platform/context.ts";
import type { Db, Tx } from "../../platform/db/database.ts";
import { tellParent, type FileChange, type RecordKind, type TransitionInput } from "../../records/kinds.ts";
import { loadRecord, takenFromQueue } from "../../records/record.ts";
import { TASK_EFFECTS } from "./effects.ts";
import { giveOnFree } from "./left.ts";
import { loadTask, withInput, type TaskCase } from "./load.ts";
import { lockTask } from "./lock.ts";
import { openUnhindered, settleTask, touchAbove } from "./settle.ts";

function isAction(action: string): action is TaskAction {
  return Object.hasOwn(taskWorkflow.edges, action);
}

function blockers(action: string, task: TaskCase, input?: TransitionInput): Blocker[] {
  if (!isAction(action)) return [];
  const found = taskBlockers(withInput(task, input), action);
  return task.type ? withLabels(task.type, task.language, found) : found;
}

/** What was handed in stays as the reviewer saw it, and as the gates of the request counted it. */
async function handedInStays(db: Db | Tx, _ctx: Context, id: string, { change }: FileChange): Promise<Blocker[]> {
  const kept = change === "remove" && ["submitted", "done", "cancelled"].includes((await loadRecord(db, id)).status);
  return kept ? [blocker("record_closed")] : [];
}

export const taskKind: RecordKind<TaskCase> = {
  kind: "task",
  workflow: taskWorkflow,
  lock: lockTask,
  loadFacts: loadTask,
  mayRead: (actor, task) => mayRead(actor, task.facts.record),
  may: (action, actor, task) => (isAction(action) ? decideTask(actor, task.facts, action) : noRight("no_permission")),
  blockers,
  sets: takenFromQueue,
  effect: async (tx, ctx, action, task, input) => {
    if (isAction(action)) await TASK_EFFECTS[action](tx, ctx, task, input);
  },
  settle: async (tx, ctx, { before: task }, { action, reason }) => {
    const { id } = task.record;
    if (action === "restore") await openUnhindered(tx, ctx, [id]);
    const status = await settleTask(tx, ctx, id);
    // What a request asks for goes on by its own rule; the parts of its tasks do not.
    const isOfRequest = task.row.parent?.kind === "request" && task.row.parentTaskId === null;
    if (!isOfRequest) await giveOnFree(tx, ctx, id);
    touchAbove(tx, task.row);
    await tellParent(tx, ctx, task.row.parentRecordId, {
      kind: "task",
      id,
      event: action,
      status,
      ...(reason ? { reason } : {}),
    });
  },
  files: { blockers: handedInStays },
  hangs: {
    joins: (child, parent) => sql`${parent}.id = (select t.parent_record_id from tasks t where t.id = ${child}.id)`,
    below: (parents) => sql`select t.id from tasks t where t.parent_record_id in (${parents})`,
  },
  // Where handing in leads is decided together with it; the assignee reads the reasons, even an outsider.
  toOutsiders: {
    moves: ["task.handIn"],
    reasons: ["task.return", "task.sendBack", "task.reopen", "task.restore", "task.cancel"],
  },
};
