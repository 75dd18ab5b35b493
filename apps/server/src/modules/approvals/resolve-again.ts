import { mayConcern } from "@tartip/domain/approvals/concern";
import { dayOf } from "../../platform/clock.ts";
import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";
import { kindOf } from "../../records/kinds.ts";
import { loadOrg } from "../access/questions.ts";
import { putToRun } from "./moves.ts";
import { runningRuns } from "./questions.ts";

/**
 * Somebody else (or again the person) acts for somebody: open steps are given out again. Safe to repeat.
 * Only runs the person may have to do with are locked and settled; the others would stay as they are.
 */
export async function resolveAgain(tx: Tx, ctx: Context, principalId: string): Promise<void> {
  const org = await loadOrg(tx, dayOf(ctx.now()));
  const runs = await runningRuns(tx);
  for (const { recordId, kind } of runs.filter(({ run }) => mayConcern(run, principalId, org))) {
    const own = kindOf(kind).runs;
    if (!own) throw new Error(`runs of ${kind} have no host`);
    await own.lock(tx, recordId);
    const host = await own.host(tx, ctx, recordId);
    await putToRun(tx, ctx, recordId, host, { type: "refresh", at: ctx.now().toISOString() });
    await own.refreshAwaits(tx, ctx, recordId);
  }
}
