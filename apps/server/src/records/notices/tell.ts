import { sql } from "kysely";
import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";
import { tell } from "./notice.ts";

/** One person is told of one event on one record. */
export async function notice(
  tx: Tx,
  ctx: Context,
  recordId: string,
  personId: string,
  event: string,
  why: string,
  params: Record<string, string | number> = {},
): Promise<void> {
  await tell(tx, ctx, [{ personId, recordId, event, why, params }]);
}

/**
 * Whoever stands in a queue, over aliases `q` (queues), `h` (person_roles of its role) and `p` (people): the place fits,
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

/** Every member of a queue is told that something waits in it. */
export async function tellQueue(tx: Tx, ctx: Context, recordId: string, queueId: string, event: string): Promise<void> {
  const members = await membersOf(tx, queueId);
  await tell(
    tx,
    ctx,
    members.map((personId) => ({ personId, recordId, event, why: "queue_member" })),
  );
}
