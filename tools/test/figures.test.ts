import { expect, it } from "vitest";
import { checkFigures } from "../check-figures.ts";
import { plant, spoken } from "./tree.ts";

function found(path: string, text: string): string[] {
  return spoken(checkFigures(plant({ [path]: text })));
}

const SCREEN = "apps/server/src/modules/myday/screen.ts";
const PANEL = "apps/web/src/features/requests/record/BudgetFacts.tsx";

it.each([
  ["a remainder of its own", SCREEN, "export const left = planMinor - actualMinor;"],
  ["a grant that enlarges it", SCREEN, "export const left = cell.planMinor + cell.grantedMinor;"],
  ["over several lines", SCREEN, "export const left = cell.planMinor\n  - cell.actualMinor;"],
  ["the excess, the other way round", PANEL, "export const over = total - planMinor;"],
  ["added up by and by", PANEL, "let limit = 0;\nlimit += cell.planMinor;\nvoid limit;"],
  ["behind a call", PANEL, "export const over = takenOf(cell) - cell.planMinor;"],
  ["a grant as part of the plan", PANEL, "export const limit = leftMinor + (figures?.grantedMinor ?? 0);"],
])("refuses %s", (_name, path, text) => {
  expect(found(path, text)).toEqual([
    `${path}:${text.startsWith("let") ? 2 : 1} what is left of a budget cell is computed in packages/domain/src/budgets/figures.ts alone`,
  ]);
});

it.each([
  ["the slice of the ledger", "apps/server/src/modules/budgets/moves.ts", "export const room = cell.planMinor - taken;"],
  ["the sums of the grid", "apps/web/src/features/budgets/budgetGrid.ts", "export const sum = one.planMinor + other.planMinor;"],
  ["the rule itself", "packages/domain/src/budgets/figures.ts", "export const left = cell.planMinor - cell.actualMinor;"],
  ["a comparison", PANEL, "export const some = planMinor > 0 ? -leftMinor / planMinor : [planMinor, -planMinor];"],
  ["a comment", PANEL, "// planMinor - actualMinor is what the server sends\nexport {};"],
  ["a test", "apps/web/src/ui/BudgetBar.test.tsx", "export const left = planMinor - 1;"],
])("allows %s", (_name, path, text) => {
  expect(found(path, text)).toEqual([]);
});
