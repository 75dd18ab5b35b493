/** Figures an expense moves; plan and grants are moved by decisions of their own. */
export type ExpenseFigure = "inWork" | "committed" | "actual";

const FIGURES: readonly ExpenseFigure[] = ["inWork", "committed", "actual"];

/** An amount standing on one figure of one cell, minor units of the base currency. */
export interface Standing {
  cellId: string;
  figure: ExpenseFigure;
  amountMinor: number;
}

/** Where a chain stands in the budget: the sum of its ledger entries. */
export type Position = readonly Standing[];

/** A change of one figure of one cell, never 0. */
export interface LedgerEntry {
  cellId: string;
  figure: ExpenseFigure;
  deltaMinor: number;
}

/** A chain not in the budget yet, or released from it. */
export const NOWHERE: Position = [];

/**
 * Entries that bring a chain from where it stands to where it shall stand: −old + new, so that it counts once.
 *
 * Ordered by cell, the lock order of the database; what stays in place makes no entry.
 */
export function moveTo(current: Position, desired: Position): LedgerEntry[] {
  const deltas = new Map<string, LedgerEntry>();
  const add = (standing: Standing, sign: 1 | -1): void => {
    const key = `${standing.cellId} ${standing.figure}`;
    const entry = deltas.get(key) ?? { cellId: standing.cellId, figure: standing.figure, deltaMinor: 0 };
    deltas.set(key, { ...entry, deltaMinor: entry.deltaMinor + sign * standing.amountMinor });
  };
  current.forEach((standing) => add(standing, -1));
  desired.forEach((standing) => add(standing, 1));
  return [...deltas.values()].filter((entry) => entry.deltaMinor !== 0).toSorted(byCellThenFigure);
}

function byCellThenFigure(a: LedgerEntry, b: LedgerEntry): number {
  if (a.cellId !== b.cellId) return a.cellId < b.cellId ? -1 : 1;
  return FIGURES.indexOf(a.figure) - FIGURES.indexOf(b.figure);
}

/** The position a list of entries adds up to; zeros vanish. */
export function positionOf(entries: readonly LedgerEntry[]): Standing[] {
  const standing = (entry: LedgerEntry): Standing => ({
    cellId: entry.cellId,
    figure: entry.figure,
    amountMinor: entry.deltaMinor,
  });
  return moveTo(NOWHERE, entries.map(standing)).map(standing);
}

/** A record's demand on one cell. */
export interface CellAmount {
  cellId: string;
  amountMinor: number;
}

/** The purchase or placement at the head of a chain. `released`: closed or cancelled, nothing of it remains promised. */
export interface ChainEstimate {
  stage: "draft" | "inWork" | "committed" | "released";
  cells: readonly CellAmount[];
}

/**
 * An invoice of the chain. `released`: rejected or cancelled; `settled`: paid in full, so that a bank amount below
 * the promise (a rate, a discount) leaves nothing committed. `paid` is what left the account, cell by cell.
 */
export interface ChainInvoice {
  stage: "inWork" | "committed" | "settled" | "released";
  cells: readonly CellAmount[];
  paid: readonly CellAmount[];
}

/**
 * Where a chain shall stand, given its records: the larger of estimate and invoices counts, never both.
 *
 * An approved invoice takes the place of the estimate, first on its own cells, then on the others in order; an invoice
 * still being approved adds only what goes beyond the estimate. Payments move committed to actual.
 */
export function chainPosition(estimate: ChainEstimate | null, invoices: readonly ChainInvoice[]): Standing[] {
  const live = estimate && (estimate.stage === "inWork" || estimate.stage === "committed") ? estimate : null;
  const reserve = new Map<string, number>();
  for (const cell of live?.cells ?? []) reserve.set(cell.cellId, (reserve.get(cell.cellId) ?? 0) + cell.amountMinor);
  const standings: Standing[] = [];
  for (const invoice of invoices.filter((one) => one.stage === "committed" || one.stage === "settled")) {
    replace(reserve, invoice.cells);
    standings.push(...standingsOfApproved(invoice));
  }
  const left = new Map(reserve);
  for (const invoice of invoices.filter((one) => one.stage === "inWork")) {
    standings.push(...replace(left, invoice.cells).map((cell) => ({ ...cell, figure: "inWork" as const })));
  }
  const figure: ExpenseFigure = live?.stage === "committed" ? "committed" : "inWork";
  for (const [cellId, amountMinor] of reserve) standings.push({ cellId, figure, amountMinor });
  return positionOf(standings.map(({ amountMinor, ...rest }) => ({ ...rest, deltaMinor: amountMinor })));
}

/** Uses up the reserve by the amounts, own cells first; answers what goes beyond it, on the amounts' own cells. */
function replace(reserve: Map<string, number>, amounts: readonly CellAmount[]): CellAmount[] {
  const uncovered = amounts.map((amount) => ({
    ...amount,
    amountMinor: amount.amountMinor - take(reserve, amount.cellId, amount.amountMinor),
  }));
  return uncovered.map((amount) => {
    let beyond = amount.amountMinor;
    for (const cellId of reserve.keys()) beyond -= take(reserve, cellId, beyond);
    return { cellId: amount.cellId, amountMinor: beyond };
  });
}

function take(reserve: Map<string, number>, cellId: string, wanted: number): number {
  const held = reserve.get(cellId) ?? 0;
  const taken = Math.min(held, wanted);
  if (taken > 0) reserve.set(cellId, held - taken);
  return taken;
}

/** Paid stands as actual; the rest stays committed. More paid than promised (a rate, a bank fee) leaves nothing committed. */
function standingsOfApproved(invoice: ChainInvoice): Standing[] {
  const paid = new Map<string, number>();
  for (const cell of invoice.paid) paid.set(cell.cellId, (paid.get(cell.cellId) ?? 0) + cell.amountMinor);
  const promised = new Map<string, number>();
  for (const cell of invoice.cells) promised.set(cell.cellId, (promised.get(cell.cellId) ?? 0) + cell.amountMinor);
  const committed = [...promised].map(([cellId, amountMinor]) => ({
    cellId,
    figure: "committed" as const,
    amountMinor: invoice.stage === "settled" ? 0 : Math.max(0, amountMinor - (paid.get(cellId) ?? 0)),
  }));
  return [...committed, ...[...paid].map(([cellId, amountMinor]) => ({ cellId, figure: "actual" as const, amountMinor }))];
}
