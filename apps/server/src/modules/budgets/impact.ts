import { holds } from "@tartip/domain/access/grants";
import { notFound } from "@tartip/domain/kernel/errors";
import { sql } from "kysely";
import type { Context } from "../../platform/context.ts";
import { visibleIds } from "../../records/visibility.ts";
import type { ExpenseLine } from "./cells.ts";
import { measureOverLimit, type OverLimit } from "./over-limit.ts";
import { readableLines } from "./rights.ts";

/** A touched cell as the form shows it; figures are absent where the reader may not see the line. */
export type ImpactCell = Pick<OverLimit["cells"][number], "branchId" | "projectId" | "costItemId" | "month" | "cellId"> & {
  over: boolean;
  figures?: Omit<OverLimit["cells"][number], "branchId" | "projectId" | "costItemId" | "month" | "cellId">;
};

/**
 * What a draft would do to its cells, while it is typed. Nothing is written. Whether it goes over is told to everybody
 * who may make requests; the figures, the excess in per cent among them, only to readers of the lines.
 *
 * Of a request that stands already, what it and its invoices hold is left out: its lines would count twice.
 *
 * @throws DomainError `not_found` for a chain or request the actor may not see, and for outsiders
 */
export async function impactOf(
  ctx: Context,
  { lines, chainId, requestId }: Draft,
): Promise<{ over: boolean; pct: number | null; cells: ImpactCell[] }> {
  if (ctx.actor.external || !holds(ctx.actor, "request.create")) throw notFound("budget");
  const named = [chainId, requestId].filter((id) => id !== undefined);
  if ((await visibleIds(ctx.app.db, ctx, named)).size < new Set(named).size) throw notFound("chain");
  const own = requestId === undefined ? null : await entriesOf(ctx, requestId);
  const measured = await measureOverLimit(ctx.app.db, { chainId: own?.chainId ?? chainId ?? NO_CHAIN, lines, ownIds: own?.ids });
  const readable = await readableOf(ctx, measured);
  const cells = measured.cells.map(({ branchId, projectId, costItemId, month, cellId, ...figures }): ImpactCell => {
    const place = { branchId, projectId, costItemId, month, cellId, over: figures.missingMinor > 0 };
    return cellId !== null && readable.has(cellId) ? { ...place, figures } : place;
  });
  const told = measured.cells.every(({ cellId }) => cellId !== null && readable.has(cellId));
  return { over: measured.over, pct: told || !measured.over ? measured.pct : null, cells };
}

export interface Draft {
  lines: readonly ExpenseLine[];
  chainId?: string;
  /** The request whose lines these are, when it is written down already. */
  requestId?: string;
}

async function entriesOf(ctx: Context, requestId: string): Promise<{ chainId: string; ids: string[] } | null> {
  const { rows } = await sql<{ chainId: string; ids: string[] }>`
    select chain_id as "chainId", array(select i.id from invoices i where i.request_id = requests.id) || requests.id as ids
    from requests where id = ${requestId}`.execute(ctx.app.db);
  return rows[0] ?? null;
}

/** A chain without entries. */
const NO_CHAIN = "00000000-0000-0000-0000-000000000000";

async function readableOf(ctx: Context, measured: OverLimit): Promise<Set<string>> {
  const ids = measured.cells.flatMap((cell) => cell.cellId ?? []);
  const { rows } = await sql<{ id: string }>`
    select c.id from budget_cells c join budget_lines l on l.id = c.line_id join cost_items ci on ci.id = l.cost_item_id
    where c.id = any(${ids}::uuid[]) and ${readableLines(ctx.actor)}`.execute(ctx.app.db);
  return new Set(rows.map((row) => row.id));
}
