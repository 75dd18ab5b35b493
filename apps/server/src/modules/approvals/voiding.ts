import { isVoteOf, type RunStep, type Vote } from "@tartip/domain/approvals/run";
import { changesBetween, votesVoidedBy, type FieldChange, type Vouched } from "@tartip/domain/approvals/vouching";
import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";
import { advanceRun } from "./advance.ts";
import type { RunHost } from "../../records/run-host.ts";
import { liveRun, type StoredRun } from "./store.ts";

/** What changed in the record under its votes. */
export interface Change {
  before: Vouched;
  after: Vouched;
  /** What each step vouches for. */
  keysOf(step: RunStep): readonly string[];
  /** Fields filled in the vote itself. */
  owned: readonly string[];
  /** Who changed what S1 names, and may no longer decide. */
  editorId: string | null;
}

/**
 * Exactly the votes that vouch for something that differs now fall, with the difference kept beside them; and those of
 * the editor of what S1 names, who may no longer decide. Who is asked follows the card even where no vote falls.
 */
export async function voidVotes(tx: Tx, ctx: Context, recordId: string, host: RunHost, change: Change): Promise<void> {
  const stored = await changeableRun(tx, recordId);
  if (!stored) return;
  const changes = changesBetween(change.before, change.after);
  const fallen = votesVoidedBy(stored.run, changes, (step) => change.keysOf(step), change.owned);
  const editors = standing(stored).filter((one) => isVoteOf(one, change.editorId));
  const differences = [...fallen, ...editors.map(({ step }) => ({ step, changes }))];
  await letFall(tx, ctx, stored, host, { steps: fallen.map((one) => one.step), editorId: change.editorId, differences });
}

/**
 * The same by the votes themselves: a vote falls when what its step vouches for now differs from what the vote saw, or
 * when the editor gave it. For a record whose votes fill in nothing.
 */
export async function voidStaleVotes(
  tx: Tx,
  ctx: Context,
  recordId: string,
  host: RunHost,
  editorId: string | null,
): Promise<void> {
  const stored = await changeableRun(tx, recordId);
  if (!stored) return;
  const fallen: { vote: Vote; changes: FieldChange[] }[] = [];
  for (const vote of standing(stored)) {
    const step = stored.run.steps.find((one) => one.key === vote.step);
    if (!step) continue;
    const changes = await changedSince(tx, stored, vote, step, host);
    if (changes.length > 0 || isVoteOf(vote, editorId)) fallen.push({ vote, changes });
  }
  const differences = fallen.map(({ vote, changes }) => ({ step: vote.step, changes }));
  const steps = fallen.flatMap(({ vote, changes }) => (changes.length > 0 ? [vote.step] : []));
  await letFall(tx, ctx, stored, host, { steps, editorId, differences });
}

/** What its step vouches for now that the vote saw otherwise; what the step no longer vouches for does not count. */
async function changedSince(tx: Tx, stored: StoredRun, vote: Vote, step: RunStep, host: RunHost): Promise<FieldChange[]> {
  if (vote.hash === host.context.hashFor(step)) return [];
  const now = new Map(Object.entries(host.vouched(step)));
  const changes = changesBetween(await vouchedIn(tx, stored, vote.act), Object.fromEntries(now));
  return changes.filter(({ field }) => now.has(field));
}

async function vouchedIn(tx: Tx, { id }: StoredRun, act: number): Promise<Vouched> {
  const row = await tx
    .selectFrom("approval_votes")
    .select("vouched")
    .where("run_id", "=", id)
    .where("act", "=", act)
    .executeTakeFirst();
  // reason: written by saveVotes from what the host vouches for, an object by field key
  return (row?.vouched ?? {}) as Vouched;
}

/** A run whose votes a change can still void: neither decided nor given up. */
async function changeableRun(tx: Tx, recordId: string): Promise<StoredRun | null> {
  const stored = await liveRun(tx, recordId);
  return stored && ["running", "between", "returned"].includes(stored.run.state) ? stored : null;
}

function standing({ run }: StoredRun): Vote[] {
  return run.votes.filter((one) => one.void === null && one.decision === "approve");
}

interface Fall {
  steps: readonly string[];
  editorId: string | null;
  differences: readonly { step: string; changes: readonly FieldChange[] }[];
}

async function letFall(tx: Tx, ctx: Context, stored: StoredRun, host: RunHost, fall: Fall): Promise<void> {
  const at = ctx.now().toISOString();
  const { steps, editorId, differences } = fall;
  const none = differences.length === 0;
  await advanceRun(tx, ctx, stored, host, none ? { type: "refresh", at } : { type: "void", at, steps, editorId });
  for (const { step, changes } of differences) await keepDifference(tx, stored.id, step, changes);
}

async function keepDifference(tx: Tx, runId: string, step: string, changes: readonly FieldChange[]): Promise<void> {
  await tx
    .updateTable("approval_votes")
    .from("approval_steps")
    .set({ void_diff: JSON.stringify(changes) })
    .whereRef("approval_steps.id", "=", "approval_votes.step_id")
    .where("approval_votes.run_id", "=", runId)
    .where("approval_steps.step_key", "=", step)
    .where("approval_votes.void_reason", "=", "changed")
    .where("approval_votes.void_diff", "is", null)
    .execute();
}
