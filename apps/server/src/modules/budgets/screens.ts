import { availableMinor, deviationMinor, forecastMinor } from "@tartip/domain/budgets/figures";
import { notFound } from "@tartip/domain/kernel/errors";
import { sql } from "kysely";
import type { Context } from "../../platform/context.ts";
import { visibleIds } from "../../records/visibility.ts";
import { readCells, type CellBalance } from "./cells.ts";
import { EXPLAINED } from "./differences.ts";
import { readableLines } from "./rights.ts";

export interface Figures {
  planMinor: number;
  actualMinor: number;
  committedMinor: number;
  inWorkMinor: number;
  grantedMinor: number;
}

interface GridCell extends Figures {
  cellId: string;
  month: string;
  closed: boolean;
}

/** What is left of a cell, where it leads, how far it is off. */
interface Derived {
  availableMinor: number;
  forecastMinor: number;
  deviationMinor: number;
}

export interface GridLine {
  lineId: string;
  branch: { id: string; name: string };
  project: { id: string; name: string } | null;
  costItem: { id: string; code: string; name: string };
  group: { id: string; code: string; name: string } | null;
  responsible: { id: string; name: string } | null;
  cells: (GridCell & Derived)[];
}

export interface GridFilter {
  year: number;
  branchId?: string | undefined;
  projectId?: string | undefined;
}

/** Lines by months of one year, as far as the actor reads them, in order of branch and item code. */
export async function budgetGrid(ctx: Context, filter: GridFilter): Promise<GridLine[]> {
  const named = (alias: string) =>
    sql`json_build_object('id', ${sql.ref(alias)}.id, 'code', ${sql.ref(alias)}.code, 'name', ${sql.ref(alias)}.name->>${ctx.language})`;
  const { rows } = await sql<Omit<GridLine, "cells"> & { cells: GridCell[] }>`
    select l.id as "lineId", json_build_object('id', b.id, 'name', b.name->>${ctx.language}) as branch,
      case when pr.id is not null then json_build_object('id', pr.id, 'name', pr.name) end as project,
      ${named("ci")} as "costItem", case when g.id is not null then ${named("g")} end as "group",
      case when p.id is not null then json_build_object('id', p.id, 'name', p.full_name) end as responsible,
      json_agg(json_build_object('cellId', c.id, 'month', c.month, 'planMinor', c.plan_minor, 'actualMinor', c.actual_minor,
        'committedMinor', c.committed_minor, 'inWorkMinor', c.in_work_minor, 'grantedMinor', c.granted_minor,
        'closed', c.closed_at is not null) order by c.month) as cells
    from budget_lines l join budget_cells c on c.line_id = l.id and c.month between ${`${filter.year}-01-01`}::date and ${`${filter.year}-12-01`}::date
    join branches b on b.id = l.branch_id join cost_items ci on ci.id = l.cost_item_id
    left join cost_items g on g.id = ci.parent_id left join projects pr on pr.id = l.project_id left join people p on p.id = l.responsible_id
    where ${readableLines(ctx.actor)} and (${filter.branchId ?? null}::uuid is null or l.branch_id = ${filter.branchId ?? null})
      and (${filter.projectId ?? null}::uuid is null or l.project_id = ${filter.projectId ?? null})
    group by l.id, b.id, ci.id, g.id, pr.id, p.id
    order by b.position, b.code, ci.code, pr.code nulls first, l.id`.execute(ctx.app.db);
  return rows.map((row) => ({ ...row, cells: row.cells.map((cell) => ({ ...cell, ...derived(cell) })) }));
}

interface CellEntry {
  id: number;
  kind: string;
  amountMinor: number;
  cause: string;
  reason: string | null;
  at: Date;
  actor: { id: string; name: string };
  record: CellRecord | null;
  /** Made by a record that this reader may not see: the amount counts, the record is not named. */
  hidden: boolean;
}

interface CellRecord {
  id: string;
  kind: string;
  number: string | null;
  title: string;
  status: string;
}

/** One cell: its figures and what they are made of. Records are named only to who may see them. */
export async function cellCard(ctx: Context, cellId: string) {
  const cell = await readableCell(ctx, cellId);
  const { rows } = await sql<Omit<CellEntry, "hidden"> & { recordId: string | null }>`
    select e.id, e.kind, e.amount_minor as "amountMinor", e.cause, e.at,
      coalesce((select x.reason from audit_events x where x.entity = 'budget_entry' and x.entity_id = e.id::text
        and x.action = ${EXPLAINED} and e.cause = 'system_grant' order by x.id desc limit 1), e.reason) as reason,
      json_build_object('id', a.id, 'name', a.full_name) as actor, e.record_id as "recordId",
      case when r.id is not null then json_build_object('id', r.id, 'kind', r.kind, 'number', r.number, 'title', r.title, 'status', r.status) end as record
    from budget_entries e join people a on a.id = e.actor_id left join records r on r.id = e.record_id
    where e.cell_id = ${cellId} order by e.id desc limit 500`.execute(ctx.app.db);
  const ids = [...new Set(rows.flatMap((row) => row.recordId ?? []))];
  const seen = await visibleIds(ctx.app.db, ctx, ids);
  const entries = rows.map(({ recordId, ...entry }): CellEntry => {
    const hidden = recordId !== null && !seen.has(recordId);
    return hidden ? { ...entry, record: null, reason: null, hidden } : { ...entry, hidden };
  });
  return { ...cell, ...derived(cell), entries, holdings: await holdingsOf(ctx, cellId, seen) };
}

function derived(figures: Figures): Derived {
  return {
    availableMinor: availableMinor(figures),
    forecastMinor: forecastMinor(figures),
    deviationMinor: deviationMinor(figures),
  };
}

/** Records that hold something in the cell now; those the reader may not see are one nameless sum. */
async function holdingsOf(ctx: Context, cellId: string, seen: ReadonlySet<string>) {
  const { rows } = await sql<{
    record: CellRecord;
    inWorkMinor: number;
    committedMinor: number;
    actualMinor: number;
    grantedMinor: number;
  }>`
    select json_build_object('id', r.id, 'kind', r.kind, 'number', r.number, 'title', r.title, 'status', r.status) as record, ${sums}
    from budget_entries e join records r on r.id = e.record_id where e.cell_id = ${cellId}
    group by r.id having ${anySum} order by r.created_at, r.id`.execute(ctx.app.db);
  const visible = rows.filter((row) => seen.has(row.record.id));
  const hidden = rows.filter((row) => !seen.has(row.record.id));
  if (hidden.length === 0) return visible;
  const total = (of: "inWorkMinor" | "committedMinor" | "actualMinor" | "grantedMinor") =>
    hidden.reduce((all, row) => all + row[of], 0);
  const rest = {
    inWorkMinor: total("inWorkMinor"),
    committedMinor: total("committedMinor"),
    actualMinor: total("actualMinor"),
    grantedMinor: total("grantedMinor"),
  };
  return [...visible, { record: null, ...rest }];
}

const sumOf = (kind: string) => sql`coalesce(sum(e.amount_minor) filter (where e.kind = ${sql.lit(kind)}), 0)::bigint`;
const sums = sql`${sumOf("in_work")} as "inWorkMinor", ${sumOf("commit")} as "committedMinor", ${sumOf("actual")} as "actualMinor", ${sumOf("grant")} as "grantedMinor"`;
const anySum = sql`${sumOf("in_work")} <> 0 or ${sumOf("commit")} <> 0 or ${sumOf("actual")} <> 0 or ${sumOf("grant")} <> 0`;

async function readableCell(ctx: Context, cellId: string): Promise<CellBalance> {
  const { rows } = await sql<{ id: string }>`
    select c.id from budget_cells c join budget_lines l on l.id = c.line_id join cost_items ci on ci.id = l.cost_item_id
    where c.id = ${cellId} and ${readableLines(ctx.actor)}`.execute(ctx.app.db);
  const cell = rows.length === 0 ? undefined : (await readCells(ctx.app.db, [cellId])).get(cellId);
  if (!cell) throw notFound("budget cell");
  return cell;
}
