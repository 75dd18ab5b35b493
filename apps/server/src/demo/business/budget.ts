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

/** Tenge for one unit of a foreign currency, in millionths; made for the demonstration, one rate a month. */
const RATES: Readonly<Record<string, readonly [start: number, step: number]>> = {
  USD: [512_000_000, 1_350_000],
  EUR: [598_000_000, 1_100_000],
  RUB: [6_350_000, 40_000],
};

/** A rate for the first day of each month of the year, so that no amount goes without. */
export async function seedRates(app: App, org: Organisation): Promise<void> {
  const rows = Object.entries(RATES).flatMap(([currency, [start, step]]) =>
    Array.from({ length: 12 }, (_, month) => ({
      currency,
      on_date: `${org.shift.month(`${COMPANY.meta.year}-${String(month + 1).padStart(2, "0")}`)}-01`,
      rate_micro: start + step * month,
    })),
  );
  await app.db
    .insertInto("currency_rates")
    .values(rows)
    .onConflict((oc) => oc.columns(["currency", "on_date"]).doNothing())
    .execute();
}
