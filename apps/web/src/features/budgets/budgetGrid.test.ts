import { availableMinor, deviationMinor, forecastMinor } from "@tartip/domain/budgets/figures";
import type { CellFigures } from "@tartip/domain/budgets/figures";
import { expect, it } from "vitest";
import { budgetGrid, isOver, takenOf } from "./budgetGrid.ts";
import type { GridLine } from "./budgetGrid.ts";

/** What the server says of a cell besides its sums. */
function told(cell: CellFigures) {
  return { availableMinor: availableMinor(cell), forecastMinor: forecastMinor(cell), deviationMinor: deviationMinor(cell) };
}

function line(code: string, branch: string, cells: [month: string, plan: number, actual: number, committed: number][]): GridLine {
  return {
    lineId: `${code}-${branch}`,
    branch: { id: branch, name: branch },
    project: null,
    costItem: { id: code, code, name: `Item ${code}` },
    group: { id: code.slice(0, 2), code: code.slice(0, 2), name: `Group ${code.slice(0, 2)}` },
    responsible: null,
    cells: cells.map(([month, planMinor, actualMinor, committedMinor]) => ({
      cellId: `${code}-${branch}-${month}`,
      month: `2026-${month}-01`,
      closed: false,
      planMinor,
      actualMinor,
      committedMinor,
      inWorkMinor: 0,
      grantedMinor: 0,
      ...told({ planMinor, actualMinor, committedMinor, inWorkMinor: 0, grantedMinor: 0 }),
    })),
  };
}

it("adds up the branches of an item and keeps the cells behind the sum", () => {
  const grid = budgetGrid([line("02.01", "Almaty", [["03", 100, 40, 10]]), line("02.01", "Astana", [["03", 50, 70, 0]])]);
  const cell = grid.groups[0]?.rows[0]?.months[2];
  expect(cell).toMatchObject({ planMinor: 150, actualMinor: 110, committedMinor: 10 });
  expect(cell?.parts.map((part) => [part.branch, part.cellId])).toEqual([
    ["Almaty", "02.01-Almaty-03"],
    ["Astana", "02.01-Astana-03"],
  ]);
  expect(cell && takenOf(cell)).toBe(120);
});

it("orders items by code in their groups, with totals that agree in both directions", () => {
  const grid = budgetGrid([
    line("03.02", "Almaty", [["01", 10, 0, 0]]),
    line("02.01", "Almaty", [
      ["01", 5, 5, 0],
      ["12", 7, 0, 8],
    ]),
    line("03.01", "Almaty", [["01", 1, 0, 0]]),
  ]);
  expect(grid.groups.map((group) => [group.id, group.rows.map((row) => row.code)])).toEqual([
    ["02", ["02.01"]],
    ["03", ["03.01", "03.02"]],
  ]);
  expect(grid.months[0]?.planMinor).toBe(16);
  expect(grid.year).toEqual({
    planMinor: 23,
    actualMinor: 5,
    committedMinor: 8,
    inWorkMinor: 0,
    availableMinor: 10,
    forecastMinor: 13,
    deviationMinor: -18,
  });
  expect(grid.groups[0]?.rows[0]?.months[5]).toBeNull();
});

it("counts the cells of which more is taken than planned; exactly the plan is within", () => {
  const grid = budgetGrid([
    line("02.01", "Almaty", [
      ["01", 5, 5, 0],
      ["02", 5, 5, 1],
      ["03", 0, 1, 0],
    ]),
  ]);
  expect(grid.over).toHaveLength(2);
  const exact = { planMinor: 5, actualMinor: 3, committedMinor: 2, inWorkMinor: 9, grantedMinor: 0 };
  expect(isOver({ ...exact, ...told(exact) })).toBe(false);
});

it("does not hide the excess of one branch behind the room of another", () => {
  const grid = budgetGrid([line("02.03", "Almaty", [["11", 100, 106, 0]]), line("02.03", "Astana", [["11", 100, 0, 0]])]);
  expect(grid.over).toHaveLength(1);
});
