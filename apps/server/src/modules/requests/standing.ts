import { sql } from "kysely";
import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";
import { lockRecord } from "../../records/record.ts";
import { refreshAwaits } from "./awaiting.ts";
import { loadCase } from "./load.ts";
import { putToRun } from "./run.ts";

/** Somebody else (or again the person) acts for `principalId`: open steps are given out anew. Safe to repeat. */
export async function giveStepsOutAnew(tx: Tx, ctx: Context, principalId: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select distinct s.record_id as id from approval_candidates c
    join approval_steps s on s.id = c.step_id join approval_runs r on r.id = s.run_id
    where r.status = 'running' and s.status in ('open', 'waiting', 'merged') and ${principalId} in (c.person_id, c.on_behalf_of_id)
    order by 1`.execute(tx);
  for (const { id } of rows) {
    await lockRecord(tx, id, "request");
    await putToRun(tx, ctx, await loadCase(tx, ctx, id), { type: "refresh", at: ctx.now().toISOString() });
    await refreshAwaits(tx, ctx, await loadCase(tx, ctx, id));
  }
}
