import { leftAfterMinor } from "@tartip/domain/budgets/figures";
import type { Context } from "../../platform/context.ts";
import { figuresOf, measureEach, type CellBalance, type OverLimitCell } from "../budgets/questions.ts";
import { taskList } from "../tasks/questions.ts";
import { readDecisions, readEscalated, readOwn, readUrgent, readWaiting, type DecisionRow } from "./queries.ts";
import { readUnmanned } from "./unmanned.ts";

/** Home of everybody: what waits for my decision, urgent ones, my tasks, what else waits, my requests and where they stand. */
export async function myDay(ctx: Context) {
  const { db } = ctx.app;
  const decisions = await readDecisions(db, ctx);
  const cells = await cellsOf(ctx, decisions);
  const tasks = await taskList.page(ctx, { view: "waiting", open: true }, { sort: "dueAt", limit: 100 });
  return {
    decisions: decisions.map((row, index) => ({ ...withoutCell(row), budget: budgetOf(row, cells[index] ?? null) })),
    urgent: await readUrgent(db, ctx),
    waiting: await readWaiting(db, ctx),
    tasks: tasks.items,
    own: await readOwn(db, ctx),
    escalated: await readEscalated(db, ctx),
    unmanned: await readUnmanned(db, ctx),
  };
}

type Cell = CellBalance | OverLimitCell | null;

/** Cells as they stand without the expense. Those that follow another of their chain are measured: both count once. */
async function cellsOf(ctx: Context, decisions: readonly DecisionRow[]): Promise<Cell[]> {
  const plain = await plainCells(ctx, decisions);
  const following = await followingCells(ctx, decisions);
  return decisions.map((row, n) => (row.chainId === row.id ? (plain[n] ?? null) : (following.get(row.id) ?? null)));
}

/** By the id of the decision's request. */
async function followingCells(ctx: Context, decisions: readonly DecisionRow[]): Promise<Map<string, OverLimitCell>> {
  const expenses = decisions.flatMap((row) => {
    const line = lineOf(row);
    return line && row.chainId !== row.id ? [{ ...row, lines: [line] }] : [];
  });
  if (expenses.length === 0) return new Map();
  const measured = await measureEach(ctx.app.db, expenses);
  return new Map(expenses.flatMap(({ id }, n) => (measured[n]?.cells ?? []).map((cell) => [id, cell] as const)));
}

async function plainCells(ctx: Context, decisions: readonly DecisionRow[]): Promise<Cell[]> {
  const lines = decisions.map((row) => lineOf(row));
  const known = await figuresOf(
    ctx.app.db,
    lines.flatMap((line) => (line ? [line] : [])),
  );
  let next = 0;
  return lines.map((line) => (line ? (known[next++] ?? null) : null));
}

function lineOf({ branchId, projectId, costItemId, month, baseMinor }: DecisionRow) {
  return branchId && costItemId && month && baseMinor ? { branchId, projectId, costItemId, month, baseMinor } : null;
}

/** What the cell would look like with this expense; the expense itself is still only in work. */
function budgetOf(row: DecisionRow, cell: Cell) {
  const line = lineOf(row);
  if (!line) return null;
  const { planMinor = 0, actualMinor = 0, committedMinor = 0 } = cell ?? {};
  const thisMinor = cell && "amountMinor" in cell ? cell.amountMinor : line.baseMinor;
  const leftMinor = leftAfterMinor({ planMinor, actualMinor, committedMinor }, thisMinor);
  return { planMinor, actualMinor, committedMinor, thisMinor, leftMinor };
}

function withoutCell({
  branchId: _branch,
  projectId: _project,
  costItemId: _item,
  month: _month,
  baseMinor: _base,
  chainId: _chain,
  ownIds: _own,
  ...row
}: DecisionRow) {
  return row;
}
