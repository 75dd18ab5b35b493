import { covers } from "@tartip/domain/access/grants";
import { smallestPlanMinor } from "@tartip/domain/budgets/figures";
import { DomainError, notFound, refuseIfBlocked } from "@tartip/domain/kernel/errors";
import { amountProblem } from "@tartip/domain/kernel/money";
import { sql } from "kysely";
import { audit } from "../../platform/audit.ts";
import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";
import { actingChanged, oneActingChange } from "../people/commands.ts";
import { lockCells } from "./cells.ts";
import { barredFromGranting } from "./over-limit.ts";

/** One plan figure of one month; base currency minor units. The line is made when it does not exist. */
export interface PlanLine {
  branchId: string;
  projectId: string | null;
  costItemId: string;
  /** The line's responsible; null keeps the present one. */
  responsibleId: string | null;
  /** First day of the month, `YYYY-MM-01`. */
  month: string;
  planMinor: number;
}

/**
 * Writes a new plan version down; nothing counts until a second person approves it.
 *
 * @returns the plan's id
 * @throws DomainError `forbidden` without the right to draft or manage budgets, `bad_input` for a wrong amount
 */
export async function enterPlan(tx: Tx, ctx: Context, lines: readonly PlanLine[], reason = ""): Promise<string> {
  if (!covers(ctx.actor, "budget.manage") && !covers(ctx.actor, "budget.draft")) throw noRight("enter a plan");
  const wrong = lines.flatMap((line, n) => {
    const code = amountProblem(line.planMinor, 0);
    return code === undefined ? [] : [{ field: `lines.${n}.planMinor`, code }];
  });
  if (wrong.length > 0) throw new DomainError("bad_input", "plan figures that are no amounts", { fields: wrong });
  await oneActingChange(tx);
  const moved = await peopleOfMovedLines(tx, lines);
  await openPlannedCells(tx, lines);
  for (const id of moved) await actingChanged(tx, ctx, id);
  const plan = await sql<{ id: string; version: number }>`
    insert into budget_plans (reason, entered_by, entered_at) values (${reason}, ${ctx.actor.id}, ${ctx.now()})
    returning id, version`.execute(tx);
  const [{ id, version } = notMade()] = plan.rows;
  await sql`
    insert into budget_plan_cells (plan_id, cell_id, plan_minor)
    select ${id}::uuid, c.id, sum(w."planMinor") from ${rowsOf(lines)}
    join budget_lines l on l.branch_id = w."branchId" and l.project_id is not distinct from w."projectId" and l.cost_item_id = w."costItemId"
    join budget_cells c on c.line_id = l.id and c.month = w.month
    group by c.id`.execute(tx);
  await audit(tx, ctx, {
    action: "budget_plan.entered",
    entity: "budget_plan",
    entityId: id,
    after: { version, figures: lines.length, reason },
  });
  return id;
}

/**
 * Makes a plan version count: its figures replace the cells' plans through the ledger.
 * Locks the plan, then its cells in order of id.
 *
 * @throws DomainError `segregation` for who entered it (S4), `blocked` when a figure is below what is spent and committed
 */
export async function approvePlan(tx: Tx, ctx: Context, planId: string): Promise<void> {
  if (!covers(ctx.actor, "budget.approvePlan")) throw noRight("approve a plan");
  await oneActingChange(tx);
  const { rows } = await sql<{ enteredBy: string; approvedAt: Date | null; version: number; reason: string }>`
    select entered_by as "enteredBy", approved_at as "approvedAt", version, reason from budget_plans where id = ${planId} for update`.execute(
    tx,
  );
  const [plan] = rows;
  if (!plan) throw notFound("budget plan");
  if (plan.approvedAt) throw new DomainError("invalid_transition", "this plan version is approved already");
  if (plan.enteredBy === ctx.actor.id)
    throw new DomainError("segregation", "a second person approves the plan", { key: "s4_plan_author" });
  const figures = await sql<{ cellId: string; planMinor: number }>`
    select cell_id as "cellId", plan_minor as "planMinor" from budget_plan_cells where plan_id = ${planId}`.execute(tx);
  const cells = await lockCells(
    tx,
    figures.rows.map((figure) => figure.cellId),
  );
  refuseIfBlocked(
    figures.rows.flatMap(({ cellId, planMinor }) => {
      const cell = cells.get(cellId);
      const needed = cell ? smallestPlanMinor(cell) : 0;
      if (cell?.closed && plan.reason === "") return [{ code: "budget_month_closed", params: { month: cell.month } }];
      return planMinor < needed
        ? [{ code: "plan_below_reserved", params: { month: cell?.month ?? "", neededMinor: needed } }]
        : [];
    }),
  );
  await postPlan(tx, ctx, planId, plan.reason);
  const former = await barredFromGranting(tx, [...cells.keys()]);
  await sql`update budget_plans set approved_by = ${ctx.actor.id}, approved_at = ${ctx.now()} where id = ${planId}`.execute(tx);
  for (const id of new Set([...former.planEnteredByIds, plan.enteredBy])) await actingChanged(tx, ctx, id);
  await audit(tx, ctx, {
    action: "budget_plan.approved",
    entity: "budget_plan",
    entityId: planId,
    after: { version: plan.version },
  });
}

/** The ledger line carries who entered the figure; the approver stands on the plan. */
async function postPlan(tx: Tx, ctx: Context, planId: string, reason: string): Promise<void> {
  await sql`
    insert into budget_entries (cell_id, kind, amount_minor, cause, actor_id, reason, at, dedup)
    select c.id, 'plan', p.plan_minor - c.plan_minor, 'plan', bp.entered_by, nullif(${reason}, ''), ${ctx.now()},
      'plan:' || bp.id || ':' || c.id
    from budget_plan_cells p join budget_plans bp on bp.id = p.plan_id join budget_cells c on c.id = p.cell_id
    where p.plan_id = ${planId} and p.plan_minor <> c.plan_minor`.execute(tx);
  await sql`
    update budget_cells c set plan_minor = p.plan_minor from budget_plan_cells p
    where p.plan_id = ${planId} and p.cell_id = c.id and p.plan_minor <> c.plan_minor`.execute(tx);
}

/** Who answers for a line so far, and who will: neither S5 bars the one any longer, nor does the other decide over it. */
async function peopleOfMovedLines(tx: Tx, lines: readonly PlanLine[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct unnest(array[l.responsible_id, w."responsibleId"]) as id from ${rowsOf(lines)}
    join budget_lines l on l.branch_id = w."branchId" and l.project_id is not distinct from w."projectId" and l.cost_item_id = w."costItemId"
    where w."responsibleId" is not null and l.responsible_id is distinct from w."responsibleId"`.execute(tx);
  return rows.flatMap(({ id }) => (id ? [id] : []));
}

async function openPlannedCells(tx: Tx, lines: readonly PlanLine[]): Promise<void> {
  await sql`
    insert into budget_lines (branch_id, project_id, cost_item_id, responsible_id)
    select w."branchId", w."projectId", w."costItemId", (array_agg(w."responsibleId"))[1] from ${rowsOf(lines)}
    group by 1, 2, 3 order by 1, 2, 3
    on conflict (branch_id, project_id, cost_item_id)
      do update set responsible_id = coalesce(excluded.responsible_id, budget_lines.responsible_id)`.execute(tx);
  await sql`
    insert into budget_cells (line_id, month)
    select distinct l.id, w.month from ${rowsOf(lines)}
    join budget_lines l on l.branch_id = w."branchId" and l.project_id is not distinct from w."projectId" and l.cost_item_id = w."costItemId"
    order by 1, 2 on conflict do nothing`.execute(tx);
}

function rowsOf(lines: readonly PlanLine[]) {
  return sql`jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as w("branchId" uuid, "projectId" uuid, "costItemId" uuid,
    "responsibleId" uuid, month date, "planMinor" bigint)`;
}

function noRight(what: string): DomainError {
  return new DomainError("forbidden", `no right to ${what}`, { key: "no_permission" });
}

function notMade(): never {
  throw new Error("insert returned no row");
}
