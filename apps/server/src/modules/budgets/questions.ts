import type { Actor } from "@tartip/domain/access/actor";
import { sql } from "kysely";
import type { Db, Tx } from "../../platform/db/database.ts";
import { readableLines } from "./rights.ts";
import { placeLines, readCells, type CellBalance, type ExpenseLine } from "./cells.ts";

export type { CellBalance } from "./cells.ts";
export { barredFromGranting, measureEach, type OverLimit, type OverLimitCell } from "./over-limit.ts";

export interface BrokenInvariant {
  rule: string;
  subject: string;
}

/** Rows of the view that must be empty after every test, every night and after every restore. */
export async function brokenInvariants(db: Db | Tx): Promise<BrokenInvariant[]> {
  const { rows } = await sql<BrokenInvariant>`select rule, subject from invariant_broken order by 1, 2`.execute(db);
  return rows;
}

/** Those of the cells whose figures the actor reads. */
export async function cellsReadBy(db: Db | Tx, actor: Actor, cellIds: readonly string[]): Promise<Set<string>> {
  if (cellIds.length === 0) return new Set();
  const { rows } = await sql<{ id: string }>`
    select c.id from budget_cells c join budget_lines l on l.id = c.line_id join cost_items ci on ci.id = l.cost_item_id
    where c.id = any(${[...cellIds]}::uuid[]) and ${readableLines(actor)}`.execute(db);
  return new Set(rows.map((row) => row.id));
}

/** Balances of the cells that these lines fall into, in the order of the lines; null where no cell exists yet. */
export async function figuresOf(db: Db | Tx, lines: readonly ExpenseLine[]): Promise<(CellBalance | null)[]> {
  const placed = await placeLines(db, lines);
  const cells = await readCells(
    db,
    placed.flatMap((line) => line.cellId ?? []),
  );
  return placed.map((line) => (line.cellId === null ? null : (cells.get(line.cellId) ?? null)));
}
