import { roomMinor } from "@tartip/domain/budgets/figures";
import type { CellBalance } from "./cells.ts";
import { countOnce } from "./chain.ts";
import { isWish, wishesOf, type Chain, type Entry, type Holding } from "./ledger.ts";

/** Everything one change of a chain does to the ledger, and what its cells lack for it. */
export interface Moves {
  entries: Entry[];
  /** Cells without enough room, with exactly the missing amount. */
  missing: Map<string, number>;
  /** The chain as it will stand. */
  after: Chain;
}

/** Only what the arithmetic needs of a cell. */
export type Balances = ReadonlyMap<string, Pick<CellBalance, "planMinor" | "actualMinor" | "committedMinor" | "grantedMinor">>;

/**
 * From a record's own wishes to the ledger entries of its whole chain: earlier estimates give way or come back,
 * grants close with the expense they were given for. Pure; the caller holds the locks.
 *
 * An estimate comes back only as far as its cell has room: giving back must never fail, nor overspend.
 */
export function movesFor(chain: Chain, balances: Balances, own: readonly Entry[], level: Holding["level"]): Moves {
  const wished = applied(chain, own, level);
  const entries = [...own, ...giveWay(wished)];
  const returned = comeBack(wished, balances, entries);
  const all = [...entries, ...returned];
  const closed = closeGrants(chain, balances, all, own);
  const posted = [...all, ...closed].filter((entry) => entry.amountMinor !== 0);
  const missing = new Map<string, number>();
  for (const cellId of cellsOf(posted)) {
    const room = roomIn(cellId, balances, posted);
    if (room < 0) missing.set(cellId, -room);
  }
  return { entries: posted, missing, after: applied(chain, posted, level) };
}

/** What the chain counted once takes from its records' in-work and estimated amounts, and gives back in work. */
function giveWay(chain: Chain): Entry[] {
  return differences(chain).filter((entry) => entry.kind === "in_work" || entry.amountMinor < 0);
}

function comeBack(chain: Chain, balances: Balances, before: readonly Entry[]): Entry[] {
  const given: Entry[] = [];
  for (const entry of differences(chain)) {
    if (entry.kind !== "commit" || entry.amountMinor <= 0) continue;
    const room = Math.max(0, roomIn(entry.cellId, balances, [...before, ...given]));
    given.push({ ...entry, amountMinor: Math.min(entry.amountMinor, room) });
  }
  return given;
}

function differences(chain: Chain): Entry[] {
  const targets = new Map(countOnce(wishesOf(chain)).map((target) => [target.recordId, target]));
  return chain.holdings.flatMap((holding) => {
    const target = targets.get(holding.recordId);
    const { cellId, recordId } = holding;
    const inWork = (target?.inWork.get(cellId) ?? 0) - holding.inWork;
    const commit = holding.level === "final" ? 0 : (target?.committed.get(cellId) ?? 0) - holding.committed;
    return [chainEntry(cellId, recordId, "in_work", inWork), chainEntry(cellId, recordId, "commit", commit)];
  });
}

function chainEntry(cellId: string, recordId: string, kind: "in_work" | "commit", amountMinor: number): Entry {
  return { cellId, recordId, kind, amountMinor, cause: amountMinor < 0 ? "chain_replaced" : "chain_restored" };
}

/** Where the chain now holds less, its grants close as far as the cell can do without them. */
function closeGrants(chain: Chain, balances: Balances, entries: readonly Entry[], own: readonly Entry[]): Entry[] {
  const first = own[0]?.recordId;
  return cellsOf(entries).flatMap((cellId) => {
    const held = sumOf(entries, cellId, ["commit", "actual"]);
    if (held >= 0) return [];
    let slack = Math.max(0, roomIn(cellId, balances, entries));
    const granted = chain.holdings.filter((holding) => holding.cellId === cellId && holding.granted > 0);
    granted.sort((a, b) => Number(b.recordId === first) - Number(a.recordId === first));
    return granted.map(({ recordId, granted: given }): Entry => {
      const closes = Math.min(given, slack);
      slack -= closes;
      return { cellId, recordId, kind: "grant", amountMinor: -closes, cause: "grant_closed" };
    });
  });
}

/** P + G − A − C of a cell once the entries are posted. */
function roomIn(cellId: string, balances: Balances, entries: readonly Entry[]): number {
  const cell = balances.get(cellId) ?? { planMinor: 0, actualMinor: 0, committedMinor: 0, grantedMinor: 0 };
  return roomMinor(cell) + sumOf(entries, cellId, ["plan", "grant"]) - sumOf(entries, cellId, ["actual", "commit"]);
}

function sumOf(entries: readonly Entry[], cellId: string, kinds: readonly Entry["kind"][]): number {
  return entries.reduce(
    (all, entry) => (entry.cellId === cellId && kinds.includes(entry.kind) ? all + entry.amountMinor : all),
    0,
  );
}

function cellsOf(entries: readonly Entry[]): string[] {
  return [...new Set(entries.map((entry) => entry.cellId))].toSorted();
}

/** The chain with the entries added; a wish counts as one unless the chain or a payment wrote it. */
function applied(chain: Chain, entries: readonly Entry[], level: Holding["level"]): Chain {
  const holdings = chain.holdings.map((holding) => ({ ...holding }));
  for (const entry of entries) {
    if (entry.recordId === null) continue;
    const holding = holdingOf(holdings, entry.recordId, entry.cellId, level);
    const wished = isWish(entry.cause);
    const { amountMinor } = entry;
    if (entry.kind === "in_work") {
      holding.inWork += amountMinor;
      if (wished) holding.wantedInWork += amountMinor;
    }
    if (entry.kind === "commit") {
      holding.committed += amountMinor;
      if (wished) holding.wantedCommit += amountMinor;
    }
    if (entry.kind === "actual") holding.actual += amountMinor;
    if (entry.kind === "grant") holding.granted += amountMinor;
  }
  return { holdings, entries: chain.entries + entries.length };
}

function holdingOf(holdings: Holding[], recordId: string, cellId: string, level: Holding["level"]): Holding {
  const known = holdings.find((holding) => holding.recordId === recordId && holding.cellId === cellId);
  if (known) return known;
  const sameRecord = holdings.find((holding) => holding.recordId === recordId);
  const fresh: Holding = {
    recordId,
    cellId,
    level: sameRecord?.level ?? level,
    wantedInWork: 0,
    wantedCommit: 0,
    inWork: 0,
    committed: 0,
    actual: 0,
    granted: 0,
  };
  holdings.push(fresh);
  return fresh;
}
