import { holds } from "@tartip/domain/access/grants";
import { companyDay } from "@tartip/domain/kernel/calendar";
import { notFound } from "@tartip/domain/kernel/errors";
import { sql } from "kysely";
import type { App } from "../../platform/app.ts";
import type { Context } from "../../platform/context.ts";
import { visibleIds } from "../../records/visibility.ts";
import type { ExpenseLine } from "./cells.ts";
import { measureOverLimit, type OverLimit } from "./over-limit.ts";
import { cellsReadBy } from "./questions.ts";
import { countTries } from "./tries.ts";

/** A touched cell as the form shows it; figures are absent where the reader may not see the line. */
export type ImpactCell = Pick<OverLimit["cells"][number], "branchId" | "projectId" | "costItemId" | "month" | "cellId"> & {
  /** Whether room is lacking; null where this reader is not told. */
  over: boolean | null;
  figures?: Omit<OverLimit["cells"][number], "branchId" | "projectId" | "costItemId" | "month" | "cellId" | "unplanned">;
};

/**
 * What a draft would do to its cells, while it is typed. Nothing is written. Whether it goes over is told to everybody
 * who may make requests, of a cell they do not see for so many sums in a day and of a restricted item never; the figures,
 * the excess in per cent among them, only to readers of the lines.
 *
 * Of a request that stands already, what it and its invoices hold is left out: its lines would count twice.
 *
 * @throws DomainError `not_found` for a chain or request the actor may not see, and for outsiders
 */
export async function impactOf(
  ctx: Context,
  { lines, chainId, requestId }: Draft,
): Promise<{ over: boolean | null; pct: number | null; unplanned: boolean; cells: ImpactCell[] }> {
  if (ctx.actor.external || !holds(ctx.actor, "request.create")) throw notFound("budget");
  const named = [chainId, requestId].filter((id) => id !== undefined);
  if ((await visibleIds(ctx.app.db, ctx, named)).size < new Set(named).size) throw notFound("chain");
  const own = requestId === undefined ? null : await entriesOf(ctx, requestId);
  const measured = await measureOverLimit(ctx.app.db, { chainId: own?.chainId ?? chainId ?? NO_CHAIN, lines, ownIds: own?.ids });
  const [readable, secret] = [
    await cellsReadBy(
      ctx.app.db,
      ctx.actor,
      measured.cells.flatMap(({ cellId }) => cellId ?? []),
    ),
    await secretItems(ctx, measured),
  ];
  const cells = measured.cells.map((cell): ImpactCell => {
    const { branchId, projectId, costItemId, month, cellId, unplanned: _unplanned, ...figures } = cell;
    const place = { branchId, projectId, costItemId, month };
    const over = figures.missingMinor > 0;
    if (cellId !== null && readable.has(cellId)) return { ...place, cellId, over, figures };
    const told = !secret.has(costItemId) && mayTry(ctx, cell);
    return told ? { ...place, cellId, over } : { ...place, cellId: null, over: null };
  });
  const whole = cells.every(({ figures }) => figures !== undefined);
  const over = cells.some((cell) => cell.over === true) || (cells.some((cell) => cell.over === null) ? null : measured.over);
  return { over, pct: whole || over === false ? measured.pct : null, unplanned: over === true && measured.unplanned, cells };
}

const counted = new WeakMap<App, ReturnType<typeof countTries>>();

/** Whether the person may learn if this sum fits into a cell they do not see. */
function mayTry({ app, actor, now }: Context, { branchId, projectId, costItemId, month, amountMinor }: Measured): boolean {
  const tries = counted.get(app) ?? countTries();
  counted.set(app, tries);
  return tries(actor.id, [branchId, projectId, costItemId, month].join(" "), amountMinor, companyDay(now()));
}

type Measured = OverLimit["cells"][number];

/** Items about whose cells only their readers learn anything. */
async function secretItems(ctx: Context, { cells }: OverLimit): Promise<Set<string>> {
  const ids = cells.map(({ costItemId }) => costItemId);
  const { rows } = await sql<{ id: string }>`select id from cost_items where restricted and id = any(${ids}::uuid[])`.execute(
    ctx.app.db,
  );
  return new Set(rows.map(({ id }) => id));
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
