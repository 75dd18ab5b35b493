import { sql } from "kysely";
import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";
import { lockRecord } from "../../records/record.ts";
import { refreshAwaits } from "./awaiting.ts";
import { loadCase } from "./load.ts";
import { putToRun } from "./run.ts";

/**
 * Somebody else (or again the person) acts for somebody: open steps are given out anew. Safe to repeat.
 * All running ones: whoever was absent without a substitute stands at no step any more, and still has to come back.
 */
export async function giveStepsOutAnew(tx: Tx, ctx: Context): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select distinct s.record_id as id from approval_steps s
    join approval_runs r on r.id = s.run_id join records on records.id = s.record_id
    where r.status = 'running' and s.status in ('open', 'waiting', 'merged') and records.kind = 'request'
    order by 1`.execute(tx);
  for (const { id } of rows) {
    await lockRecord(tx, id, "request");
    await putToRun(tx, ctx, await loadCase(tx, ctx, id), { type: "refresh", at: ctx.now().toISOString() });
    await refreshAwaits(tx, ctx, await loadCase(tx, ctx, id));
  }
}
