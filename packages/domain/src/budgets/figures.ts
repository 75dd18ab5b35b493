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

/** Whether a closed month owes a reason: its deviation is above `percent` of the plan, either way; spending without a plan always does. */
export function owesReason(cell: CellFigures, percent: number): boolean {
  const offMinor = Math.abs(deviationMinor(cell));
  return BigInt(offMinor) * 100n > BigInt(cell.planMinor) * BigInt(percent);
}

/** Stands for any excess over a plan of nothing: a share of zero has no value, and this one is above every threshold. */
export const EXCESS_WITHOUT_PLAN_PCT = 100;

/** An excess in per cent of its plan, two digits, rounded up, so that a tiyn above ten per cent is above ten. */
export function excessPct(excessMinor: number, planMinor: number): number {
  if (excessMinor <= 0) return 0;
  if (planMinor <= 0) return EXCESS_WITHOUT_PLAN_PCT;
  const plan = BigInt(planMinor);
  return Number((BigInt(excessMinor) * 10_000n + plan - 1n) / plan) / 100;
}
