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

/** The figures that what is left depends on. */
export type Taken = Pick<CellFigures, "planMinor" | "actualMinor" | "committedMinor">;

/** What is left to promise: P − A − C. Grants do not make a plan larger; negative means over it. */
export function availableMinor(cell: Taken): number {
  return cell.planMinor - cell.actualMinor - cell.committedMinor;
}

/** What is left once an expense of this size is promised too; negative says by how much the plan is exceeded. */
export function leftAfterMinor(cell: Taken, expenseMinor: number): number {
  return availableMinor(cell) - expenseMinor;
}

/** What may still be reserved: P + G − A − C. The guard against overspending asks this; people are shown what is available. */
export function roomMinor(cell: Taken & Pick<CellFigures, "grantedMinor">): number {
  return availableMinor(cell) + cell.grantedMinor;
}

/** The smallest plan that holds what the cell has promised already: A + C − G. */
export function smallestPlanMinor(cell: Omit<CellFigures, "inWorkMinor">): number {
  return cell.planMinor - roomMinor(cell);
}

/** Where the cell ends if all that is under way comes true: A + C + W. */
export function forecastMinor(cell: CellFigures): number {
  return cell.actualMinor + cell.committedMinor + cell.inWorkMinor;
}

/** A − P; a closed month beyond the threshold needs a reason. */
export function deviationMinor(cell: CellFigures): number {
  return cell.actualMinor - cell.planMinor;
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
