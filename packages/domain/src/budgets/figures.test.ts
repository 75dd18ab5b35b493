import fc from "fast-check";
import { describe, expect, it } from "vitest";
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
  expect(budget.sumFigures([figures, figures, budget.NO_FIGURES])).toEqual(cell(2000, 600, 400, 200, 100));
  expect(budget.sumFigures([])).toEqual(budget.NO_FIGURES);
});

it.each([
  [cell(100, 60, 40), true],
  [cell(100, 60, 41), false],
  [cell(100, 60, 41, 0, 1), true],
  [cell(0), true],
])("%j stays within plan and grants: %s", (figures, within) => {
  expect(budget.withinGrants(figures)).toBe(within);
});

it.each([
  [cell(100, 110), false],
  [cell(100, 111), true],
  [cell(100, 90), false],
  [cell(100, 89), true],
  [cell(0, 0), false],
  [cell(0, 1), true],
])("%j owes a reason beyond 10 %%: %s", (figures, owes) => {
  expect(budget.owesReason(figures, 10)).toBe(owes);
});

describe("overLimit", () => {
  it.each<[string, CellFigures, number, object]>([
    ["fits exactly", cell(1000, 300, 200), 500, { over: false, pct: 0 }],
    ["one tiyn over", cell(1000, 300, 200), 501, { over: true, pct: 0.1 }],
    ["exactly ten per cent", cell(1000, 300, 200), 600, { over: true, pct: 10 }],
    ["one tiyn above ten", cell(1_000_000_000_000, 0, 0), 1_100_000_000_001, { over: true, pct: 10.0001 }],
    ["in work does not count", cell(1000, 0, 0, 900), 1000, { over: false, pct: 0 }],
    ["no plan", cell(0), 1, { over: true, pct: budget.EXCESS_WITHOUT_PLAN_PCT }],
    ["no plan, no amount", cell(0), 0, { over: false, pct: 0 }],
    ["twice the plan", cell(100), 300, { over: true, pct: 200 }],
  ])("%s", (_name, figures, amountMinor, expected) => {
    expect(budget.overLimit([{ cellId: "a", figures, amountMinor }])).toMatchObject(expected);
  });

  it("asks a grant for what earlier grants do not cover, while the excess itself stays", () => {
    const [first] = budget.overLimit([{ cellId: "a", figures: cell(1000, 1050, 0, 0, 50), amountMinor: 30 }]).cells;
    expect(first).toEqual({ cellId: "a", pct: 8, excessMinor: 80, missingMinor: 30 });
    const covered = budget.overLimit([{ cellId: "a", figures: cell(1000, 1000, 0, 0, 100), amountMinor: 80 }]);
    expect(covered).toMatchObject({ over: true, pct: 8, cells: [{ missingMinor: 0 }] });
  });

  it("takes the worst cell, and two splits on one cell as one demand", () => {
    const figures = cell(1000);
    const result = budget.overLimit([
      { cellId: "a", figures, amountMinor: 600 },
      { cellId: "b", figures, amountMinor: 1200 },
      { cellId: "a", figures, amountMinor: 500 },
    ]);
    expect(result).toMatchObject({
      over: true,
      pct: 20,
      cells: [
        { cellId: "a", pct: 10 },
        { cellId: "b", pct: 20 },
      ],
    });
    expect(budget.overLimit([])).toEqual({ over: false, pct: 0, cells: [] });
  });

  it("says above ten per cent exactly when whole numbers say so", () => {
    const minor = fc.integer({ min: 0, max: 999_999_999_999_999 });
    fc.assert(
      fc.property(minor, minor, fc.integer({ min: 1, max: 999_999_999_999_999 }), (actual, amount, plan) => {
        const result = budget.overLimit([{ cellId: "a", figures: cell(plan, actual), amountMinor: amount }]);
        const excess = BigInt(actual) + BigInt(amount) - BigInt(plan);
        expect(result.over).toBe(excess > 0n);
        expect(result.pct > budget.SECOND_DECISION_PCT).toBe(excess * 10n > BigInt(plan));
        // A grant of the missing amount makes the reservation fit.
        const missing = result.cells[0]?.missingMinor ?? 0;
        expect(budget.withinGrants(cell(plan, actual, amount, 0, missing))).toBe(true);
      }),
      { seed: SEED },
    );
  });
});
