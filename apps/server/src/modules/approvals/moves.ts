import { reduce } from "@tartip/domain/approvals/engine";
import type { RouteStep, RunEvent } from "@tartip/domain/approvals/run";
import { decideVote } from "@tartip/domain/approvals/votes";
import { enforce } from "@tartip/domain/kernel/decision";
import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";
import { advanceRun, type RunChange } from "./advance.ts";
import type { RunHost } from "../../records/run-host.ts";
import { insertRun, liveRun, type StoredRun } from "./store.ts";

/** Puts an event to the record's run; answers what changed. */
export async function putToRun(tx: Tx, ctx: Context, recordId: string, host: RunHost, event: RunEvent): Promise<RunChange> {
  return advanceRun(tx, ctx, await requireRun(tx, recordId), host, event);
}

/**
 * The same for an action of a person asked at a step. The stored candidates are those of the last time the step was
 * given out; days of absence and of standing in end by themselves, so the rule is asked again as of this moment.
 *
 * @throws DomainError `forbidden` or `segregation` for a person no longer asked
 */
export async function putByAsked(
  tx: Tx,
  ctx: Context,
  recordId: string,
  host: RunHost,
  asked: { step: string; onBehalfOfId: string | null },
  event: RunEvent,
): Promise<RunChange> {
  const stored = await requireRun(tx, recordId);
  const { run } = reduce(stored.run, { type: "refresh", at: ctx.now().toISOString() }, host.context);
  const voter = { personId: ctx.actor.id, onBehalfOfId: asked.onBehalfOfId };
  enforce(decideVote(run, host.context, asked.step, voter), event.type);
  return advanceRun(tx, ctx, stored, host, event);
}

/** Asks the first round of a record whose route has one; only approvals stand in it. */
export async function startRun(
  tx: Tx,
  ctx: Context,
  recordId: string,
  host: RunHost,
  route: readonly RouteStep[],
): Promise<void> {
  const stored = await insertRun(tx, ctx, { recordId, typeId: null, route, payment: false });
  await advanceRun(tx, ctx, stored, host, { type: "startRound", at: ctx.now().toISOString(), round: 0 });
}

/** The run of a record that must have one. */
export async function requireRun(tx: Tx, recordId: string): Promise<StoredRun> {
  const stored = await liveRun(tx, recordId);
  if (!stored) throw new Error(`record ${recordId} has no run`);
  return stored;
}

/** Ends the run of a rejected, cancelled or reopened record, an approved one too: it no longer counts. */
export async function endRun(tx: Tx, ctx: Context, recordId: string, host: () => Promise<RunHost>): Promise<void> {
  const stored = await liveRun(tx, recordId);
  if (stored) await advanceRun(tx, ctx, stored, await host(), { type: "cancel", at: ctx.now().toISOString() });
}
