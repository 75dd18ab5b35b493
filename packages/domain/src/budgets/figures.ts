/** Figures of one budget cell, minor units of the base currency; all are sums over the ledger. */
export interface CellFigures {
  /** P: the latest plan version. */
  planMinor: number;
  /** A: paid. */
  actualMinor: number;
  /** C: approved and unpaid. */
  committedMinor: number;
  /** W: submitted, not yet approved. */
  inWorkMinor: number;
  /** G: open over-limit decisions. */
  grantedMinor: number;
}

export const NO_FIGURES: CellFigures = { planMinor: 0, actualMinor: 0, committedMinor: 0, inWorkMinor: 0, grantedMinor: 0 };

/** Figures of several cells as one (a row or a column of the view). */
export function sumFigures(cells: readonly CellFigures[]): CellFigures {
  const sum = (figure: keyof CellFigures): number => cells.reduce((total, cell) => total + cell[figure], 0);
  return {
    planMinor: sum("planMinor"),
    actualMinor: sum("actualMinor"),
    committedMinor: sum("committedMinor"),
    inWorkMinor: sum("inWorkMinor"),
    grantedMinor: sum("grantedMinor"),
  };
}

/** What is left to promise: P − A − C. Grants do not make a plan larger; negative means over it. */
export function availableMinor(cell: CellFigures): number {
  return cell.planMinor - cell.actualMinor - cell.committedMinor;
}

/** Where the cell ends if all that is under way comes true: A + C + W. */
export function forecastMinor(cell: CellFigures): number {
  return cell.actualMinor + cell.committedMinor + cell.inWorkMinor;
}

/** A − P; a closed month beyond the threshold owes a reason. */
export function deviationMinor(cell: CellFigures): number {
  return cell.actualMinor - cell.planMinor;
}

/** The rule the database also keeps: A + C ≤ P + G. */
export function withinGrants(cell: CellFigures): boolean {
  return cell.actualMinor + cell.committedMinor <= cell.planMinor + cell.grantedMinor;
}

/** Whether a closed month owes a reason: its deviation is above `percent` of the plan, either way; spending without a plan always does. */
export function owesReason(cell: CellFigures, percent: number): boolean {
  const offMinor = Math.abs(deviationMinor(cell));
  return BigInt(offMinor) * 100n > BigInt(cell.planMinor) * BigInt(percent);
}

/** One cell an expense touches; `figures` exclude the entries of the expense's own chain. */
export interface TouchedCell {
  cellId: string;
  figures: CellFigures;
  /** The expense's amount on this cell. */
  amountMinor: number;
}

/** Above this excess two people decide. */
export const SECOND_DECISION_PCT = 10;

/** Stands for any excess over a plan of nothing: it is above `SECOND_DECISION_PCT`, and a share of zero has no value. */
export const EXCESS_WITHOUT_PLAN_PCT = 100;

export interface OverLimit {
  over: boolean;
  /** Largest excess over a plan, per cent rounded up to four digits after the mark: 10 is exactly 10. */
  pct: number;
  cells: OverLimitCell[];
}

export interface OverLimitCell {
  cellId: string;
  pct: number;
  /** A + C + amount − P, at least 0. */
  excessMinor: number;
  /** What a grant must still cover: the excess without grants already given, at least 0. */
  missingMinor: number;
}

/** Whether an expense goes over the plans it touches, by how much, and what grants are missing. Cells are told once each. */
export function overLimit(touched: readonly TouchedCell[]): OverLimit {
  const cells = mergeTouched(touched).map(overLimitOf);
  const pct = cells.reduce((most, cell) => Math.max(most, cell.pct), 0);
  return { over: cells.some((cell) => cell.excessMinor > 0), pct, cells };
}

function overLimitOf({ cellId, figures, amountMinor }: TouchedCell): OverLimitCell {
  const excessMinor = Math.max(0, amountMinor - availableMinor(figures));
  return {
    cellId,
    pct: excessPct(excessMinor, figures.planMinor),
    excessMinor,
    missingMinor: Math.max(0, excessMinor - figures.grantedMinor),
  };
}

/** Rounded up, so that one tiyn above 10 % is above 10. */
function excessPct(excessMinor: number, planMinor: number): number {
  if (excessMinor === 0) return 0;
  if (planMinor <= 0) return EXCESS_WITHOUT_PLAN_PCT;
  const plan = BigInt(planMinor);
  return Number((BigInt(excessMinor) * 1_000_000n + plan - 1n) / plan) / 10_000;
}

/** Two splits on one cell are one demand on it. */
function mergeTouched(touched: readonly TouchedCell[]): TouchedCell[] {
  const byCell = new Map<string, TouchedCell>();
  for (const cell of touched) {
    const known = byCell.get(cell.cellId);
    byCell.set(cell.cellId, known ? { ...known, amountMinor: known.amountMinor + cell.amountMinor } : cell);
  }
  return [...byCell.values()];
}
