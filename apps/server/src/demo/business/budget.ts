import { inTransaction } from "../../platform/db/transaction.ts";
import { approvePlan, enterPlan, type PlanLine } from "../../modules/budgets/commands.ts";
import type { App } from "../../platform/app.ts";
import { COMPANY } from "../company.ts";
import { contextAs } from "../context.ts";
import { idOf } from "../people.ts";
import type { Organisation } from "../organisation.ts";

const ECONOMIST = "E012";
const CHIEF = "E001";

/** The year's plan, entered by the economist and approved by the chief executive. */
export async function seedBudget(app: App, org: Organisation): Promise<void> {
  const owners: Readonly<Record<string, string>> = COMPANY.budget.owners;
  const lines = COMPANY.budget.rows.map(([branch, item, month, tenge]): PlanLine => {
    const code = String(item);
    return {
      branchId: idOf(org.branches, String(branch)),
      projectId: null,
      costItemId: idOf(org.costItems, code),
      responsibleId: owners[code] ? idOf(org.people, owners[code]) : null,
      month: `${org.shift.month(`${COMPANY.meta.year}-${String(month).padStart(2, "0")}`)}-01`,
      planMinor: Number(tenge) * 100,
    };
  });
  const entered = await contextAs(app, idOf(org.people, ECONOMIST), org.shift.at("2026-01-05", "10:00"));
  const approved = await contextAs(app, idOf(org.people, CHIEF), org.shift.at("2026-01-06", "11:00"));
  await inTransaction(app, async (tx) => {
    const plan = await enterPlan(tx, entered, lines);
    await approvePlan(tx, approved, plan);
  });
}
