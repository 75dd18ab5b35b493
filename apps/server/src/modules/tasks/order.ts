import { mayRead } from "@tartip/domain/access/visibility";
import { ancestorsOf } from "@tartip/domain/approvals/steps";
import { DomainError, notFound } from "@tartip/domain/kernel/errors";
import type { FieldCode } from "@tartip/domain/kernel/field-codes";
import { sql } from "kysely";
import { audit } from "../../platform/audit.ts";
import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";
import { touchRecord } from "../../platform/db/transaction.ts";
import { tellPerson } from "../../records/notices/tell.ts";
import { visibleIds } from "../../records/visibility.ts";
import { requestType } from "../reference/questions.ts";
import { loadTask, type TaskCase } from "./load.ts";
import { lockTask } from "./lock.ts";
import { moveTask, openUnhindered } from "./settle.ts";

/** A task as far as the person may read it. @throws DomainError `not_found` */
export async function visibleTask(tx: Tx, ctx: Context, id: string): Promise<TaskCase> {
  const task = await loadTask(tx, ctx, id);
  if (!mayRead(ctx.actor, task.facts.record)) throw notFound("task");
  return task;
}

/** One at a time says what waits for what: two changes that each see no circle could close one together. Taken before any task. */
export async function oneOrderChange(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(45)`.execute(tx);
}

/**
 * Only tasks the setter sees. Locked, so that none of them ends
 * between this look and the commit and leaves the new one waiting for ever.
 */
export async function predecessorsOf(tx: Tx, ctx: Context, ids: readonly string[]): Promise<TaskCase[]> {
  const found: TaskCase[] = [];
  for (const id of [...new Set(ids)].toSorted()) {
    await lockTask(tx, id);
    found.push(await visibleTask(tx, ctx, id));
  }
  return found;
}

/**
 * A task ends after its parts and begins after what stands before it: other tasks, and for a step of a request also the approvals
 * before it with what these wait for. What waits for this one by any way, or for a whole it is a part of, would keep both for ever.
 *
 * @throws DomainError `bad_input` on `predecessorIds`
 */
export async function refuseCircle(tx: Tx, taskId: string, before: readonly TaskCase[], code: FieldCode): Promise<void> {
  const known = new Set<string>();
  let reached = before.map(({ row }) => row.id);
  while (reached.length > 0) {
    if (reached.includes(taskId)) throw wrongOrder(code);
    for (const id of reached) known.add(id);
    const next = [...(await awaitedBy(tx, reached)), ...(await beforeApprovalsOf(tx, reached))];
    reached = [...new Set(next)].filter((id) => !known.has(id));
  }
}

/** What stands before these tasks, and their parts. */
async function awaitedBy(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select predecessor_id as id from task_dependencies where task_id = any(${[...ids]}::uuid[])
    union select id from tasks where parent_task_id = any(${[...ids]}::uuid[])`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Tasks of a request that stand before its steps through approvals, which are no tasks and have no dependencies of their own. */
async function beforeApprovalsOf(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ requestId: string; stepKey: string; typeId: string }>`
    select t.parent_record_id as "requestId", t.step_key as "stepKey", q.type_id as "typeId" from tasks t
    join requests q on q.id = t.parent_record_id where t.step_key is not null and t.id = any(${[...ids]}::uuid[])`.execute(tx);
  const found: string[] = [];
  for (const { requestId, stepKey, typeId } of rows) {
    const keys = [...ancestorsOf(await requestType(tx, typeId), stepKey)];
    const tasks = await sql<{ id: string }>`
      select id from tasks where parent_record_id = ${requestId} and step_key = any(${keys}::text[])`.execute(tx);
    found.push(...tasks.rows.map(({ id }) => id));
  }
  return found;
}

/**
 * Names anew what a task waits for; it opens or waits by that at once. The order of a type's steps is the type's, and what somebody
 * works on waits for nothing any more.
 *
 * @param newDoerId who is given the task with the same change
 * @throws DomainError `bad_input` on `predecessorIds`, `not_found` for a task the person may not see
 */
export async function changeOrder(
  tx: Tx,
  ctx: Context,
  row: TaskCase["row"],
  ids: readonly string[],
  newDoerId: string | null = row.assigneeId,
): Promise<void> {
  if (row.stepKey !== null) throw wrongOrder("orderOfType");
  if (row.status !== "blocked" && row.status !== "todo") throw wrongOrder("orderBegun");
  const standing = await standingBefore(tx, row.id);
  const kept = await hiddenAmong(tx, ctx, standing);
  const before = await predecessorsOf(tx, ctx, ids);
  await refuseCircle(tx, row.id, before, "waitsForThis");
  const after = [...before.map((one) => one.row.id), ...kept].toSorted();
  if (after.join() === standing.join()) return;
  await sql`delete from task_dependencies where task_id = ${row.id}`.execute(tx);
  for (const id of after) await tx.insertInto("task_dependencies").values({ task_id: row.id, predecessor_id: id }).execute();
  for (const id of [...standing, ...after]) touchRecord(tx, id);
  // Ids, so that each reader of the history finds the names of those they may see.
  await audit(tx, ctx, {
    action: "task.changed",
    recordId: row.id,
    entity: "task",
    entityId: row.id,
    before: { predecessors: standing },
    after: { predecessors: after },
  });
  if (row.status === "blocked") await openUnhindered(tx, ctx, [row.id]);
  else if (before.some((one) => one.row.open)) await letWait(tx, ctx, { ...row, assigneeId: newDoerId });
}

/** Their work goes from the day of who was to do it: they hear of it. */
async function letWait(
  tx: Tx,
  ctx: Context,
  { id, status, assigneeId }: Pick<TaskCase["row"], "id" | "status" | "assigneeId">,
): Promise<void> {
  await moveTask(tx, ctx, { id, status }, "blocked", "block");
  if (assigneeId) await tellPerson(tx, ctx, id, assigneeId, "task_waits", "assignee");
}

async function standingBefore(tx: Tx, taskId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select predecessor_id as id from task_dependencies where task_id = ${taskId} order by 1`.execute(tx);
  return rows.map(({ id }) => id);
}

/** What the person may not see they cannot leave out: it stays. */
async function hiddenAmong(tx: Tx, ctx: Context, ids: readonly string[]): Promise<string[]> {
  const seen = await visibleIds(tx, ctx, ids, ["task"]);
  return ids.filter((id) => !seen.has(id));
}

function wrongOrder(code: FieldCode): DomainError {
  return new DomainError("bad_input", "the task cannot wait for this", { fields: [{ field: "predecessorIds", code }] });
}
