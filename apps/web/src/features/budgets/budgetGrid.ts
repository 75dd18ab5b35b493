import type { Schema } from "@tartip/api-client";

export type GridLine = Schema<"BudgetGrid">["lines"][number];

/** Sums of one cell or of many, minor units of the base currency. */
export interface Figures {
  planMinor: number;
  actualMinor: number;
  committedMinor: number;
  inWorkMinor: number;
  /** As the server says of each cell; negative when over the plan. */
  availableMinor: number;
  forecastMinor: number;
  deviationMinor: number;
}

/** A month of an item: its sums and the cells of the ledger behind them (several when branches are shown together). */
export interface GridCell extends Figures {
  parts: readonly GridPart[];
}

export interface GridPart extends Figures {
  cellId: string;
  branch: string;
  project: string | null;
}

export interface GridRow {
  itemId: string;
  code: string;
  name: string;
  /** January to December; null where no cell was opened. */
  months: readonly (GridCell | null)[];
  year: Figures;
}

export interface GridGroup {
  id: string;
  name: string | null;
  rows: readonly GridRow[];
  months: readonly Figures[];
  year: Figures;
}

export interface BudgetGrid {
  groups: readonly GridGroup[];
  months: readonly Figures[];
  year: Figures;
  /** Shown cells in which a cell of the ledger has more taken than planned, from the top of the table. */
  over: readonly { itemId: string; month: number }[];
}

const NONE: Figures = {
  planMinor: 0,
  actualMinor: 0,
  committedMinor: 0,
  inWorkMinor: 0,
  availableMinor: 0,
  forecastMinor: 0,
  deviationMinor: 0,
};
const MONTHS = Array.from({ length: 12 }, (_, index) => index);

/** What counts against the plan: paid and committed. */
export function takenOf(figures: Figures): number {
  return figures.actualMinor + figures.committedMinor;
}

/** The figures as a bar draws them. */
export function barOf({ planMinor, actualMinor, committedMinor, availableMinor }: Figures) {
  return { planMinor, factMinor: actualMinor, committedMinor, leftMinor: availableMinor };
}

/** A month shown over several branches is over when any of its cells is: the limit holds cell by cell. */
export function isOver(figures: Figures & { parts?: readonly Figures[] }): boolean {
  return (figures.parts ?? [figures]).some((cell) => cell.availableMinor < 0);
}

/** Branches whose own cell is over though the month of all together is not: what makes it red. */
export function overAlone({ parts, availableMinor }: GridCell): string[] {
  return availableMinor < 0
    ? []
    : parts.filter(isOver).map(({ branch, project }) => (project ? `${branch}, ${project}` : branch));
}

function plus(one: Figures, other: Figures): Figures {
  return {
    planMinor: one.planMinor + other.planMinor,
    actualMinor: one.actualMinor + other.actualMinor,
    committedMinor: one.committedMinor + other.committedMinor,
    inWorkMinor: one.inWorkMinor + other.inWorkMinor,
    availableMinor: one.availableMinor + other.availableMinor,
    forecastMinor: one.forecastMinor + other.forecastMinor,
    deviationMinor: one.deviationMinor + other.deviationMinor,
  };
}

function sumOf(all: readonly (Figures | null | undefined)[]): Figures {
  return all.reduce<Figures>((sum, figures) => (figures ? plus(sum, figures) : sum), NONE);
}

/** Lines of the server as groups of cost items by months; lines of one item (branches, projects) are added up. */
export function budgetGrid(lines: readonly GridLine[]): BudgetGrid {
  const byItem = Map.groupBy(lines, (line) => line.costItem.id);
  const rows = [...byItem.values()].flatMap((same) => (same[0] ? [{ group: same[0].group, row: rowOf(same[0], same) }] : []));
  const ordered = rows.toSorted((one, other) => (one.row.code < other.row.code ? -1 : 1));
  const groups = [...Map.groupBy(ordered, ({ group }) => group?.id ?? "").entries()].map(([id, members]) => {
    const own = members.map(({ row }) => row);
    return { id, name: members[0]?.group?.name ?? null, rows: own, ...totals(own) };
  });
  const all = ordered.map(({ row }) => row);
  const over = all.flatMap(({ itemId, months }) =>
    months.flatMap((cell, month) => (cell && isOver(cell) ? [{ itemId, month }] : [])),
  );
  return { groups, ...totals(all), over };
}

function totals(rows: readonly GridRow[]): { months: Figures[]; year: Figures } {
  return { months: MONTHS.map((month) => sumOf(rows.map((row) => row.months[month]))), year: sumOf(rows.map((row) => row.year)) };
}

function rowOf({ costItem }: GridLine, lines: readonly GridLine[]): GridRow {
  const months = MONTHS.map((month) => {
    const parts = lines.flatMap((line) =>
      line.cells
        .filter((cell) => Number(cell.month.slice(5, 7)) === month + 1)
        .map((cell) => ({ ...cell, branch: line.branch.name, project: line.project?.name ?? null })),
    );
    return parts.length > 0 ? { ...sumOf(parts), parts } : null;
  });
  return { itemId: costItem.id, code: costItem.code, name: costItem.name, months, year: sumOf(months) };
}
