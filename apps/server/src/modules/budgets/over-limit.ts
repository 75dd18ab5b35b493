import { CFO_OVER_LIMIT_PCT } from "@tartip/domain/access/grants";
import { availableMinor, excessPct, leftAfterMinor } from "@tartip/domain/budgets/figures";
import { sql } from "kysely";
import type { Db, Tx } from "../../platform/db/database.ts";
import { placeLines, readCells, type CellBalance, type ExpenseLine, type PlacedLine } from "./cells.ts";
import { settings } from "../reference/questions.ts";
import { EMPTY_CHAIN, readChains, type Chain, type Entry } from "./ledger.ts";
import { movesFor } from "./moves.ts";

/** One touched cell of an expense. Base currency minor units. */
export interface OverLimitCell {
  /** Null while the cell does not exist: P = 0. */
  cellId: string | null;
  branchId: string;
  projectId: string | null;
  costItemId: string;
  month: string;
  planMinor: number;
  /** Actual and committed without this chain's own entries. */
  actualMinor: number;
  committedMinor: number;
  grantedMinor: number;
  /** What is left without this chain. */
  availableMinor: number;
  /** What the chain will hold here with this expense. */
  amountMinor: number;
  /** What is left with it; negative when over the plan. */
  leftMinor: number;
  missingMinor: number;
  /** Nobody has planned anything for this branch and year: one decision of the financial director lets it pass. */
  unplanned: boolean;
}

/** Whether an expense exceeds its cells and by how much of the plan. */
export interface OverLimit {
  over: boolean;
  /** The largest excess in per cent of a plan, see `excessPct`. */
  pct: number;
  /** Whether room is lacking only where there is no plan at all. */
  unplanned: boolean;
  cells: OverLimitCell[];
}

/** The id of the measured expense itself, which no record has yet. */
const NOBODY = "00000000-0000-0000-0000-000000000000";

/** An expense to be measured. */
export interface Measurable {
  chainId: string;
  lines: readonly ExpenseLine[];
  /** Records that hold something for this very expense already: left out. */
  ownIds?: readonly string[] | undefined;
}

/**
 * What committing these lines would do to their cells: the chain counts once, so only the excess over its earlier
 * estimate is tested. Locks nothing: the answer may be stale by the time of the commitment, which tests again.
 */
export async function measureOverLimit(db: Db | Tx, expense: Measurable): Promise<OverLimit> {
  const [measured] = await measureEach(db, [expense]);
  if (!measured) throw new Error("an expense was not measured");
  return measured;
}

/** The same of several expenses, each as if it were the only one. */
export async function measureEach(db: Db | Tx, expenses: readonly Measurable[]): Promise<OverLimit[]> {
  const asked = expenses.flatMap(({ lines }, of) =>
    lines.filter((line) => line.baseMinor !== 0).map((line) => ({ ...line, of })),
  );
  const known = await placeLines(db, asked);
  const chains = await readChains(
    db,
    expenses.map(({ chainId }) => chainId),
  );
  const plans = expenses.map(({ chainId, ownIds = [] }, of) => {
    const placed = known.filter((_, n) => asked[n]?.of === of);
    const chain = withoutWish(chains.get(chainId) ?? EMPTY_CHAIN, ownIds);
    const keys = new Set([...placed.flatMap((line) => line.cellId ?? []), ...chain.holdings.map((holding) => holding.cellId)]);
    return { placed, chain, keys };
  });
  const cells = await readCells(db, [...new Set(plans.flatMap(({ keys }) => [...keys]))]);
  const measured = plans.map(({ placed, chain, keys }) =>
    measure(placed, chain, new Map([...cells].filter(([id]) => keys.has(id)))),
  );
  return Promise.all(measured.map((views) => judged(db, views)));
}

/** Whether the cells suffice, and how large an excess is. Without any plan an excess has no share: it counts as the smallest. */
async function judged(db: Db | Tx, views: readonly OverLimitCell[]): Promise<OverLimit> {
  const lacking = views.filter((cell) => cell.missingMinor > 0);
  const planned = lacking.length > 0 ? await plannedYears(db, lacking) : new Set<string>();
  const cells = views.map((cell) => ({ ...cell, unplanned: cell.missingMinor > 0 && !planned.has(yearOf(cell)) }));
  return {
    over: lacking.length > 0,
    pct: Math.max(0, ...cells.map(shareOver)),
    unplanned: lacking.length > 0 && cells.every(({ missingMinor, unplanned }) => missingMinor === 0 || unplanned),
    cells,
  };
}

const yearOf = ({ branchId, month }: Pick<OverLimitCell, "branchId" | "month">) => `${branchId} ${month.slice(0, 4)}`;

/** Branches and years of these cells for which anything is planned; none where the company asks the ordinary decisions anyway. */
async function plannedYears(db: Db | Tx, cells: readonly OverLimitCell[]): Promise<Set<string>> {
  if (!(await settings(db)).unplannedByCfo) return new Set(cells.map(yearOf));
  const { rows } = await sql<{ branchId: string; month: string }>`
    select distinct l.branch_id as "branchId", extract(year from c.month)::text as month
    from budget_cells c join budget_lines l on l.id = c.line_id
    where l.branch_id = any(${cells.map(({ branchId }) => branchId)}::uuid[]) and c.plan_minor <> 0`.execute(db);
  return new Set(rows.map(yearOf));
}

function measure(placed: readonly PlacedLine[], chain: Measured, cells: ReadonlyMap<string, CellBalance>): OverLimitCell[] {
  const own = placed.map((line): Entry => ({
    cellId: keyOf(line),
    recordId: NOBODY,
    kind: "commit",
    amountMinor: line.baseMinor,
    cause: "approved",
  }));
  const balances = withoutRecord(cells, chain);
  const { missing, after } = movesFor(chain.rest, balances, own, "final");
  const touched = new Map(placed.map((line) => [keyOf(line), line]));
  return [...touched].map(([key, line]) => view(line, cells.get(key), chain, after, missing.get(key) ?? 0));
}

interface Measured extends Chain {
  /** The chain as if the measured records had committed nothing. */
  rest: Chain;
  ownIds: readonly string[];
}

function withoutWish(chain: Chain, ownIds: readonly string[]): Measured {
  const holdings = chain.holdings.filter((holding) => !ownIds.includes(holding.recordId));
  return { ...chain, ownIds, rest: { ...chain, holdings } };
}

/** Balances without what the measured records hold and paid. */
function withoutRecord(cells: ReadonlyMap<string, CellBalance>, chain: Measured): Map<string, CellBalance> {
  const balances = new Map(cells);
  for (const holding of chain.holdings) {
    const cell = balances.get(holding.cellId);
    if (!chain.ownIds.includes(holding.recordId) || !cell) continue;
    const committedMinor = cell.committedMinor - holding.committed;
    balances.set(holding.cellId, { ...cell, committedMinor, actualMinor: cell.actualMinor - holding.actual });
  }
  return balances;
}

function view(line: PlacedLine, cell: CellBalance | undefined, before: Chain, after: Chain, missingMinor: number): OverLimitCell {
  const here = before.holdings.filter((holding) => holding.cellId === line.cellId);
  const own = (of: "actual" | "committed"): number => here.reduce((all, holding) => all + holding[of], 0);
  const amountMinor = after.holdings
    .filter((holding) => holding.level === "final" && holding.cellId === keyOf(line))
    .reduce((all, holding) => all + holding.committed + holding.actual, 0);
  const taken = {
    planMinor: cell?.planMinor ?? 0,
    actualMinor: (cell?.actualMinor ?? 0) - own("actual"),
    committedMinor: (cell?.committedMinor ?? 0) - own("committed"),
  };
  return {
    cellId: line.cellId,
    branchId: line.branchId,
    projectId: cell ? cell.projectId : line.projectId,
    costItemId: line.costItemId,
    month: line.month,
    ...taken,
    grantedMinor: cell?.grantedMinor ?? 0,
    availableMinor: availableMinor(taken),
    amountMinor,
    leftMinor: leftAfterMinor(taken, amountMinor),
    missingMinor,
    unplanned: false,
  };
}

/** What earlier grants cover asks for no decision; of the rest the whole excess counts. */
function shareOver(cell: OverLimitCell): number {
  if (cell.missingMinor === 0) return 0;
  if (cell.unplanned) return CFO_OVER_LIMIT_PCT;
  return excessPct(Math.max(-cell.leftMinor, cell.missingMinor), cell.planMinor);
}

function keyOf(line: PlacedLine): string {
  return line.cellId ?? `${line.branchId}|${line.projectId ?? ""}|${line.costItemId}|${line.month}`;
}

/** People whom S4 and S5 keep from granting over these cells: the lines' responsible, and who entered the latest plan. */
export async function barredFromGranting(
  db: Db | Tx,
  cellIds: readonly string[],
): Promise<{ responsibleIds: string[]; planEnteredByIds: string[] }> {
  const { rows } = await sql<{ responsibleId: string | null; enteredBy: string | null }>`
    select l.responsible_id as "responsibleId", p.entered_by as "enteredBy"
    from budget_cells c join budget_lines l on l.id = c.line_id
    left join lateral (select bp.entered_by from budget_plan_cells pc join budget_plans bp on bp.id = pc.plan_id
      where pc.cell_id = c.id and bp.approved_at is not null order by bp.version desc limit 1) p on true
    where c.id = any(${[...cellIds]}::uuid[])`.execute(db);
  const distinct = (ids: (string | null)[]): string[] => [...new Set(ids.filter((id) => id !== null))];
  return {
    responsibleIds: distinct(rows.map((row) => row.responsibleId)),
    planEnteredByIds: distinct(rows.map((row) => row.enteredBy)),
  };
}
