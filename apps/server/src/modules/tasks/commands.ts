import series from "@tartip/domain/data/series.json" with { type: "json" };
import type { RequestStep } from "@tartip/domain/requests/type";
import type { TaskState } from "@tartip/domain/tasks/workflow";
import { audit } from "../../platform/audit.ts";
import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";
import { notice, tellQueue } from "../../records/tell.ts";
import { nextTaskNumber } from "../../records/numbering.ts";
import { addParticipant, moveParticipant, removeParticipant } from "../../records/participants.ts";
import { insertRecord, patchRecord, type RecordRow } from "../../records/record.ts";
import { indexRecord } from "../../records/search.ts";
import { moveTask } from "./standing.ts";

/** Who does a task: one person, a queue until somebody takes it, or nobody known yet. */
export interface Doer {
  assigneeId: string | null;
  queueId: string | null;
}

/** A task of the engine, as the request's case carries it. */
export interface StepTaskRow {
  id: string;
  status: TaskState;
  assigneeId: string | null;
  queueId?: string | null;
}

/** Makes the task of a step when its request is accepted: it waits until its predecessors are done. */
export async function createStepTask(
  tx: Tx,
  ctx: Context,
  request: RecordRow,
  step: RequestStep,
  rest: { doer: Doer; setterId: string; minFiles: number; titleLanguage: "ru" | "kk" | "en" },
): Promise<string> {
  const title = step.title[rest.titleLanguage];
  const id = await insertRecord(tx, ctx, {
    kind: "task",
    typeCode: request.typeCode,
    title,
    status: "blocked",
    restricted: request.restricted,
    priority: request.priority,
    authorId: rest.setterId,
    assigneeId: rest.doer.assigneeId,
    queueId: rest.doer.queueId,
    departmentId: request.departmentId,
    branchId: request.branchId,
    projectId: request.projectId,
  });
  await tx
    .insertInto("tasks")
    .values({
      id,
      parent_record_id: request.id,
      step_key: step.key,
      setter_id: rest.setterId,
      review: step.review ?? false,
      requires_file: step.requiresFile ?? false,
      min_files: rest.minFiles,
      acceptance: step.acceptance ?? false,
      completes_by: step.completesBy ?? null,
      shared_fields: [...(step.shares ?? [])],
    })
    .execute();
  await tx
    .updateTable("records")
    .set({ number: await nextTaskNumber(tx, series.task) })
    .where("id", "=", id)
    .execute();
  await indexRecord(tx, id, "task", title);
  await audit(tx, ctx, { action: "task.created", recordId: id, entity: "task", entityId: id, after: { title, step: step.key } });
  await nameDoer(tx, ctx, { id, requestId: request.id }, rest.doer);
  return id;
}

/** A task waits for the tasks its step names; approvals before it are the graph's business. */
export async function linkPredecessors(tx: Tx, taskId: string, predecessorIds: readonly string[]): Promise<void> {
  if (predecessorIds.length === 0) return;
  await tx
    .insertInto("task_dependencies")
    .values(predecessorIds.map((id) => ({ task_id: taskId, predecessor_id: id })))
    .onConflict((oc) => oc.doNothing())
    .execute();
}

async function nameDoer(tx: Tx, ctx: Context, task: { id: string; requestId: string | null }, doer: Doer): Promise<void> {
  await moveParticipant(tx, ctx, task.id, "assignee", doer.assigneeId);
  if (task.requestId && doer.assigneeId) await addParticipant(tx, ctx, task.requestId, doer.assigneeId, "task");
}

/** Opens a waiting task: its doer (or its queue) is told once and the clock of its step starts. */
export async function openTask(
  tx: Tx,
  ctx: Context,
  task: StepTaskRow,
  request: { id: string; title: string },
  rest: { doer: Doer; dueAt: Date; setterId: string; reviewerId: string | null; autoCloseAt: Date | null },
): Promise<void> {
  if (task.assigneeId && task.assigneeId !== rest.doer.assigneeId) {
    await removeParticipant(tx, request.id, task.assigneeId, "task");
  }
  await patchRecord(tx, ctx, task.id, { assignee_id: rest.doer.assigneeId, queue_id: rest.doer.queueId, due_at: rest.dueAt });
  await tx
    .updateTable("tasks")
    .set({ setter_id: rest.setterId, reviewer_id: rest.reviewerId, auto_close_at: rest.autoCloseAt, original_due_at: rest.dueAt })
    .where("id", "=", task.id)
    .execute();
  await nameDoer(tx, ctx, { id: task.id, requestId: request.id }, rest.doer);
  await moveTask(tx, ctx, task, "todo", "unblock");
  if (rest.doer.assigneeId) await notice(tx, ctx, task.id, rest.doer.assigneeId, "task_assigned", "assignee");
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
  await moveTask(tx, ctx, task, "rework", "sendBack", reason);
  if (task.assigneeId) await notice(tx, ctx, task.id, task.assigneeId, "task_returned", "assignee", { reason });
}

/** Cancels what is still open when the request ends early; marked, so that a reopening brings it back. */
export async function cancelOpenTasks(tx: Tx, ctx: Context, tasks: readonly StepTaskRow[], reason: string): Promise<void> {
  for (const task of tasks) {
    if (task.status === "done" || task.status === "cancelled") continue;
    await tx.updateTable("tasks").set({ cancelled_with_record: true }).where("id", "=", task.id).execute();
    await moveTask(tx, ctx, task, "cancelled", "cancel", reason);
    if (task.assigneeId) await notice(tx, ctx, task.id, task.assigneeId, "task_cancelled", "assignee", { reason });
  }
}

/** Brings back the tasks that were cancelled together with their request; the graph opens them anew. */
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
