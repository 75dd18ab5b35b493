import { sql } from "kysely";
import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";
import { lockCells, placeOrOpen, type ExpenseLine } from "./cells.ts";
import { shareOut, stillReserved } from "./chain.ts";
import { lockChain, post, readChain, type Chain, type Entry, type Holding } from "./ledger.ts";
import { movesFor } from "./moves.ts";
import { measureOverLimit, type OverLimit } from "./over-limit.ts";

export type { ExpenseLine } from "./cells.ts";
export { measureOverLimit, type OverLimit } from "./over-limit.ts";
export { approvePlan, enterPlan, type PlanLine } from "./plans.ts";

/** What a record spends, on behalf of the need (chain) it belongs to. */
export interface Expense {
  chainId: string;
  recordId: string;
  lines: ExpenseLine[];
}

/** A recorded over-limit decision: how much of one cell may be exceeded for this expense. */
export interface Grant {
  cellId: string;
  maxMinor: number;
  voteId: string;
}

/**
 * Sets what the record has in work to the lines; no lines clear it. A later record of a chain counts only its excess.
 * Locks the chain, then its cells in order of id.
 */
export async function bookInWork(tx: Tx, ctx: Context, expense: Expense, cause: string): Promise<void> {
  await lockChain(tx, expense.chainId);
  const wanted = await amountsByCell(tx, expense.lines);
  const booking = await open(tx, expense.chainId, expense.recordId, [...wanted.keys()]);
  const own = entriesTo(booking.chain, expense.recordId, { in_work: wanted }, cause);
  await settle(tx, ctx, expense.chainId, booking.chain, movesFor(booking.chain, booking.cells, own, booking.level).entries);
}

/**
 * Turns what is in work into a commitment, all cells or none. A cell without room takes exactly the missing amount
 * from a grant for that cell; otherwise nothing changed and the fresh measure comes back.
 * Locks the chain, then its cells in order of id.
 */
export async function commitExpense(
  tx: Tx,
  ctx: Context,
  expense: Expense,
  grants: readonly Grant[],
): Promise<{ ok: true } | { ok: false; over: OverLimit }> {
  await lockChain(tx, expense.chainId);
  await sql`savepoint commit_expense`.execute(tx);
  const wanted = await amountsByCell(tx, expense.lines);
  const booking = await open(tx, expense.chainId, expense.recordId, [...wanted.keys()]);
  const own = entriesTo(booking.chain, expense.recordId, { in_work: new Map(), commit: wanted }, "approved");
  const moves = movesFor(booking.chain, booking.cells, own, booking.level);
  const granted = grantEntries(moves.missing, grants, expense.recordId);
  const refused =
    granted === null || (await write(tx, ctx, expense.chainId, booking.chain, [...granted, ...moves.entries])) !== null;
  if (refused) {
    await sql`rollback to savepoint commit_expense`.execute(tx);
    return { ok: false, over: await measureOverLimit(tx, { ...expense, ownIds: [expense.recordId] }) };
  }
  await sql`release savepoint commit_expense`.execute(tx);
  return { ok: true };
}

/**
 * Gives back what the record has in work and committed and closes its grants; what was paid stays. An earlier
 * estimate of the chain comes back as far as its cells have room. Locks the chain, then its cells in order of id.
 */
export async function releaseExpense(
  tx: Tx,
  ctx: Context,
  of: { chainId: string; recordId: string },
  cause: string,
): Promise<void> {
  await lockChain(tx, of.chainId);
  const booking = await open(tx, of.chainId, of.recordId, []);
  const own = holdingsOf(booking.chain, of.recordId).flatMap((holding): Entry[] => {
    const committed = holding.level === "final" ? holding.committed : holding.wantedCommit;
    const base = { cellId: holding.cellId, recordId: of.recordId, cause };
    return [
      { ...base, kind: "in_work", amountMinor: -holding.wantedInWork },
      { ...base, kind: "commit", amountMinor: -committed },
    ];
  });
  await settle(tx, ctx, of.chainId, booking.chain, movesFor(booking.chain, booking.cells, own, booking.level).entries);
}

/** Money that left, or came back (`refund`), for a committed record. */
export interface Spending {
  chainId: string;
  recordId: string;
  paymentId: string;
  kind: "payment" | "refund";
  /** Of the invoice, in its own currency: what is to be paid in all and what is paid once this payment counts. */
  invoiceMinor: number;
  paidAfterMinor: number;
  /** This payment in base currency at the rate of its own day. */
  baseMinor: number;
}

/** A difference above the reservation that the system granted by itself; its reason must still be entered. */
export interface SystemGrant {
  cellId: string;
  amountMinor: number;
  responsibleId: string | null;
}

/**
 * Commitment → actual by the paid part, shared over the cells exactly to the tiyn in sum; a refund goes back.
 * The budget never refuses a real payment: what a cell lacks for it is a system grant, returned so that its
 * reason can be asked for. Locks the chain, then its cells in order of id.
 */
export async function spendExpense(tx: Tx, ctx: Context, spending: Spending): Promise<SystemGrant[]> {
  const { chainId, recordId, paymentId } = spending;
  await lockChain(tx, chainId);
  const booking = await open(tx, chainId, recordId, []);
  const own = spendingEntries(spending, holdingsOf(booking.chain, recordId));
  const moves = movesFor(booking.chain, booking.cells, own, booking.level);
  const differences = [...moves.missing].map(([cellId, amountMinor]): Entry => ({
    cellId,
    recordId,
    kind: "grant",
    amountMinor,
    cause: "system_grant",
    paymentId,
  }));
  await settle(tx, ctx, chainId, booking.chain, [...differences, ...moves.entries]);
  const { rows } = await sql<{ cellId: string; responsibleId: string | null }>`
    select c.id as "cellId", l.responsible_id as "responsibleId" from budget_cells c join budget_lines l on l.id = c.line_id
    where c.id = any(${differences.map((entry) => entry.cellId)}::uuid[])`.execute(tx);
  const responsible = new Map(rows.map((row) => [row.cellId, row.responsibleId]));
  return differences.map(({ cellId, amountMinor }) => ({ cellId, amountMinor, responsibleId: responsible.get(cellId) ?? null }));
}

function spendingEntries(spending: Spending, holdings: readonly Holding[]): Entry[] {
  const { recordId, paymentId, kind, baseMinor, invoiceMinor, paidAfterMinor } = spending;
  const weights = new Map(
    holdings.map((holding) => [holding.cellId, kind === "payment" ? holding.wantedCommit : holding.actual]),
  );
  const shares = shareOut(baseMinor, weights);
  const cause = kind === "payment" ? "paid" : "refunded";
  return holdings.flatMap((holding): Entry[] => {
    const { cellId } = holding;
    const share = shares.get(cellId) ?? 0;
    const reserved = stillReserved(holding.wantedCommit, invoiceMinor, paidAfterMinor);
    const base = { cellId, recordId, paymentId, cause };
    return [
      { ...base, kind: "commit", amountMinor: reserved - holding.committed },
      { ...base, kind: "actual", amountMinor: kind === "payment" ? share : -share },
    ];
  });
}

/** The chain with its cells locked, and how the record counts in it. */
interface Booking {
  chain: Chain;
  cells: Awaited<ReturnType<typeof lockCells>>;
  level: Holding["level"];
}

async function open(tx: Tx, chainId: string, recordId: string, cellIds: readonly string[]): Promise<Booking> {
  const chain = await readChain(tx, chainId);
  const cells = await lockCells(tx, [...new Set([...cellIds, ...chain.holdings.map((holding) => holding.cellId)])]);
  const record = await tx.selectFrom("records").select("kind").where("id", "=", recordId).executeTakeFirstOrThrow();
  return { chain, cells, level: record.kind === "invoice" ? "final" : "estimate" };
}

async function amountsByCell(tx: Tx, lines: readonly ExpenseLine[]): Promise<Map<string, number>> {
  const amounts = new Map<string, number>();
  const real = lines.filter((line) => line.baseMinor !== 0);
  for (const line of await placeOrOpen(tx, real)) amounts.set(line.cellId, (amounts.get(line.cellId) ?? 0) + line.baseMinor);
  return amounts;
}

/** The record's own entries that lead from what it wished before to what it wishes now. */
function entriesTo(
  chain: Chain,
  recordId: string,
  wanted: { in_work: ReadonlyMap<string, number>; commit?: ReadonlyMap<string, number> },
  cause: string,
): Entry[] {
  const holdings = new Map(holdingsOf(chain, recordId).map((holding) => [holding.cellId, holding]));
  const cells = new Set([...holdings.keys(), ...wanted.in_work.keys(), ...(wanted.commit?.keys() ?? [])]);
  return [...cells].toSorted().flatMap((cellId): Entry[] => {
    const before = holdings.get(cellId);
    const inWork = (wanted.in_work.get(cellId) ?? 0) - (before?.wantedInWork ?? 0);
    const commit = wanted.commit ? (wanted.commit.get(cellId) ?? 0) - (before?.wantedCommit ?? 0) : 0;
    return [
      { cellId, recordId, kind: "in_work", amountMinor: inWork, cause },
      { cellId, recordId, kind: "commit", amountMinor: commit, cause },
    ];
  });
}

function holdingsOf(chain: Chain, recordId: string): Holding[] {
  return chain.holdings.filter((holding) => holding.recordId === recordId);
}

/** Exactly what is missing, out of the grant for that cell; null when a cell has none that is large enough. */
function grantEntries(missing: ReadonlyMap<string, number>, grants: readonly Grant[], recordId: string): Entry[] | null {
  const entries: Entry[] = [];
  for (const [cellId, amountMinor] of missing) {
    const grant = grants.filter((one) => one.cellId === cellId && one.maxMinor >= amountMinor).at(-1);
    if (!grant) return null;
    entries.push({ cellId, recordId, kind: "grant", amountMinor, cause: "granted", voteId: grant.voteId });
  }
  return entries;
}

async function settle(tx: Tx, ctx: Context, chainId: string, before: Chain, entries: readonly Entry[]): Promise<void> {
  const full = await write(tx, ctx, chainId, before, entries);
  if (full !== null) throw new Error(`budget cell ${full} refused entries that were computed under its lock`);
}

function write(tx: Tx, ctx: Context, chainId: string, before: Chain, entries: readonly Entry[]): Promise<string | null> {
  return post(tx, ctx, entries, (n) => `chain:${chainId}:${before.entries + n + 1}`, chainId);
}
