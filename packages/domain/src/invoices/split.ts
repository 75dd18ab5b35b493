import { amountProblem } from "../kernel/money.ts";

/** A part of an amount put on one budget cell. */
export interface SplitPart {
  amountMinor: number;
}

/** Why parts do not make up the amount: none at all, a part that is no amount, or a sum that differs. */
export interface SplitProblem {
  code: "splitEmpty" | "splitPart" | "splitSum";
  params?: { index: number } | { differenceMinor: number };
}

/** Parts must sum to the amount exactly, to the tiyn; `undefined` when they do. */
export function splitProblem(amountMinor: number, parts: readonly SplitPart[]): SplitProblem | undefined {
  if (parts.length === 0) return { code: "splitEmpty" };
  const wrong = parts.findIndex((part) => amountProblem(part.amountMinor) !== undefined);
  if (wrong >= 0) return { code: "splitPart", params: { index: wrong + 1 } };
  const differenceMinor = amountMinor - parts.reduce((sum, part) => sum + part.amountMinor, 0);
  return differenceMinor === 0 ? undefined : { code: "splitSum", params: { differenceMinor } };
}

/**
 * The amount divided in proportion to `weights` (say, a foreign invoice's lines in base currency), summing exactly.
 *
 * What rounding leaves goes to the largest remainders, the earlier line first.
 *
 * @throws RangeError without a positive weight
 */
export function splitByWeights(amountMinor: number, weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (total <= 0n || weights.some((weight) => weight < 0)) throw new RangeError("nothing to divide by");
  const amount = BigInt(amountMinor);
  const shares = weights.map((weight, index) => {
    const product = amount * BigInt(weight);
    return { index, whole: Number(product / total), rest: product % total };
  });
  const left = amountMinor - shares.reduce((sum, share) => sum + share.whole, 0);
  const byRest = shares.toSorted((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1));
  const lucky = new Set(byRest.slice(0, left).map((share) => share.index));
  return shares.map((share) => share.whole + (lucky.has(share.index) ? 1 : 0));
}
