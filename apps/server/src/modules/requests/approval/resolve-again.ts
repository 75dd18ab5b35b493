import { mayConcern } from "@tartip/domain/approvals/concern";
import { dayOf } from "../../../platform/clock.ts";
import type { Context } from "../../../platform/context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import { lockRecord } from "../../../records/record.ts";
import { loadOrg } from "../../access/questions.ts";
import { runningRuns } from "../../approvals/questions.ts";
import { refreshAwaits } from "../awaiting.ts";
import { loadCase } from "../load.ts";
import { putToRun } from "./run.ts";

/**
 * Somebody else (or again the person) acts for somebody: open steps are given out anew. Safe to repeat.
 * Only runs the person may have to do with are locked and settled; the others would stay as they are.
 */
export async function giveStepsOutAnew(tx: Tx, ctx: Context, principalId: string): Promise<void> {
  const org = await loadOrg(tx, dayOf(ctx.now()));
  const runs = await runningRuns(tx, "request");
  for (const { recordId } of runs.filter(({ run }) => mayConcern(run, principalId, org))) {
    await lockRecord(tx, recordId, "request");
    await putToRun(tx, ctx, await loadCase(tx, ctx, recordId), { type: "refresh", at: ctx.now().toISOString() });
    await refreshAwaits(tx, ctx, await loadCase(tx, ctx, recordId));
  }
}
