import { personOf, type OrgSnapshot } from "@tartip/domain/access/organisation";
import { mayConcern } from "@tartip/domain/approvals/concern";
import type { Run } from "@tartip/domain/approvals/run";
import { dayOf } from "../../platform/clock.ts";
import type { Context } from "../../platform/context.ts";
import { inTransaction } from "../../platform/db/transaction.ts";
import { kindOf } from "../../records/kinds.ts";
import { loadOrg } from "../access/questions.ts";
import { putToRun } from "./moves.ts";
import { openRuns, type OpenRun } from "./questions.ts";

/**
 * Open runs the person may have to do with, and rework of records whose author left; the others would stay as they are. Of nobody
 * in particular those that ask somebody who left.
 */
async function concernedRuns({ app, now }: Pick<Context, "app" | "now">, personId: string | null): Promise<OpenRun[]> {
  const org = await loadOrg(app.db, dayOf(now()));
  const concerns = (run: Run): boolean => (personId === null ? asksGone(run, org) : mayConcern(run, personId, org));
  return (await openRuns(app.db)).filter(({ run, authorId, authorLeft }) =>
    run.state === "running" ? concerns(run) : authorLeft || authorId === personId,
  );
}

/** Nobody stands in for somebody who left, either. */
function asksGone(run: Run, org: OrgSnapshot): boolean {
  const open = run.steps.filter(({ state }) => state === "open");
  const hasLeft = (id: string | null | undefined): boolean => personOf(org, id ?? null)?.active === false;
  return open.some(({ candidates }) => candidates.some((one) => hasLeft(one.personId) || hasLeft(one.onBehalfOfId)));
}

/** Somebody else (or again the person) acts for somebody: open steps of the record are given out again, and so is its rework. */
async function resolveAgain(ctx: Context, { id, kind }: OpenRun): Promise<void> {
  const own = kindOf(kind).runs;
  if (!own) throw new Error(`runs of ${kind} have no host`);
  await inTransaction(ctx.app, async (tx) => {
    await own.lock(tx, id);
    const [open] = await openRuns(tx, id);
    if (!open) return;
    const host = await own.host(tx, ctx, id);
    await putToRun(tx, ctx, id, host, { type: "refresh", at: ctx.now().toISOString() });
    await own.refreshAwaits(tx, ctx, id);
  });
}

/** Approvals follow a change of people. */
export const runsFollow = { rows: concernedRuns, follow: resolveAgain };
