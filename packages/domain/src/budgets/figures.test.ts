import fc from "fast-check";
import { expect, it } from "vitest";
import { CFO_OVER_LIMIT_PCT } from "../access/grants.ts";
import * as budget from "./figures.ts";
import type { CellFigures } from "./figures.ts";

const SEED = 20261122;

function cell(planMinor: number, actualMinor = 0, committedMinor = 0, inWorkMinor = 0, grantedMinor = 0): CellFigures {
  return { planMinor, actualMinor, committedMinor, inWorkMinor, grantedMinor };
}

it("derives the figures people read", () => {
  const figures = cell(1000, 300, 200, 100, 50);
  expect(budget.availableMinor(figures)).toBe(500);
  expect(budget.forecastMinor(figures)).toBe(600);
  expect(budget.deviationMinor(figures)).toBe(-700);
});

it.each([
  [0, 1_000, 0],
  [-1, 1_000, 0],
  [1, 1_000, 0.1],
  [100, 1_000, 10],
  [100_000_000_001, 1_000_000_000_000, 10.01],
  [2_000, 1_000, 200],
  [1, 0, budget.EXCESS_WITHOUT_PLAN_PCT],
  [0, 0, 0],
])("an excess of %d over a plan of %d is %d %%", (excessMinor, planMinor, pct) => {
  expect(budget.excessPct(excessMinor, planMinor)).toBe(pct);
});

it("says above ten per cent exactly when whole numbers say so", () => {
  const minor = fc.integer({ min: 0, max: 999_999_999_999_999 });
  fc.assert(
    fc.property(minor, fc.integer({ min: 1, max: 999_999_999_999_999 }), (excess, plan) => {
      expect(budget.excessPct(excess, plan) > CFO_OVER_LIMIT_PCT).toBe(BigInt(excess) * 10n > BigInt(plan));
    }),
    { seed: SEED },
  );
});
