import { mayRead } from "@tartip/domain/access/visibility";
import { DomainError, notFound } from "@tartip/domain/kernel/errors";
import type { FieldCode } from "@tartip/domain/kernel/field-codes";
import { sql } from "kysely";
import { audit } from "../../platform/audit.ts";
import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";
import { touchRecord } from "../../platform/db/transaction.ts";
import { loadTask, type TaskCase } from "./load.ts";
import { lockTask } from "./lock.ts";
import { moveTask, openUnhindered } from "./settle.ts";

/** A task as far as the person may read it. @throws DomainError `not_found` */
export async function visibleTask(tx: Tx, ctx: Context, id: string): Promise<TaskCase> {
  const task = await loadTask(tx, ctx, id);
  if (!mayRead(ctx.actor, task.facts.record)) throw notFound("task");
  return task;
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
 * A task ends after its parts and begins after what stands before it. What waits for this one by any way, or for a whole it is a
 * part of, would keep both for ever.
 *
 * @throws DomainError `bad_input` on `predecessorIds`
 */
export async function refuseCircle(tx: Tx, taskId: string, before: readonly TaskCase[], code: FieldCode): Promise<void> {
  const { rows } = await sql`
    with recursive awaited as (
      select id from unnest(${before.map(({ row }) => row.id)}::uuid[]) as id
      union
      select next.id from awaited cross join lateral (
        select d.predecessor_id as id from task_dependencies d where d.task_id = awaited.id
        union all select t.id from tasks t where t.parent_task_id = awaited.id) next)
    select 1 from awaited where id = ${taskId}`.execute(tx);
  if (rows.length > 0) throw wrongOrder(code);
}

/**
 * Names anew what a task waits for; it opens or waits by that at once. The order of a type's steps is the type's, and what somebody
 * works on waits for nothing any more.
 *
 * @throws DomainError `bad_input` on `predecessorIds`, `not_found` for a task the person may not see
 */
export async function changeOrder(tx: Tx, ctx: Context, { row }: TaskCase, ids: readonly string[]): Promise<void> {
  if (row.stepKey !== null) throw wrongOrder("orderOfType");
  if (row.status !== "blocked" && row.status !== "todo") throw wrongOrder("orderBegun");
  const standing = await sql<{ id: string; number: string }>`
    select r.id, r.number from task_dependencies d join records r on r.id = d.predecessor_id where d.task_id = ${row.id}
    order by r.number`.execute(tx);
  const kept = await hiddenAmong(tx, ctx, standing.rows);
  const before = await predecessorsOf(tx, ctx, ids);
  await refuseCircle(tx, row.id, before, "waitsForThis");
  const after = [...before.map((one) => ({ id: one.row.id, number: one.row.number ?? "" })), ...kept];
  const numbers = (tasks: readonly { number: string }[]): string =>
    tasks
      .map(({ number }) => number)
      .toSorted()
      .join(", ");
  if (numbers(after) === numbers(standing.rows)) return;
  await sql`delete from task_dependencies where task_id = ${row.id}`.execute(tx);
  for (const { id } of after) await tx.insertInto("task_dependencies").values({ task_id: row.id, predecessor_id: id }).execute();
  for (const { id } of [...standing.rows, ...after]) touchRecord(tx, id);
  await audit(tx, ctx, {
    action: "task.changed",
    recordId: row.id,
    entity: "task",
    entityId: row.id,
    before: { predecessors: numbers(standing.rows) },
    after: { predecessors: numbers(after) },
  });
  if (row.status === "blocked") await openUnhindered(tx, ctx, [row.id]);
  else if (before.some((one) => one.row.open)) await moveTask(tx, ctx, { id: row.id, status: row.status }, "blocked", "block");
}

/** What the person may not see they cannot leave out: it stays. */
async function hiddenAmong<Standing extends { id: string }>(
  tx: Tx,
  ctx: Context,
  standing: readonly Standing[],
): Promise<Standing[]> {
  const hidden: Standing[] = [];
  for (const one of standing) {
    const { facts } = await loadTask(tx, ctx, one.id);
    if (!mayRead(ctx.actor, facts.record)) hidden.push(one);
  }
  return hidden;
}

function wrongOrder(code: FieldCode): DomainError {
  return new DomainError("bad_input", "the task cannot wait for this", { fields: [{ field: "predecessorIds", code }] });
}
