import { mayConcern } from "@tartip/domain/approvals/concern";
import { kindOf } from "../../records/kinds.ts";
import { dayOf } from "../../platform/clock.ts";
import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";
import { loadOrg } from "../access/questions.ts";
import { putToRun } from "./moves.ts";
import { openRuns, type OpenRun } from "./questions.ts";

/**
 * Somebody else (or again the person) acts for somebody: open steps are given out again, and so is the rework of records
 * whose author left. Safe to repeat.
 * Only runs the person may have to do with are locked and settled; the others would stay as they are.
 */
export async function resolveAgain(tx: Tx, ctx: Context, principalId: string): Promise<void> {
  const org = await loadOrg(tx, dayOf(ctx.now()));
  const concerned = ({ run, authorId, authorLeft }: OpenRun): boolean =>
    run.state === "running" ? mayConcern(run, principalId, org) : authorLeft || authorId === principalId;
  for (const { recordId, kind } of (await openRuns(tx)).filter(concerned)) {
    const own = kindOf(kind).runs;
    if (!own) throw new Error(`runs of ${kind} have no host`);
    await own.lock(tx, recordId);
    const host = await own.host(tx, ctx, recordId);
    await putToRun(tx, ctx, recordId, host, { type: "refresh", at: ctx.now().toISOString() });
    await own.refreshAwaits(tx, ctx, recordId);
  }
}
