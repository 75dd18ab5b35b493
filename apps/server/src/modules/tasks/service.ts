import series from "@tartip/domain/data/series.json" with { type: "json" };
import { deadlineProblem } from "@tartip/domain/deadlines/deadline";
import { enforce, noRight } from "@tartip/domain/kernel/decision";
import { DomainError, notFound } from "@tartip/domain/kernel/errors";
import { reviewerOf } from "@tartip/domain/tasks/facts";
import { mayEditTask, mayMoveDeadline } from "@tartip/domain/tasks/policy";
import { audit } from "../../platform/audit.ts";
import { dayOf } from "../../platform/clock.ts";
import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";
import { nextTaskNumber } from "../../records/numbering.ts";
import { addParticipant, moveParticipant } from "../../records/participants.ts";
import { kindOf } from "../../records/kinds.ts";
import { fillRecord, insertRecord, loadRecord, patchRecord, type RecordRow } from "../../records/record.ts";
import { indexRecord } from "../../records/listing/search.ts";
import { tellWatchers } from "../../records/notices/followers.ts";
import { tellPerson } from "../../records/notices/tell.ts";
import { mayBeGivenTasks } from "../people/questions.ts";
import { isForInsiders, leaveRequest, refuseAbsentDoer, refuseBarredDoer } from "./doers.ts";
import type { TaskCase } from "./load.ts";
import { lockTask } from "./lock.ts";
import { changeOrder, oneOrderChange, predecessorsOf, refuseCircle, visibleTask } from "./order.ts";
import { refreshAwaits, touchAbove } from "./settle.ts";

export interface NewTask {
  title: string;
  description?: string;
  /** The record it hangs on. */
  recordId?: string;
  parentTaskId?: string;
  assigneeId: string;
  dueAt?: string;
  priority?: number;
  review?: boolean;
  requiresFile?: boolean;
  predecessorIds?: string[];
}

/** A task set by hand: on a record, as a part of another task, or on its own. */
export async function createTask(tx: Tx, ctx: Context, input: NewTask): Promise<string> {
  if ((input.predecessorIds ?? []).length > 0) await oneOrderChange(tx);
  return insertTask(tx, ctx, input, await placeOf(tx, ctx, input));
}

/** A task on a record whose own rule allowed it: a return or a reopening that names it. The record is locked. */
export function setTaskOn(tx: Tx, ctx: Context, record: RecordRow, input: NewTask): Promise<string> {
  return insertTask(tx, ctx, input, { recordId: record.id, shared: placeOn(record) });
}

type Place = Awaited<ReturnType<typeof placeOf>>;

async function insertTask(tx: Tx, ctx: Context, input: NewTask, place: Place): Promise<string> {
  refusePast(ctx, input.dueAt);
  await refuseAbsentDoer(tx, input.assigneeId, { restricted: false, ...place.shared });
  const before = await predecessorsOf(tx, ctx, input.predecessorIds ?? []);
  if (input.parentTaskId !== undefined) await refuseCircle(tx, input.parentTaskId, before, "waitsForWhole");
  const id = await insertRecord(tx, ctx, {
    kind: "task",
    title: input.title.trim(),
    status: before.some((task) => task.row.open) ? "blocked" : "todo",
    priority: input.priority ?? 2,
    authorId: ctx.actor.id,
    assigneeId: input.assigneeId,
    dueAt: input.dueAt === undefined ? null : new Date(input.dueAt),
    ...place.shared,
  });
  const review = input.review === true && input.assigneeId !== ctx.actor.id;
  await tx
    .insertInto("tasks")
    .values({
      id,
      parent_record_id: place.recordId,
      parent_task_id: input.parentTaskId ?? null,
      setter_id: ctx.actor.id,
      reviewer_id: review ? ctx.actor.id : null,
      review,
      requires_file: input.requiresFile ?? false,
      description: input.description ?? "",
      original_due_at: input.dueAt ?? null,
    })
    .execute();
  await fillRecord(tx, id, { number: await nextTaskNumber(tx, series.task) });
  for (const { row } of before)
    await tx.insertInto("task_dependencies").values({ task_id: id, predecessor_id: row.id }).execute();
  touchAbove(tx, { parentRecordId: place.recordId, parentTaskId: input.parentTaskId ?? null });
  await addParticipant(tx, ctx, id, ctx.actor.id, "author");
  await addParticipant(tx, ctx, id, input.assigneeId, "assignee");
  if (place.recordId) await addParticipant(tx, ctx, place.recordId, input.assigneeId, "task");
  await indexRecord(tx, id, "task", input.title);
  await audit(tx, ctx, { action: "task.created", recordId: id, entity: "task", entityId: id, after: { ...input } });
  await tellPerson(tx, ctx, id, input.assigneeId, "task_assigned", "assignee");
  await refreshAwaits(tx, ctx, id);
  return id;
}

/** Where the task belongs and whether this person may set one there. */
async function placeOf(tx: Tx, ctx: Context, input: NewTask) {
  if (ctx.actor.external) throw new DomainError("forbidden", "no right to set tasks", { key: "no_permission" });
  if (input.recordId !== undefined && input.parentTaskId === undefined) return onRecord(tx, ctx, input.recordId);
  const { departmentId, branchId } = ctx.actor;
  const own = { recordId: null, shared: { departmentId, branchId } };
  const place = input.parentTaskId === undefined ? own : await underTask(tx, ctx, input.parentTaskId);
  if (place.recordId === null) await enforceDoer(tx, ctx, input.assigneeId);
  return place;
}

/** Work that hangs on no record is given to oneself and one's people, unless a right reaches further. */
async function enforceDoer(tx: Tx, ctx: Context, assigneeId: string): Promise<void> {
  const doer = await tx
    .selectFrom("people")
    .select("id")
    .where("id", "=", assigneeId)
    .where(mayBeGivenTasks(ctx.actor))
    .executeTakeFirst();
  if (!doer) throw new DomainError("forbidden", "not one of the actor's people", { key: "only_own_people" });
}

async function underTask(tx: Tx, ctx: Context, taskId: string) {
  await lockTask(tx, taskId);
  const parent = await visibleTask(tx, ctx, taskId);
  const isDoer = parent.row.assigneeId === ctx.actor.id;
  if (!isDoer) enforce(mayEditTask(ctx.actor, parent.facts), "subtask");
  if (!parent.row.open) throw new DomainError("blocked", "the task is closed", { blockers: [{ code: "record_closed" }] });
  return { recordId: parent.row.parentRecordId, shared: placeOn(parent.row) };
}

async function onRecord(tx: Tx, ctx: Context, recordId: string) {
  const above = kindOf((await loadRecord(tx, recordId)).kind);
  await above.lock(tx, recordId);
  const facts = await above.loadFacts(tx, ctx, recordId);
  if (!above.mayRead(ctx.actor, facts)) throw notFound(above.kind);
  enforce(above.maySetTask?.(ctx.actor, facts) ?? noRight("no_permission"), "create");
  if (!facts.record.open) throw new DomainError("blocked", "the record is closed", { blockers: [{ code: "record_closed" }] });
  return { recordId, shared: placeOn(facts.record) };
}

/** What a task shares with the record it hangs on. */
function placeOn({ departmentId, branchId, projectId, restricted, typeCode }: RecordRow) {
  return { departmentId, branchId, projectId, restricted, typeCode };
}

export interface TaskPatch {
  title?: string;
  description?: string;
  assigneeId?: string;
  /** Moving a deadline needs a reason; the original and every move are kept. */
  dueAt?: string;
  reason?: string;
  priority?: number;
  /** All it is to wait for; only of a task set by hand that nobody has begun. */
  predecessorIds?: string[];
}

/** Changes a task's card; a move of the deadline is written down with its reason. */
export async function changeTask(tx: Tx, ctx: Context, id: string, version: number, patch: TaskPatch): Promise<void> {
  if (patch.predecessorIds !== undefined) await oneOrderChange(tx);
  await lockTask(tx, id);
  const task = await visibleTask(tx, ctx, id);
  enforcePatch(ctx, task, patch);
  if (task.row.version !== version) throw new DomainError("stale_version", `task is at version ${task.row.version}`);
  if (!task.row.open) throw new DomainError("blocked", "the task is closed", { blockers: [{ code: "record_closed" }] });
  if (patch.assigneeId !== undefined) {
    if (task.row.parentRecordId === null) await enforceDoer(tx, ctx, patch.assigneeId);
    await refuseAbsentDoer(tx, patch.assigneeId, { restricted: task.row.restricted, insidersOnly: isForInsiders(task) });
    refuseBarredDoer(patch.assigneeId, task.facts);
  }
  if (patch.dueAt !== undefined) await moveDeadline(tx, ctx, task, patch);
  await patchRecord(tx, ctx, id, {
    ...(patch.title === undefined ? {} : { title: patch.title.trim() }),
    ...(patch.priority === undefined ? {} : { priority: patch.priority }),
    ...(patch.assigneeId === undefined ? {} : { assignee_id: patch.assigneeId, queue_id: null }),
    ...(patch.dueAt === undefined ? {} : { due_at: new Date(patch.dueAt) }),
  });
  touchAbove(tx, task.row);
  if (patch.description !== undefined)
    await tx.updateTable("tasks").set({ description: patch.description }).where("id", "=", id).execute();
  if (patch.assigneeId !== undefined) await handOver(tx, ctx, task, patch.assigneeId);
  if (patch.title !== undefined) await indexRecord(tx, id, "task", patch.title.trim());
  const { predecessorIds, ...card } = patch;
  if (predecessorIds !== undefined) await changeOrder(tx, ctx, task.row, predecessorIds, patch.assigneeId);
  if (Object.keys(card).length > 0) await auditCard(tx, ctx, task, card);
  await refreshAwaits(tx, ctx, id);
}

async function auditCard(tx: Tx, ctx: Context, task: TaskCase, patch: TaskPatch): Promise<void> {
  const { id } = task.row;
  await audit(tx, ctx, {
    action: "task.changed",
    recordId: id,
    entity: "task",
    entityId: id,
    before: beforeOf(task),
    after: { ...beforeOf(task), ...patch },
  });
}

/**
 * A deadline and the rest of the card have rules of their own: a change of both needs both. What a task waits for stops its clock, so
 * nobody who owes it puts it off behind another.
 */
function enforcePatch(ctx: Context, { facts }: TaskCase, { dueAt, reason: _reason, ...rest }: TaskPatch): void {
  if (dueAt !== undefined || rest.predecessorIds !== undefined) enforce(mayMoveDeadline(ctx.actor, facts), "move");
  if (dueAt === undefined || Object.keys(rest).length > 0) enforce(mayEditTask(ctx.actor, facts), "edit");
}

function beforeOf({ row }: TaskCase) {
  return {
    title: row.title,
    description: row.description,
    assigneeId: row.assigneeId,
    dueAt: row.dueAt?.toISOString() ?? null,
    priority: row.priority,
  };
}

/** @throws DomainError `bad_input` on `dueAt` for a day that is over */
export function refusePast(ctx: Context, dueAt: string | undefined): void {
  const code = dueAt === undefined ? undefined : deadlineProblem(dayOf(new Date(dueAt)), dayOf(ctx.now()));
  if (code) throw new DomainError("bad_input", "the deadline is over", { fields: [{ field: "dueAt", code }] });
}

async function moveDeadline(tx: Tx, ctx: Context, { row }: TaskCase, patch: TaskPatch): Promise<void> {
  if (!patch.reason?.trim())
    throw new DomainError("bad_input", "a reason must be given", { fields: [{ field: "reason", code: "required" }] });
  refusePast(ctx, patch.dueAt);
  await tx
    .insertInto("deadline_moves")
    .values({
      record_id: row.id,
      from_at: row.dueAt,
      to_at: patch.dueAt ?? null,
      reason: patch.reason.trim(),
      was_late: row.dueAt !== null && row.dueAt < ctx.now(),
      moved_by: ctx.actor.id,
      moved_at: ctx.now(),
    })
    .execute();
  await tellMoved(tx, ctx, row, { until: dayOf(new Date(patch.dueAt ?? ctx.now())), reason: patch.reason.trim() });
}

/** Who does the work, who set it and who follows it learn of the new deadline; the one who moved it knows. */
async function tellMoved(tx: Tx, ctx: Context, row: TaskCase["row"], params: { until: string; reason: string }): Promise<void> {
  const event = "deadline_moved";
  tellWatchers(tx, ctx, row.id, { event, params });
  if (row.assigneeId) await tellPerson(tx, ctx, row.id, row.assigneeId, event, "assignee", params);
  if (row.setterId !== row.assigneeId) await tellPerson(tx, ctx, row.id, row.setterId, event, "setter", params);
}

/** Nobody looks at their own work; the one who set it and did it themselves for a while looks at it again. */
async function nameReviewer(tx: Tx, ctx: Context, { row, facts }: TaskCase, assigneeId: string): Promise<void> {
  const { id, review, reviewerId, parent } = row;
  if (reviewerId !== null && reviewerId !== assigneeId) return;
  const chain = { review, setterId: facts.setterId, responsibleId: parent?.assigneeId ?? null, managerId: null };
  const named = reviewerOf(assigneeId, chain);
  if (named === reviewerId) return;
  await tx.updateTable("tasks").set({ reviewer_id: named }).where("id", "=", id).execute();
  const moved = { before: { reviewerId }, after: { reviewerId: named } };
  await audit(tx, ctx, { action: "task.changed", recordId: id, entity: "task", entityId: id, ...moved });
}

async function handOver(tx: Tx, ctx: Context, task: TaskCase, assigneeId: string): Promise<void> {
  const { id, parentRecordId: requestId, assigneeId: former } = task.row;
  if (task.row.status !== "submitted") await nameReviewer(tx, ctx, task, assigneeId);
  await moveParticipant(tx, ctx, id, "assignee", assigneeId);
  if (requestId) await addParticipant(tx, ctx, requestId, assigneeId, "task");
  if (requestId && former && former !== assigneeId) await leaveRequest(tx, requestId, former);
  await tellPerson(tx, ctx, id, assigneeId, "task_assigned", "assignee");
}
