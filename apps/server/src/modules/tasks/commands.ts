import type { TaskState } from "@tartip/domain/tasks/workflow";
import { sql } from "kysely";
import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";
import { tellPerson, tellQueue } from "../../records/notices/tell.ts";
import { addParticipant, moveParticipant } from "../../records/participants.ts";
import { leaveRequest } from "./doers.ts";
import { moveTask, openUnhindered } from "./settle.ts";
import type { Doer } from "./step-tasks.ts";

export { giveOnTask, giveTask } from "./left.ts";
export { lockTask } from "./lock.ts";
export { moveTaskDeadlines } from "./pause.ts";
export { createTask, refusePast, setTaskOn } from "./service.ts";
export { createStepTasks, type Doer, type MadeTask, type NewStepTask, type StandingStep } from "./step-tasks.ts";

/** What a move of the engine made of a task, for the case that lists it. */
export interface TaskMove {
  id: string;
  task: {
    status: TaskState;
    skipped?: boolean;
    assigneeId?: string | null;
    queueId?: string | null;
    reviewerId?: string | null;
    dueAt?: string;
  };
  /** Tasks that waited only for it and are open now. */
  opened: readonly string[];
  /** Who belongs to the request by a task from now on, and who no longer does. */
  joined: string | null;
  left: string | null;
}

const NOBODY = { joined: null, left: null };

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
): Promise<TaskMove> {
  const { doer, dueAt, setterId, reviewerId, autoCloseAt } = rest;
  const { assigneeId } = doer;
  const handedOver = task.assigneeId !== assigneeId;
  await tx
    .updateTable("tasks")
    .set({ setter_id: setterId, reviewer_id: reviewerId, auto_close_at: autoCloseAt, original_due_at: dueAt })
    .where("id", "=", task.id)
    .execute();
  if (handedOver) await nameDoer(tx, ctx, { id: task.id, requestId: request.id }, doer);
  const patch = { assignee_id: assigneeId, queue_id: doer.queueId, due_at: dueAt };
  const standing = { id: task.id, status: "todo", ...doer, reviewerId, dueAt } as const;
  await moveTask(tx, ctx, task, "todo", "unblock", { patch, standing });
  const left = task.assigneeId && handedOver && (await leaveRequest(tx, request.id, task.assigneeId)) ? task.assigneeId : null;
  if (assigneeId) await tellPerson(tx, ctx, task.id, assigneeId, "task_assigned", "assignee");
  else if (doer.queueId) await tellQueue(tx, ctx, task.id, doer.queueId, "queue_task");
  const opened = { status: "todo", ...doer, reviewerId, dueAt: dueAt.toISOString() } as const;
  return { id: task.id, task: opened, opened: [], joined: assigneeId, left };
}

/** Who took a request begins its first work in the same act. */
export async function beginTask(tx: Tx, ctx: Context, opened: TaskMove): Promise<TaskMove> {
  const { id, task } = opened;
  await tx.updateTable("tasks").set({ started_at: ctx.now() }).where("id", "=", id).execute();
  await moveTask(tx, ctx, { id, status: task.status }, "in_progress", "start");
  return { ...opened, task: { ...task, status: "in_progress" } };
}

/** Cancels the task of a step that does not apply, and marks it so. */
export async function skipTask(tx: Tx, ctx: Context, task: StepTaskRow): Promise<TaskMove> {
  await tx.updateTable("tasks").set({ skipped: true }).where("id", "=", task.id).execute();
  const opened = await moveTask(tx, ctx, task, "cancelled", "cancel");
  return { id: task.id, task: { status: "cancelled", skipped: true }, opened, ...NOBODY };
}

/** The fact the step waits for has come true (invoice paid, closing document linked). */
export async function completeTask(tx: Tx, ctx: Context, task: StepTaskRow): Promise<TaskMove> {
  const opened = await moveTask(tx, ctx, task, "done", "complete");
  return { id: task.id, task: { status: "done" }, opened, ...NOBODY };
}

/** A recalled run makes the tasks after it wait again, and work that is done again the acceptance of it. */
export async function blockTask(tx: Tx, ctx: Context, task: StepTaskRow): Promise<TaskMove> {
  const opened = await moveTask(tx, ctx, task, "blocked", "block");
  return { id: task.id, task: { status: "blocked" }, opened, ...NOBODY };
}

/**
 * The request was returned to this work, or is open again because of it: the earlier result stays, the work is asked again.
 *
 * @param dueAt a new deadline, where the old one says nothing of work done twice
 */
export async function sendBackTask(tx: Tx, ctx: Context, task: StepTaskRow, reason: string, dueAt?: Date): Promise<void> {
  if (dueAt) await noteDeadline(tx, ctx, task.id, { dueAt, reason });
  await moveTask(tx, ctx, task, "rework", "sendBack", { reason, ...(dueAt ? { patch: { due_at: dueAt } } : {}) });
  if (task.assigneeId) await tellPerson(tx, ctx, task.id, task.assigneeId, "task_returned", "assignee", { reason });
  else if (task.queueId) await offerAgain(tx, ctx, task.id, task.queueId);
}

/** A fact ended it before anybody took it: it is offered to its queue again, which takes only what nobody has begun. */
async function offerAgain(tx: Tx, ctx: Context, id: string, queueId: string): Promise<void> {
  await moveTask(tx, ctx, { id, status: "rework" }, "todo", "putBack");
  await tellQueue(tx, ctx, id, queueId, "queue_task");
}

/** Cancels what is still open when the request ends early; marked, so that a reopening brings it back. */
export async function cancelOpenTasks(tx: Tx, ctx: Context, tasks: readonly StepTaskRow[], reason: string): Promise<void> {
  const parts = await openParts(tx, tasks.map(({ id }) => id)); // prettier-ignore
  for (const task of [...tasks, ...parts]) {
    if (task.status === "done" || task.status === "cancelled") continue;
    await tx.updateTable("tasks").set({ cancelled_with_record: true }).where("id", "=", task.id).execute();
    await moveTask(tx, ctx, task, "cancelled", "cancel", { reason });
    if (task.assigneeId) await tellPerson(tx, ctx, task.id, task.assigneeId, "task_cancelled", "assignee", { reason });
  }
}

/** The open subtasks of tasks, and of those theirs. */
async function openParts(tx: Tx, taskIds: readonly string[]): Promise<StepTaskRow[]> {
  const { rows } = await sql<StepTaskRow>`
    with recursive parts as (
      select id from tasks where parent_task_id = any(${taskIds}::uuid[])
      union select t.id from tasks t join parts on t.parent_task_id = parts.id)
    select r.id, r.status, r.assignee_id as "assigneeId" from records r join parts on parts.id = r.id
    where r.status not in ('done', 'cancelled') order by r.id for update of r`.execute(tx);
  return rows;
}

/** A new deadline of work that was done stands in its history; whether the first time was late stays known. */
async function noteDeadline(tx: Tx, ctx: Context, id: string, to: { dueAt: Date; reason: string }): Promise<void> {
  await sql`insert into deadline_moves (record_id, from_at, to_at, reason, was_late, moved_by, moved_at)
    select r.id, r.due_at, ${to.dueAt}, ${to.reason}, coalesce(r.due_at < coalesce(t.handed_in_at, r.closed_at), false),
      ${ctx.actor.id}, ${ctx.now()}
    from records r join tasks t on t.id = r.id where r.id = ${id}`.execute(tx);
}

/** Brings back the tasks that were cancelled together with their request; the graph opens its own again, the others open at once. */
export async function restoreTasks(tx: Tx, ctx: Context, requestId: string): Promise<void> {
  const gone = await tx
    .selectFrom("tasks")
    .innerJoin("records", "records.id", "tasks.id")
    .select(["records.id", "tasks.step_key as stepKey"])
    .where("tasks.parent_record_id", "=", requestId)
    .where("tasks.cancelled_with_record", "=", true)
    .orderBy("records.id")
    .execute();
  for (const task of gone) {
    await tx.updateTable("tasks").set({ cancelled_with_record: false }).where("id", "=", task.id).execute();
    await moveTask(tx, ctx, { id: task.id, status: "cancelled" }, "blocked", "restore");
  }
  const byHand = gone.filter((task) => task.stepKey === null).map((task) => task.id);
  await openUnhindered(tx, ctx, byHand);
}
