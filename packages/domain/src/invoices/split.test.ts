import fc from "fast-check";
import { expect, it } from "vitest";
import { MAX_AMOUNT_MINOR } from "../kernel/money.ts";
import { splitByWeights, splitProblem } from "./split.ts";

const parts = (...amounts: number[]): { amountMinor: number }[] => amounts.map((amountMinor) => ({ amountMinor }));

it.each([
  [100, parts(100), undefined],
  [100, parts(60, 40), undefined],
  [100, parts(), { code: "splitEmpty" }],
  [100, parts(100, 0), { code: "splitPart", params: { index: 2 } }],
  [100, parts(150, -50), { code: "splitPart", params: { index: 2 } }],
  [100, parts(99.5, 0.5), { code: "splitPart", params: { index: 1 } }],
  [100, parts(60, 41), { code: "splitSum", params: { differenceMinor: -1 } }],
  [100, parts(60, 39), { code: "splitSum", params: { differenceMinor: 1 } }],
])("%i in %j", (amount, given, problem) => {
  expect(splitProblem(amount, given)).toEqual(problem);
});

it("divides in proportion", () => {
  expect(splitByWeights(100, [1, 1, 1])).toEqual([34, 33, 33]);
  expect(splitByWeights(101, [1, 1, 1])).toEqual([34, 34, 33]);
  expect(splitByWeights(2, [1, 1, 1])).toEqual([1, 1, 0]);
  expect(splitByWeights(100, [1, 3])).toEqual([25, 75]);
  expect(splitByWeights(10, [1, 1, 0])).toEqual([5, 5, 0]);
  expect(splitByWeights(1, [1, 2])).toEqual([0, 1]);
});

it.each([[[]], [[0]], [[-1, 2]]])("cannot divide by %j", (weights) => {
  expect(() => splitByWeights(100, weights)).toThrow(RangeError);
});

it("always sums exactly and stays within one tiyn of the true share", () => {
  const weights = fc.array(fc.integer({ min: 0, max: MAX_AMOUNT_MINOR }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: MAX_AMOUNT_MINOR }), weights, (amount, given) => {
      fc.pre(given.some((weight) => weight > 0));
      const shares = splitByWeights(amount, given);
      const total = given.reduce((sum, weight) => sum + BigInt(weight), 0n);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBe(amount);
      shares.forEach((share, index) => {
        const off = BigInt(share) * total - BigInt(amount) * BigInt(given[index] ?? 0);
        expect(off < total && off > -total).toBe(true);
      });
    }),
    { seed: 20261122 },
  );
});
