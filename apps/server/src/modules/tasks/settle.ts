import { taskWorkflow, type TaskState } from "@tartip/domain/tasks/workflow";
import { sql } from "kysely";
import { audit } from "../../platform/audit.ts";
import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";
import { touchRecord } from "../../platform/db/transaction.ts";
import { setAwaits, type Awaited } from "../../records/notices/awaits.ts";
import { setStatus, type RecordPatch } from "../../records/record.ts";
import { tellPerson } from "../../records/notices/tell.ts";

/** Tells the open pages of what stands above a task that it changed: they list it, and nothing of their own may have changed. */
export function touchAbove(tx: Tx, above: { parentRecordId: string | null; parentTaskId: string | null }): void {
  for (const id of [above.parentRecordId, above.parentTaskId]) if (id !== null) touchRecord(tx, id);
}

/** What decides who is awaited on a task. */
export interface TaskStanding {
  id: string;
  status: TaskState;
  assigneeId: string | null;
  queueId: string | null;
  reviewerId: string | null;
  dueAt: Date | null;
}

/** Who a task in this state waits for: the assignee, the queue, the reviewer, or nobody. */
export function awaitedOn(task: TaskStanding): Awaited[] {
  const doer = task.assigneeId ? { personId: task.assigneeId } : task.queueId ? { queueId: task.queueId } : null;
  switch (task.status) {
    case "todo":
    case "in_progress":
      return doer ? [{ ...doer, reason: task.assigneeId ? "task" : "take", dueAt: task.dueAt }] : [];
    case "rework":
      return doer ? [{ ...doer, reason: "rework", dueAt: task.dueAt }] : [];
    case "submitted":
      return task.reviewerId ? [{ personId: task.reviewerId, reason: "review", dueAt: task.dueAt }] : [];
    default:
      return [];
  }
}

/** Reads the task again and sets who is awaited on it. */
export async function refreshAwaits(tx: Tx, ctx: Context, taskId: string): Promise<TaskStanding> {
  const task = await tx
    .selectFrom("records")
    .innerJoin("tasks", "tasks.id", "records.id")
    .select(["records.id", "records.status", "records.assignee_id as assigneeId", "records.queue_id as queueId"])
    .select(["tasks.reviewer_id as reviewerId", "records.due_at as dueAt"])
    .where("records.id", "=", taskId)
    .executeTakeFirstOrThrow();
  // reason: the workflow test holds the statuses of the table to these states
  const standing = { ...task, status: task.status as TaskState };
  await setAwaits(tx, ctx, taskId, awaitedOn(standing));
  return standing;
}

/** What follows every move of a task: who is awaited, and tasks that waited only for it may begin. */
export async function settleTask(tx: Tx, ctx: Context, taskId: string): Promise<TaskState> {
  const { status } = await refreshAwaits(tx, ctx, taskId);
  if (isOver(status)) await openWaiting(tx, ctx, taskId);
  return status;
}

function isOver(status: TaskState): boolean {
  return status === "done" || status === "cancelled";
}

/**
 * Tasks set by hand open when the last one they wait for is over; those of a type's steps are opened by its graph.
 * Answers which did.
 */
async function openWaiting(tx: Tx, ctx: Context, overId: string): Promise<string[]> {
  const { rows } = await sql<{
    id: string;
  }>`select task_id as id from task_dependencies where predecessor_id = ${overId}`.execute(tx);
  return openUnhindered(
    tx,
    ctx,
    rows.map((row) => row.id),
  );
}

/** Opens those of these tasks set by hand that wait for nothing any more, and tells their assignees. Answers which did. */
export async function openUnhindered(tx: Tx, ctx: Context, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ id: string; assigneeId: string | null }>`
    select r.id, r.assignee_id as "assigneeId" from records r join tasks t on t.id = r.id
    where r.status = 'blocked' and t.step_key is null and r.id = any(${ids}::uuid[])
      and not exists (select 1 from task_dependencies o join records p on p.id = o.predecessor_id
        where o.task_id = r.id and p.status not in ('done', 'cancelled'))
    order by r.id for update of r`.execute(tx);
  for (const { id, assigneeId } of rows) {
    await moveTask(tx, ctx, { id, status: "blocked" }, "todo", "unblock");
    if (assigneeId) await tellPerson(tx, ctx, id, assigneeId, "task_ready", "assignee");
  }
  return rows.map((row) => row.id);
}

/**
 * A move of the engine: status, journal, who is awaited. People's moves go through `transition`.
 *
 * @param rest.standing the task after the move where the caller knows it; else it is read
 * @returns the tasks that waited only for this one, which are open now
 */
export async function moveTask(
  tx: Tx,
  ctx: Context,
  task: { id: string; status: TaskState },
  to: TaskState,
  action: keyof typeof taskWorkflow.edges,
  rest: { reason?: string; patch?: RecordPatch; standing?: TaskStanding } = {},
): Promise<string[]> {
  const { reason, patch = {}, standing } = rest;
  await setStatus(tx, ctx, task, to, action, { final: taskWorkflow.final.includes(to), automatic: true, patch });
  await audit(tx, ctx, {
    action: `task.${action}`,
    recordId: task.id,
    entity: "task",
    entityId: task.id,
    before: { status: task.status },
    after: { status: to },
    ...(reason ? { reason } : {}),
  });
  if (standing) await setAwaits(tx, ctx, task.id, awaitedOn(standing));
  else if (AWAITED.has(to)) await refreshAwaits(tx, ctx, task.id);
  else await setAwaits(tx, ctx, task.id, []);
  return isOver(to) ? openWaiting(tx, ctx, task.id) : [];
}

/** States in which somebody is awaited on a task. */
const AWAITED: ReadonlySet<TaskState> = new Set(["todo", "in_progress", "rework", "submitted"]);
