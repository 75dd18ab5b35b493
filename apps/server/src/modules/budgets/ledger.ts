import { sql } from "kysely";
import type { Context } from "../../platform/context.ts";
import type { Db, Tx } from "../../platform/db/database.ts";
import type { ChainRecord } from "./chain.ts";

export type EntryKind = "plan" | "actual" | "commit" | "in_work" | "grant";

/** Causes the chain and the payments write themselves; every other cause is a record's own wish. */
const NO_WISHES: readonly string[] = ["chain_replaced", "chain_restored", "paid", "refunded"];

/** Whether an entry of this cause says what a record asks for in its own right. */
export function isWish(cause: string): boolean {
  return !NO_WISHES.includes(cause);
}

/** One new line of the append-only ledger. */
export interface Entry {
  cellId: string;
  kind: EntryKind;
  amountMinor: number;
  recordId: string | null;
  cause: string;
  voteId?: string;
  paymentId?: string;
  reason?: string;
}

/** What one record of a chain has in one cell. */
export interface Holding {
  recordId: string;
  level: "estimate" | "final";
  cellId: string;
  /** Asked for in its own right. */
  wantedInWork: number;
  wantedCommit: number;
  /** Held now, after the chain counted once and parts were paid. */
  inWork: number;
  committed: number;
  actual: number;
  granted: number;
}

/** All entries of a chain, folded by record and cell, in the order in which the records came. */
export interface Chain {
  holdings: Holding[];
  entries: number;
}

/**
 * Takes the chain for this transaction: two records of one need never book at the same moment.
 * Comes before any cell in the order of locks.
 */
export async function lockChain(tx: Tx, chainId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${chainId}, 41))`.execute(tx);
}

/** One without entries. */
export const EMPTY_CHAIN: Chain = { holdings: [], entries: 0 };

/** A chain by its id; empty where nothing was booked. */
export async function readChain(db: Db | Tx, chainId: string): Promise<Chain> {
  return (await readChains(db, [chainId])).get(chainId) ?? EMPTY_CHAIN;
}

/** Chains by their ids; one without entries is left out. */
export async function readChains(db: Db | Tx, chainIds: readonly string[]): Promise<Map<string, Chain>> {
  const { rows } = await sql<Holding & { chainId: string; entries: number }>`
    select e.chain_id as "chainId", e.record_id as "recordId", case r.kind when 'invoice' then 'final' else 'estimate' end as level,
      e.cell_id as "cellId", ${summed("in_work", true)} as "wantedInWork", ${summed("commit", true)} as "wantedCommit",
      ${summed("in_work")} as "inWork", ${summed("commit")} as committed, ${summed("actual")} as actual, ${summed("grant")} as granted,
      count(*)::int as entries
    from budget_entries e join records r on r.id = e.record_id
    where e.chain_id = any(${[...new Set(chainIds)]}::uuid[])
    group by e.chain_id, e.record_id, r.kind, e.cell_id, r.created_at
    order by r.created_at, e.record_id, e.cell_id`.execute(db);
  const chains = new Map<string, Chain>();
  for (const { chainId, ...holding } of rows) {
    const { holdings, entries } = chains.get(chainId) ?? EMPTY_CHAIN;
    chains.set(chainId, { holdings: [...holdings, holding], entries: entries + holding.entries });
  }
  return chains;
}

function summed(kind: EntryKind, ownOnly = false) {
  const own = ownOnly ? sql` and e.cause <> all(${[...NO_WISHES]}::text[])` : sql``;
  return sql`coalesce(sum(e.amount_minor) filter (where e.kind = ${kind}${own}), 0)::bigint`;
}

/** The wishes of a chain's records, as `countOnce` reads them. */
export function wishesOf(chain: Chain): ChainRecord[] {
  const records = new Map<string, ChainRecord & { inWork: Map<string, number>; approved: Map<string, number> }>();
  for (const holding of chain.holdings) {
    const { recordId, level } = holding;
    const record = records.get(recordId) ?? { recordId, level, inWork: new Map(), approved: new Map() };
    if (holding.wantedInWork !== 0) record.inWork.set(holding.cellId, holding.wantedInWork);
    if (holding.wantedCommit !== 0) record.approved.set(holding.cellId, holding.wantedCommit);
    records.set(recordId, record);
  }
  return [...records.values()];
}

/**
 * Posts entries and folds them into their cells: one guarded update per cell in order of id, every balance at once.
 *
 * @returns the cell that has no room, when the guard refused it; then the caller must roll back to its savepoint
 */
export async function post(
  tx: Tx,
  ctx: Context,
  entries: readonly Entry[],
  dedup: (n: number, entry: Entry) => string,
  chainId?: string,
): Promise<string | null> {
  const moved = entries.filter((entry) => entry.amountMinor !== 0);
  const cells = [...new Set(moved.map((entry) => entry.cellId))].toSorted();
  for (const cellId of cells) {
    const delta = (kind: EntryKind): number =>
      moved.reduce((all, entry) => (entry.cellId === cellId && entry.kind === kind ? all + entry.amountMinor : all), 0);
    const room = delta("plan") + delta("grant") - delta("actual") - delta("commit");
    const { rows } = await sql<{ id: string }>`
      update budget_cells set plan_minor = plan_minor + ${delta("plan")}, actual_minor = actual_minor + ${delta("actual")},
        committed_minor = committed_minor + ${delta("commit")}, in_work_minor = in_work_minor + ${delta("in_work")},
        granted_minor = granted_minor + ${delta("grant")}
      where id = ${cellId} and plan_minor + granted_minor - actual_minor - committed_minor + ${room} >= 0
      returning id`.execute(tx);
    if (rows.length === 0) return cellId;
  }
  if (moved.length > 0) await insertEntries(tx, ctx, moved, dedup, chainId ?? null);
  return null;
}

async function insertEntries(
  tx: Tx,
  ctx: Context,
  entries: readonly Entry[],
  dedup: (n: number, entry: Entry) => string,
  chainId: string | null,
): Promise<void> {
  await tx
    .insertInto("budget_entries")
    .values(
      entries.map((entry, n) => ({
        cell_id: entry.cellId,
        kind: entry.kind,
        amount_minor: entry.amountMinor,
        chain_id: chainId,
        record_id: entry.recordId,
        cause: entry.cause,
        vote_id: entry.voteId ?? null,
        payment_id: entry.paymentId ?? null,
        actor_id: ctx.actor.id,
        reason: entry.reason ?? null,
        at: ctx.now(),
        dedup: dedup(n, entry),
      })),
    )
    .execute();
}
