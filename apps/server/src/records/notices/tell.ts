import type { NoticeEvent } from "@tartip/domain/kernel/notices";
import { sql, type RawBuilder } from "kysely";
import type { Context } from "../../platform/context.ts";
import { append, seeNotices, touchPerson, type Db, type Tx } from "../../platform/db/transaction.ts";

export interface Notice {
  personId: string;
  /** Null for what concerns no record, such as standing in for a colleague. */
  recordId: string | null;
  /** What happened (i18n `notices:event.*`). */
  event: NoticeEvent;
  /** Why this person is told (i18n `notices:why.*`). */
  why: string;
  params?: Record<string, string | number>;
  dedup?: string;
  /** Nobody acted, as in a job: the author of the context is told like everybody else. */
  bySystem?: boolean;
}

/** Notifies people inside the transaction of the change; nobody is notified of their own action. */
export async function tell(tx: Tx, ctx: Context, notices: Notice[]): Promise<void> {
  const bySystem = (notice: Notice): boolean => notice.bySystem ?? ctx.via === "job";
  const rows = notices
    .filter((notice) => bySystem(notice) || notice.personId !== ctx.actor.id)
    .map((notice) => ({
      person_id: notice.personId,
      record_id: notice.recordId,
      event: notice.event,
      why: notice.why,
      params: notice.params ?? {},
      actor_id: bySystem(notice) ? null : ctx.actor.id,
      created_at: ctx.now(),
      dedup: notice.dedup ?? null,
    }));
  append(tx, "notices", rows);
  for (const row of rows) touchPerson(tx, row.person_id);
}

/** Of these keys of `dedup` the ones that were told already. */
export async function toldBefore(db: Db | Tx, keys: readonly string[]): Promise<Set<string>> {
  if (keys.length === 0) return new Set();
  // One array: a list of parameters has an end, and what a job asks about may be past it.
  const { rows } = await sql<{ dedup: string | null }>`select dedup from notices where dedup = any(${[...keys]}::text[])`.execute(
    db,
  );
  return new Set(rows.flatMap(({ dedup }) => dedup ?? []));
}

/** What was told of such an event on these records, the latest last. */
export async function toldOf(
  db: Db | Tx,
  event: NoticeEvent,
  recordIds: readonly string[],
): Promise<{ recordId: string; at: Date; params: Record<string, unknown> }[]> {
  if (recordIds.length === 0) return [];
  const rows = await db
    .selectFrom("notices")
    .select(["record_id as recordId", "created_at as at", "params"])
    .where("event", "=", event)
    .where(sql<boolean>`record_id = any(${[...recordIds]}::uuid[])`)
    .orderBy("created_at")
    .orderBy("id")
    .execute();
  return rows.flatMap(({ recordId, at, params }) => (recordId === null ? [] : [{ recordId, at, params: Object(params) }]));
}

/** Notifies one person of one event on one record. */
export async function tellPerson(
  tx: Tx,
  ctx: Context,
  recordId: string,
  personId: string,
  event: NoticeEvent,
  why: string,
  params: Record<string, string | number> = {},
): Promise<void> {
  await tell(tx, ctx, [{ personId, recordId, event, why, params }]);
}

/**
 * The members of a queue, over aliases `q` (queues), `h` (person_roles of its role) and `p` (people): the place fits,
 * and the branch the role is limited to. `loadActor` asks the same of one person.
 */
export const IN_QUEUE = sql<boolean>`(p.active and not p.external and (q.department_id is null or p.department_id = q.department_id)
  and (q.branch_id is null or coalesce(h.branch_id, p.branch_id) = q.branch_id))`;

/** Active members of a queue. */
export async function membersOf(tx: Tx, queueId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct p.id from queues q
    join roles o on o.code = q.role_code
    join person_roles h on h.role_id = o.id
    join people p on p.id = h.person_id
    where q.id = ${queueId} and ${IN_QUEUE}
    order by p.id`.execute(tx);
  return rows.map((row) => row.id);
}

/** Notifies every member of a queue that something waits in it. */
export async function tellQueue(tx: Tx, ctx: Context, recordId: string, queueId: string, event: NoticeEvent): Promise<void> {
  const members = await membersOf(tx, queueId);
  await tell(
    tx,
    ctx,
    members.map((personId) => ({ personId, recordId, event, why: "queue_member" })),
  );
}

/** A person who acts on a record has seen its notices of before. */
export function seeBefore(tx: Tx, ctx: Context, recordId: string): void {
  seeNotices(tx, { personId: ctx.actor.id, recordId, at: ctx.now() });
}

/** A person who opens a record has seen its notices: clears them in one statement, silent when there were none. */
export async function clearNotices(db: Db, ctx: Context, recordId: string): Promise<void> {
  const { cleared, told } = noticesCleared(ctx, recordId);
  await sql`with ${cleared} ${told}`.execute(db);
}

/** The same for a statement that reads a page at once: a part that writes, and one that tells the person's own pages of it. */
export function noticesCleared(ctx: Context, recordId: string): { cleared: RawBuilder<unknown>; told: RawBuilder<object> } {
  const payload = JSON.stringify({ records: [], people: [ctx.actor.id] });
  return {
    cleared: sql`cleared as (update notices set read_at = ${ctx.now()}
      where person_id = ${ctx.actor.id} and record_id = ${recordId} and read_at is null returning 1)`,
    told: sql<object>`select pg_notify('tartip_live', ${payload})::text as told where exists (select 1 from cleared)`,
  };
}

/** Marks own notices read: the given ones, or all. */
export async function markRead(tx: Tx, ctx: Context, ids: readonly string[] | "all"): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable("notices")
    .set({ read_at: ctx.now() })
    .where("person_id", "=", ctx.actor.id)
    .where("read_at", "is", null)
    .$if(ids !== "all", (query) => query.where("id", "in", [...(ids === "all" ? [] : ids)]))
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}
