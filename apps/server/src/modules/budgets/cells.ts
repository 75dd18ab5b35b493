import { sql } from "kysely";
import type { Db, Tx } from "../../platform/db/database.ts";

/** One line of an expense, in minor units of the base currency. */
export interface ExpenseLine {
  branchId: string;
  projectId: string | null;
  costItemId: string;
  /** First day of the month, `YYYY-MM-01`. */
  month: string;
  baseMinor: number;
}

/** An expense line with the cell it falls into: the project's own line if there is one, else the line without a project. */
export interface PlacedLine extends ExpenseLine {
  /** Null while nobody ever planned or booked there: P = 0. */
  cellId: string | null;
  lineId: string | null;
}

interface Placement {
  cellId: string | null;
  lineId: string | null;
}

/** Finds the cell of each line; locks and creates nothing. */
export async function placeLines(db: Db | Tx, lines: readonly ExpenseLine[]): Promise<PlacedLine[]> {
  if (lines.length === 0) return [];
  const { rows } = await sql<Placement & { n: number }>`
    select w.n::int as n, line.id as "lineId", c.id as "cellId"
    from jsonb_to_recordset(${JSON.stringify(lines.map((line, n) => ({ ...line, n })))}::jsonb)
      as w(n int, "branchId" uuid, "projectId" uuid, "costItemId" uuid, month date)
    left join lateral (
      select l.id from budget_lines l
      where l.branch_id = w."branchId" and l.cost_item_id = w."costItemId"
        and (l.project_id is null or l.project_id = w."projectId")
      order by l.project_id nulls last limit 1) line on true
    left join budget_cells c on c.line_id = line.id and c.month = w.month`.execute(db);
  const found = new Map(rows.map((row) => [row.n, row]));
  return lines.map((line, n) => ({ ...line, cellId: found.get(n)?.cellId ?? null, lineId: found.get(n)?.lineId ?? null }));
}

/**
 * As `placeLines`, with missing lines and cells made on demand (plan 0). New rows are inserted in the order of their
 * keys, so that two expenses that open the same cells wait for each other and never in a circle.
 */
export async function placeOrOpen(tx: Tx, lines: readonly ExpenseLine[]): Promise<(PlacedLine & { cellId: string })[]> {
  const placed = await placeLines(tx, lines);
  const lacking = placed.filter((line) => line.cellId === null);
  if (lacking.length > 0) await openCells(tx, lacking);
  const whole = lacking.length > 0 ? await placeLines(tx, lines) : placed;
  return whole.map((line) => {
    if (line.cellId === null) throw new Error("a budget cell that was just opened is missing");
    return { ...line, cellId: line.cellId };
  });
}

async function openCells(tx: Tx, lacking: readonly PlacedLine[]): Promise<void> {
  const lines = lacking.filter((line) => line.lineId === null);
  if (lines.length > 0) {
    await sql`
      insert into budget_lines (branch_id, project_id, cost_item_id)
      select distinct w."branchId", null::uuid, w."costItemId"
      from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as w("branchId" uuid, "costItemId" uuid)
      order by 1, 3 on conflict do nothing`.execute(tx);
  }
  const placed = await placeLines(tx, lacking);
  await sql`
    insert into budget_cells (line_id, month)
    select distinct w."lineId", w.month
    from jsonb_to_recordset(${JSON.stringify(placed)}::jsonb) as w("lineId" uuid, month date)
    order by 1, 2 on conflict do nothing`.execute(tx);
}

/** Balances of one cell. */
export interface CellBalance {
  cellId: string;
  lineId: string;
  branchId: string;
  projectId: string | null;
  costItemId: string;
  month: string;
  planMinor: number;
  actualMinor: number;
  committedMinor: number;
  inWorkMinor: number;
  grantedMinor: number;
  closed: boolean;
}

const balanceColumns = sql`c.id as "cellId", c.line_id as "lineId", l.branch_id as "branchId", l.project_id as "projectId",
  l.cost_item_id as "costItemId", c.month::text as month, c.plan_minor as "planMinor", c.actual_minor as "actualMinor",
  c.committed_minor as "committedMinor", c.in_work_minor as "inWorkMinor", c.granted_minor as "grantedMinor",
  c.closed_at is not null as closed`;

/** Balances as they stand. */
export async function readCells(db: Db | Tx, cellIds: readonly string[]): Promise<Map<string, CellBalance>> {
  const { rows } = await sql<CellBalance>`
    select ${balanceColumns} from budget_cells c join budget_lines l on l.id = c.line_id
    where c.id = any(${[...cellIds]}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.cellId, row]));
}

/** Locks the cells in the order of their ids, the same for everybody, and reads their balances. */
export async function lockCells(tx: Tx, cellIds: readonly string[]): Promise<Map<string, CellBalance>> {
  if (cellIds.length === 0) return new Map();
  await sql`select id from budget_cells where id = any(${[...cellIds]}::uuid[]) order by id for update`.execute(tx);
  return readCells(tx, cellIds);
}
