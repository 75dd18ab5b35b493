import { splitByWeights } from "@tartip/domain/invoices/split";

/** Amounts by cell id, base currency minor units. */
export type ByCell = ReadonlyMap<string, number>;

/**
 * One record of an expense chain: what it asked for by itself, before the chain is counted once.
 * An estimate (request) gives way to what comes after it; finals (invoices) stand side by side.
 */
export interface ChainRecord {
  recordId: string;
  level: "estimate" | "final";
  inWork: ByCell;
  /** What it may hold as committed: approved amounts, for an invoice in full even once parts are paid. */
  approved: ByCell;
}

/** What a record should hold now. Of a final's commitment the paid part is taken off elsewhere. */
export interface ChainTarget {
  recordId: string;
  inWork: Map<string, number>;
  committed: Map<string, number>;
}

/**
 * Counts an expense chain once: a later record replaces the earlier one's amount.
 *
 * An estimate keeps only what nothing later has replaced, the same cell first, then by amount in other cells;
 * an invoice in work shows only its excess over what the chain already holds committed in that cell.
 * Records come in the order in which they entered the chain.
 */
export function countOnce(records: readonly ChainRecord[]): ChainTarget[] {
  const finals = records.filter((record) => record.level === "final");
  const estimates = records.filter((record) => record.level === "estimate").toReversed();

  const targets = new Map<string, ChainTarget>();
  let approvedAfter = sum(finals.map((record) => record.approved));
  let askedAfter = sum(finals.flatMap((record) => [record.approved, record.inWork]));
  for (const estimate of estimates) {
    const committed = notReplaced(estimate.approved, approvedAfter);
    const inWork = notReplaced(estimate.inWork, askedAfter);
    targets.set(estimate.recordId, { recordId: estimate.recordId, committed, inWork });
    approvedAfter = sum([approvedAfter, committed]);
    askedAfter = sum([askedAfter, committed, inWork]);
  }

  let pool: ByCell = sum([...targets.values()].map((target) => target.committed));
  for (const final of finals) {
    const inWork = new Map<string, number>();
    const left = new Map(pool);
    for (const [cellId, asked] of final.inWork) {
      const covered = Math.min(asked, pool.get(cellId) ?? 0);
      inWork.set(cellId, asked - covered);
      left.set(cellId, (pool.get(cellId) ?? 0) - covered);
    }
    pool = left;
    targets.set(final.recordId, { recordId: final.recordId, committed: new Map(final.approved), inWork });
  }
  return records.flatMap((record) => targets.get(record.recordId) ?? []);
}

/** What is left of `amounts` after `later` took its place: the same cell first, the rest by amount in order of cell id. */
export function notReplaced(amounts: ByCell, later: ByCell): Map<string, number> {
  const left = new Map<string, number>();
  let elsewhere = 0;
  for (const [cellId, amount] of later) elsewhere += Math.max(0, amount - (amounts.get(cellId) ?? 0));
  for (const [cellId, amount] of inOrder(amounts)) {
    const rest = Math.max(0, amount - (later.get(cellId) ?? 0));
    const taken = Math.min(rest, elsewhere);
    elsewhere -= taken;
    left.set(cellId, rest - taken);
  }
  return left;
}

/** Adds maps up cell by cell. */
function sum(maps: readonly ByCell[]): Map<string, number> {
  const total = new Map<string, number>();
  for (const map of maps) for (const [cellId, amount] of map) total.set(cellId, (total.get(cellId) ?? 0) + amount);
  return total;
}

/**
 * Shares `totalMinor` out over cells in proportion to the weights, exact to the minor unit in sum.
 *
 * @throws RangeError when there is something to share and every weight is zero
 */
export function shareOut(totalMinor: number, weights: ByCell): Map<string, number> {
  const weighed = inOrder(weights);
  if (totalMinor === 0) return new Map(weighed.map(([key]) => [key, 0]));
  const shares = splitByWeights(
    totalMinor,
    weighed.map(([, weight]) => weight),
  );
  return new Map(weighed.map(([key], index) => [key, shares[index] ?? 0]));
}

/** What remains of an amount after a part of the invoice was paid; never rises while payments grow. */
export function stillReserved(reservedMinor: number, amountMinor: number, paidMinor: number): number {
  return Number((BigInt(reservedMinor) * BigInt(amountMinor - paidMinor)) / BigInt(amountMinor));
}

function inOrder(map: ByCell): [string, number][] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : Number(a > b)));
}
