import { answererOf, type AnswererLimits } from "@tartip/domain/access/answerer";
import { personOf, type OrgSnapshot } from "@tartip/domain/access/organisation";
import type { TaskState } from "@tartip/domain/tasks/workflow";
import { sql, type RawBuilder } from "kysely";
import { audit } from "../../platform/audit.ts";
import { dayOf } from "../../platform/clock.ts";
import type { Context } from "../../platform/context.ts";
import type { Db } from "../../platform/db/database.ts";
import { inTransaction, type Tx } from "../../platform/db/transaction.ts";
import { addParticipant, moveParticipant } from "../../records/participants.ts";
import { patchRecord } from "../../records/record.ts";
import { tellPerson, tellQueue } from "../../records/notices/tell.ts";
import { loadOrg } from "../access/questions.ts";
import { leaveRequest } from "./doers.ts";
import { lockTask } from "./lock.ts";
import { moveTask, refreshAwaits, touchAbove } from "./settle.ts";
import type { Doer } from "./step-tasks.ts";

interface LeftTask {
  id: string;
  authorId: string;
  status: TaskState;
  restricted: boolean;
  assigneeId: string | null;
  setterId: string;
  reviewerId: string | null;
  handedInBy: string | null;
  responsibleId: string | null;
  departmentId: string | null;
  parentRecordId: string | null;
  parentTaskId: string | null;
}

/** What of it depends on the record the task belongs to. */
export interface GivenOn {
  /** Who does it now by the rule of its step; null where the one who set it does, or gives it to somebody. */
  doer: Doer | null;
  own: AnswererLimits["own"];
  /** Whether an outsider could not finish it. */
  insidersOnly: boolean;
}

/** Where a person is awaited who may have left: to do the work, or to look at it. */
const BY_DOER: readonly TaskState[] = ["blocked", "todo", "in_progress", "rework"];

/**
 * Gives on a task whose doer left, or whose reviewer did while it is looked at: to whom its rule names, else to the one who set it
 * or answers in their place, who may give it to anybody else. Answers whether somebody was found.
 */
export async function giveOnTask(tx: Tx, ctx: Context, id: string, { doer, own, insidersOnly }: GivenOn): Promise<boolean> {
  const [task] = await readTasks(tx, sql`r.id = ${id}`);
  if (!task) return false;
  const isOut = insidersOnly || task.restricted ? mayNotSee : hasLeft;
  const org = await loadOrg(tx, dayOf(ctx.now()));
  const set = { ...task, authorId: task.setterId, assigneeId: task.responsibleId };
  const limits = { own: own ?? (task.restricted ? [] : undefined) };
  const setterId = answererOf(org, set, limits);
  const to = doer ?? { assigneeId: setterId, queueId: null };
  const { handedInBy } = task;
  const reviewerId = task.status === "submitted" ? answererOf(org, set, { ...limits, passOver: handedInBy }) : null;
  // Nobody is left above either, or only the one whose work it is.
  if (isOut(org, reviewerId ?? to.assigneeId) || (reviewerId !== null && reviewerId === handedInBy)) return false;
  if (!hasLeft(org, setterId)) await nameSetter(tx, ctx, task, setterId);
  await (reviewerId === null ? nameDoer(tx, ctx, task, to) : nameReviewer(tx, ctx, task, reviewerId));
  touchAbove(tx, task);
  await refreshAwaits(tx, ctx, id);
  return true;
}

/** Gives a task that waits in a queue to another place. */
export async function giveTask(tx: Tx, ctx: Context, id: string, doer: Doer): Promise<void> {
  const [task] = await readTasks(tx, sql`r.id = ${id}`);
  if (!task) return;
  await nameDoer(tx, ctx, task, doer);
  touchAbove(tx, task);
  await refreshAwaits(tx, ctx, id);
}

async function nameDoer(tx: Tx, ctx: Context, task: LeftTask, { assigneeId, queueId }: Doer): Promise<void> {
  const { id, parentRecordId } = task;
  await patchRecord(tx, ctx, id, { assignee_id: assigneeId, queue_id: queueId });
  // A queue offers only what nobody has begun.
  if (assigneeId === null && isBegun(task)) await putBack(tx, ctx, task);
  // Nobody looks at their own work.
  if (task.reviewerId !== null && task.reviewerId === assigneeId)
    await tx.updateTable("tasks").set({ reviewer_id: null }).where("id", "=", id).execute();
  await moveParticipant(tx, ctx, id, "assignee", assigneeId);
  if (parentRecordId && assigneeId) await addParticipant(tx, ctx, parentRecordId, assigneeId, "task");
  if (parentRecordId && task.assigneeId) await leaveRequest(tx, parentRecordId, task.assigneeId);
  if (assigneeId && task.status !== "blocked") await tellPerson(tx, ctx, id, assigneeId, "task_assigned", "assignee");
  if (queueId && assigneeId === null) await tellQueue(tx, ctx, id, queueId, "queue_task");
  await noteChange(tx, ctx, id, { assigneeId: task.assigneeId }, { assigneeId });
}

function isBegun({ status }: LeftTask): boolean {
  return status === "in_progress" || status === "rework";
}

async function putBack(tx: Tx, ctx: Context, task: LeftTask): Promise<void> {
  await tx.updateTable("tasks").set({ started_at: null }).where("id", "=", task.id).execute();
  await moveTask(tx, ctx, task, "todo", "putBack");
}

/** Who set it may change, cancel and reopen it. */
async function nameSetter(tx: Tx, ctx: Context, { id, setterId: before }: LeftTask, setterId: string): Promise<void> {
  if (setterId === before) return;
  await tx.updateTable("tasks").set({ setter_id: setterId }).where("id", "=", id).execute();
  await noteChange(tx, ctx, id, { setterId: before }, { setterId });
}

async function noteChange(tx: Tx, ctx: Context, id: string, before: object, after: object): Promise<void> {
  await audit(tx, ctx, { action: "task.changed", recordId: id, entity: "task", entityId: id, before, after });
}

async function nameReviewer(
  tx: Tx,
  ctx: Context,
  { id, restricted, reviewerId: before }: LeftTask,
  reviewerId: string,
): Promise<void> {
  await noteChange(tx, ctx, id, { reviewerId: before }, { reviewerId });
  await tx.updateTable("tasks").set({ reviewer_id: reviewerId }).where("id", "=", id).execute();
  await addParticipant(tx, ctx, id, reviewerId, restricted ? "approver" : "reviewer");
  await tellPerson(tx, ctx, id, reviewerId, "task_submitted", "reviewer");
}

function hasLeft(org: OrgSnapshot, id: string | null): boolean {
  return personOf(org, id)?.active === false;
}

function mayNotSee(org: OrgSnapshot, id: string | null): boolean {
  return hasLeft(org, id) || personOf(org, id)?.external === true;
}

function isGone(person: string) {
  return sql`exists (select 1 from people p where p.id = ${sql.ref(person)} and (not p.active or p.external and r.restricted))`;
}

/** Somebody who left is awaited. An outsider does their own work, as far as they see it, and leaves as anybody. */
const HAS_LEFT = sql`(r.status = any(${[...BY_DOER]}) and ${isGone("r.assignee_id")} or r.status = 'submitted' and ${isGone("t.reviewer_id")})`;

async function readTasks(tx: Db | Tx, where: RawBuilder<unknown>): Promise<LeftTask[]> {
  const { rows } = await sql<LeftTask>`
    select r.id, r.author_id as "authorId", r.status, r.restricted, r.assignee_id as "assigneeId", t.setter_id as "setterId", t.reviewer_id as "reviewerId",
      t.handed_in_by as "handedInBy",
      q.assignee_id as "responsibleId", r.department_id as "departmentId", t.parent_record_id as "parentRecordId", t.parent_task_id as "parentTaskId"
    from records r join tasks t on t.id = r.id left join records q on q.id = t.parent_record_id
    where r.kind = 'task' and r.open and ${where} order by r.id`.execute(tx);
  return rows;
}

/** Those that no request moves on: of their own, on another record, or parts of other tasks. */
const ON_NO_REQUEST = sql`(t.parent_task_id is not null or q.id is null or q.kind <> 'request')`;

/** The same of a task that no request moves on, where somebody who left is awaited on it. */
export async function giveOnFree(tx: Tx, ctx: Context, id: string): Promise<void> {
  const [left] = await readTasks(tx, sql`r.id = ${id} and ${HAS_LEFT}`);
  if (left) await giveOnTask(tx, ctx, id, { doer: null, own: undefined, insidersOnly: false });
}

/** Somebody left or came: tasks beside the steps of requests go on to whom they are given. */
export const tasksFollow = {
  rows: ({ app }: Pick<Context, "app">) => readTasks(app.db, sql`${ON_NO_REQUEST} and ${HAS_LEFT}`),
  follow: (ctx: Context, { id }: LeftTask) =>
    inTransaction(ctx.app, async (tx) => {
      await lockTask(tx, id);
      await giveOnFree(tx, ctx, id);
    }),
};
