import type { AwaitReason } from "@tartip/domain/kernel/awaits";
import { sql } from "kysely";
import type { Context } from "../../platform/context.ts";
import { touchPerson, type Tx } from "../../platform/db/transaction.ts";

export interface Awaited {
  personId?: string;
  queueId?: string;
  reason: AwaitReason;
  stepId?: string;
  dueAt?: Date | null;
}

/**
 * Sets who is awaited on a record to exactly `wanted`; what already stood keeps its `since` and takes a moved deadline.
 * The only writer of «ждёт меня».
 */
export async function setAwaits(tx: Tx, ctx: Context, recordId: string, wanted: Awaited[]): Promise<void> {
  const { rows } = await sql<{ personId: string | null }>`
    with wanted as materialized (select distinct on ("personId", "queueId", reason, "stepId") *
      from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as w("personId" uuid, "queueId" uuid, reason text, "stepId" uuid, "dueAt" timestamptz)),
    standing as materialized (select * from awaits where record_id = ${recordId}),
    moved as (update awaits a set due_at = w."dueAt" from standing s join wanted w on ${same}
      where a.id = s.id and a.due_at is distinct from w."dueAt" returning a.person_id),
    gone as (delete from awaits a using standing s where a.id = s.id and not exists (select 1 from wanted w where ${same}) returning a.person_id),
    fresh as (insert into awaits (record_id, person_id, queue_id, reason, step_id, due_at, since)
      select ${recordId}::uuid, "personId", "queueId", reason, "stepId", "dueAt", ${ctx.now()}::timestamptz from wanted w
      where not exists (select 1 from standing s where ${same}) returning person_id)
    select person_id as "personId" from gone union all select person_id from moved union all select person_id from fresh`.execute(
    tx,
  );
  for (const { personId } of rows) if (personId) touchPerson(tx, personId);
}

const same = sql`(s.person_id, s.queue_id, s.reason, s.step_id) is not distinct from (w."personId", w."queueId", w.reason, w."stepId")`;
