import { companyDay } from "@tartip/domain/kernel/calendar";
import { roundsOf } from "@tartip/domain/approvals/steps";
import { toBaseMinor } from "@tartip/domain/kernel/money";
import type { RunEvent, RunState } from "@tartip/domain/approvals/run";
import { carriesInvoice, spendsBudget } from "@tartip/domain/requests/meaning";
import type { Context } from "../../../platform/context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import {
  advanceRun,
  endRun as end,
  insertRun,
  liveRun,
  noteFacts,
  putToRun as put,
  requireRun,
  type StoredRun,
} from "../../approvals/commands.ts";
import { overLimitVotes } from "../../approvals/questions.ts";
import {
  bookInWork,
  commitExpense,
  measureOverLimit,
  releaseExpense,
  type Grant,
  type OverLimit,
} from "../../budgets/commands.ts";
import { rateOn } from "../../reference/questions.ts";
import { approveForRequest } from "../../invoices/commands.ts";
import { tellPerson } from "../../../records/notices/tell.ts";
import { withRun } from "../changes.ts";
import { changed, loadCase, type RequestCase } from "../load.ts";
import { expenseOf } from "../money/money.ts";
import { figureOf, hostFor } from "./run-host.ts";

/** Puts an event to the request's run; answers the case after it. */
export async function putToRun(tx: Tx, ctx: Context, request: RequestCase, event: RunEvent): Promise<RequestCase> {
  const change = await put(tx, ctx, request.record.id, await hostFor(tx, ctx, request), event);
  return changed(tx, ctx, request, withRun(request.row, change));
}

/**
 * Asks the next round: limits are measured afresh, the route is what holds now. The first sending begins the run.
 */
export async function startNextRound(tx: Tx, ctx: Context, request: RequestCase): Promise<RequestCase> {
  const { row, type, record } = request;
  const live = await liveRun(tx, record.id);
  const begun = { recordId: record.id, typeId: row.typeId, route: type.steps, payment: carriesInvoice(type) };
  const stored = live ?? (await insertRun(tx, ctx, begun));
  const over = await limitOf(tx, request);
  if (over) stored.facts = measuredBy(over);
  const { id: runId, run, facts: runFacts } = stored;
  const measured = await changed(tx, ctx, request, { runId, run, runFacts, ...(live ? {} : { steps: [], votes: [] }) });
  const round = measured.facts.nextRound;
  if (round === null) {
    await noteFacts(tx, stored, stored.facts);
    return measured;
  }
  const asked = over && commitsIn(measured, round) ? await decideLimit(tx, ctx, measured, stored, over) : measured;
  const host = await hostFor(tx, ctx, measured);
  const change = await advanceRun(tx, ctx, stored, host, { type: "startRound", at: ctx.now().toISOString(), round });
  return changed(tx, ctx, asked, withRun(asked.row, change));
}

/**
 * The card changed while a round asks about it: the limit is measured by what it holds now. The answer carries the new
 * measure; the decisions over the limit follow by `decideAgain`, after the votes that vouched for the old values fell.
 */
export async function measureAgain(tx: Tx, ctx: Context, request: RequestCase): Promise<Measured> {
  const stored = await liveRun(tx, request.record.id);
  if (!stored || !ASKING.includes(stored.run.state)) return { request, over: null };
  const over = await limitOf(tx, request);
  if (!over) return { request, over };
  await noteFacts(tx, stored, measuredBy(over));
  return { request: await changed(tx, ctx, request, { runFacts: stored.facts }), over };
}

/** Runs that ask, or go on asking where they stopped; between rounds the next one measures. */
const ASKING: readonly RunState[] = ["running", "returned", "recalled"];

interface Measured {
  request: RequestCase;
  over: OverLimit | null;
}

/** Asks for the decisions over the limit that the new measure needs, and no longer for those it does not. */
export async function decideAgain(tx: Tx, ctx: Context, { request, over }: Measured): Promise<void> {
  const stored = await liveRun(tx, request.record.id);
  if (stored?.run.state === "running" && over && commitsIn(request, stored.run.round))
    await decideLimit(tx, ctx, request, stored, over);
}

/** What the route's conditions look at from this measuring on. */
function measuredBy({ over, pct, unplanned }: Pick<OverLimit, "over" | "pct" | "unplanned">): StoredRun["facts"] {
  // Without any plan the route is the ordinary one, with the one decision beside it.
  return unplanned ? { overLimit: false, overLimitPct: 0 } : { overLimit: over, overLimitPct: pct };
}

/** Whether the money is committed at the end of this round: there, and not earlier, an excess asks for a decision. */
function commitsIn({ type }: RequestCase, round: number): boolean {
  const rounds = roundsOf(type);
  if (carriesInvoice(type)) return round === rounds.length - 1;
  return (rounds[round] ?? []).some((key) => type.commitsAfter?.includes(key));
}

/** How far what is not committed yet exceeds its limit. */
async function limitOf(tx: Tx, request: RequestCase): Promise<OverLimit | null> {
  const expense = expenseOf(request);
  return expense && !isCommitted(request) ? measureOverLimit(tx, { ...expense, ownIds: [await spender(tx, request)] }) : null;
}

async function decideLimit(tx: Tx, ctx: Context, request: RequestCase, stored: StoredRun, over: OverLimit): Promise<RequestCase> {
  const figure = figureOf(over);
  const host = await hostFor(tx, ctx, request, figure ? [figure.cellId] : []);
  const change = await advanceRun(tx, ctx, stored, host, { type: "overLimit", at: ctx.now().toISOString(), figure });
  return changed(tx, ctx, request, withRun(request.row, change));
}

/** The record the budget counts: the invoice of a payment, else the request itself. */
async function spender(tx: Tx, request: RequestCase): Promise<string> {
  if (!carriesInvoice(request.type)) return request.record.id;
  const own = await tx.selectFrom("invoices").select("id").where("request_id", "=", request.record.id).executeTakeFirst();
  return own?.id ?? request.record.id;
}

/** An estimate stays committed from the end of the round its type names. */
function isCommitted({ type, row }: RequestCase): boolean {
  const after = type.commitsAfter;
  if (after === undefined || row.run === null) return false;
  const committedRound = Math.max(...row.steps.filter((step) => after.includes(step.key)).map((step) => step.round));
  return row.run.round > committedRound;
}

/**
 * A round ended with others to come: what the type commits here is committed. Not passed when the cell moved meanwhile
 * and a decision over the limit is asked instead.
 */
export async function commitAfterRound(tx: Tx, ctx: Context, request: RequestCase): Promise<Committed> {
  return commitsNow(request) ? commitOrAsk(tx, ctx, request) : { passed: true, request };
}

/** Whether the money was found for what was approved, and the case after it. */
interface Committed {
  passed: boolean;
  request: RequestCase;
}

function commitsNow(request: RequestCase): boolean {
  return request.row.run !== null && commitsIn(request, request.row.run.round);
}

/** The run said yes: money is reserved, the invoice is approved. Not passed when the limit asks for one more decision. */
export async function finishRun(tx: Tx, ctx: Context, request: RequestCase): Promise<Committed> {
  if (carriesInvoice(request.type) || commitsNow(request)) return commitOrAsk(tx, ctx, request);
  return { passed: true, request };
}

async function commitOrAsk(tx: Tx, ctx: Context, request: RequestCase): Promise<Committed> {
  const stored = await requireRun(tx, request.record.id);
  const grants = await grantsOf(tx, stored);
  const outcome = carriesInvoice(request.type)
    ? await approveForRequest(tx, ctx, request.record.id, grants)
    : await commitEstimate(tx, ctx, request, grants);
  // An approved invoice is another one than the case knows.
  if (outcome.ok)
    return { passed: true, request: carriesInvoice(request.type) ? await loadCase(tx, ctx, request.record.id) : request };
  stored.facts = measuredBy({ ...outcome.over, over: true });
  const asked = await decideLimit(tx, ctx, request, stored, outcome.over);
  await tellPerson(tx, ctx, request.record.id, request.record.authorId, "over_limit_added", "author");
  return { passed: false, request: asked };
}

async function commitEstimate(tx: Tx, ctx: Context, request: RequestCase, grants: Grant[]) {
  const expense = expenseOf(request);
  return expense ? commitExpense(tx, ctx, expense, grants) : { ok: true as const };
}

/** Recorded decisions over the limit: the smaller of the two where two people had to decide. */
async function grantsOf(tx: Tx, stored: StoredRun): Promise<Grant[]> {
  const votes = await overLimitVotes(tx, stored.id);
  return votes.flatMap(({ id, figure }) =>
    figure ? [{ cellId: figure.cellId, maxMinor: figure.missingMinor, voteId: id }] : [],
  );
}

/** Ends the run of a rejected, cancelled or reopened request and gives its money back. */
export async function endRun(tx: Tx, ctx: Context, request: RequestCase, cause: string): Promise<void> {
  await end(tx, ctx, request.record.id, () => hostFor(tx, ctx, request));
  if (!carriesInvoice(request.type) && expenseOf(request)) {
    await releaseExpense(tx, ctx, { chainId: request.row.chainId, recordId: request.record.id }, cause);
  }
}

/** Books the estimate of a request without an invoice again: in work, or committed once its round has approved it. */
export async function rebook(tx: Tx, ctx: Context, request: RequestCase, cause: string): Promise<void> {
  const expense = expenseOf(request);
  if (!spendsBudget(request.type) || isCommitted(request)) return;
  const of = { chainId: request.row.chainId, recordId: request.record.id };
  await bookInWork(tx, ctx, expense ?? { ...of, lines: [] }, cause);
}

/** A purchase or placement that is closed, or will not be paid, gives back what its invoices did not use. */
export async function releaseUnpaid(tx: Tx, ctx: Context, request: RequestCase, cause: string): Promise<void> {
  if (carriesInvoice(request.type) || !spendsBudget(request.type)) return;
  await releaseExpense(tx, ctx, { chainId: request.row.chainId, recordId: request.record.id }, cause);
}

/** Sending counts at the rate of its day: thresholds and the limit look at the base amount of now. */
export async function refreshBase(tx: Tx, ctx: Context, request: RequestCase): Promise<RequestCase> {
  const { row, settings } = request;
  if (row.amountMinor === null || row.currency === null || row.currency === settings.baseCurrency) return request;
  const { rateMicro } = await rateOn(tx, row.currency, companyDay(ctx.now()));
  const baseMinor = toBaseMinor(row.amountMinor, row.currency, rateMicro);
  await tx.updateTable("requests").set({ base_minor: baseMinor, rate_micro: rateMicro }).where("id", "=", row.id).execute();
  return changed(tx, ctx, request, { baseMinor, rateMicro });
}
