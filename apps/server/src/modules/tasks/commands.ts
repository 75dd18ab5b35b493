import type { TaskState } from "@tartip/domain/tasks/workflow";
import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";
import { tellPerson, tellQueue } from "../../records/notices/tell.ts";
import { addParticipant, moveParticipant } from "../../records/participants.ts";
import { leaveRequest } from "./doers.ts";
import { moveTask } from "./settle.ts";
import type { Doer } from "./step-tasks.ts";

export { createStepTasks, linkPredecessors, type Doer, type NewStepTask } from "./step-tasks.ts";

/** A task of the engine, as the request's case carries it. */
export interface StepTaskRow {
  id: string;
  status: TaskState;
  assigneeId: string | null;
  queueId?: string | null;
}

async function nameDoer(tx: Tx, ctx: Context, task: { id: string; requestId: string | null }, doer: Doer): Promise<void> {
  await moveParticipant(tx, ctx, task.id, "assignee", doer.assigneeId);
  if (task.requestId && doer.assigneeId) await addParticipant(tx, ctx, task.requestId, doer.assigneeId, "task");
}

/** Opens a waiting task: notifies its assignee (or its queue) once and starts the clock of its step. */
export async function openTask(
  tx: Tx,
  ctx: Context,
  task: StepTaskRow,
  request: { id: string; title: string },
  rest: { doer: Doer; dueAt: Date; setterId: string; reviewerId: string | null; autoCloseAt: Date | null },
): Promise<void> {
  await tx
    .updateTable("tasks")
    .set({ setter_id: rest.setterId, reviewer_id: rest.reviewerId, auto_close_at: rest.autoCloseAt, original_due_at: rest.dueAt })
    .where("id", "=", task.id)
    .execute();
  await nameDoer(tx, ctx, { id: task.id, requestId: request.id }, rest.doer);
  const patch = { assignee_id: rest.doer.assigneeId, queue_id: rest.doer.queueId, due_at: rest.dueAt };
  await moveTask(tx, ctx, task, "todo", "unblock", { patch });
  if (task.assigneeId && task.assigneeId !== rest.doer.assigneeId) await leaveRequest(tx, request.id, task.assigneeId);
  if (rest.doer.assigneeId) await tellPerson(tx, ctx, task.id, rest.doer.assigneeId, "task_assigned", "assignee");
  else if (rest.doer.queueId) await tellQueue(tx, ctx, task.id, rest.doer.queueId, "queue_task");
}

/** A step that does not apply leaves its task cancelled and marked so. */
export async function skipTask(tx: Tx, ctx: Context, task: StepTaskRow): Promise<void> {
  await tx.updateTable("tasks").set({ skipped: true }).where("id", "=", task.id).execute();
  await moveTask(tx, ctx, task, "cancelled", "cancel");
}

/** The fact the step waits for has come true (invoice paid, closing document linked). */
export async function completeTask(tx: Tx, ctx: Context, task: StepTaskRow): Promise<void> {
  await moveTask(tx, ctx, task, "done", "complete");
}

/** A recalled run makes the tasks after it wait again. */
export async function blockTask(tx: Tx, ctx: Context, task: StepTaskRow): Promise<void> {
  await moveTask(tx, ctx, task, "blocked", "block");
}

/** An approver returned the request to this step: the earlier result stays, the work is asked again. */
export async function sendBackTask(tx: Tx, ctx: Context, task: StepTaskRow, reason: string): Promise<void> {
  await moveTask(tx, ctx, task, "rework", "sendBack", { reason });
  if (task.assigneeId) await tellPerson(tx, ctx, task.id, task.assigneeId, "task_returned", "assignee", { reason });
}

/** Cancels what is still open when the request ends early; marked, so that a reopening brings it back. */
export async function cancelOpenTasks(tx: Tx, ctx: Context, tasks: readonly StepTaskRow[], reason: string): Promise<void> {
  for (const task of tasks) {
    if (task.status === "done" || task.status === "cancelled") continue;
    await tx.updateTable("tasks").set({ cancelled_with_record: true }).where("id", "=", task.id).execute();
    await moveTask(tx, ctx, task, "cancelled", "cancel", { reason });
    if (task.assigneeId) await tellPerson(tx, ctx, task.id, task.assigneeId, "task_cancelled", "assignee", { reason });
  }
}

/** Brings back the tasks that were cancelled together with their request; the graph opens them again. */
export async function restoreTasks(tx: Tx, ctx: Context, requestId: string): Promise<void> {
  const gone = await tx
    .selectFrom("tasks")
    .innerJoin("records", "records.id", "tasks.id")
    .select(["records.id", "records.assignee_id as assigneeId"])
    .where("tasks.parent_record_id", "=", requestId)
    .where("tasks.cancelled_with_record", "=", true)
    .orderBy("records.id")
    .execute();
  for (const task of gone) {
    await tx.updateTable("tasks").set({ cancelled_with_record: false }).where("id", "=", task.id).execute();
    await moveTask(tx, ctx, { id: task.id, status: "cancelled" }, "blocked", "restore");
  }
}
