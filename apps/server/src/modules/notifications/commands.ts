import { sql } from "kysely";
import type { Context } from "../../platform/context.ts";
import type { Db } from "../../platform/db/database.ts";

/** Opening a record clears its notices for the one who opened it; one statement, silent when there were none. */
export async function clearNotices(db: Db, ctx: Context, recordId: string): Promise<void> {
  const payload = JSON.stringify({ records: [], people: [ctx.actor.id] });
  await sql`with cleared as (
      update notices set read_at = ${ctx.now()} where person_id = ${ctx.actor.id} and record_id = ${recordId} and read_at is null returning 1)
    select pg_notify('tartip_live', ${payload}) where exists (select 1 from cleared)`.execute(db);
}
