import { addWorkingDays } from "@tartip/domain/kernel/working-time";
import { wallInstantMs } from "@tartip/domain/kernel/calendar";
import { inTransaction } from "../../platform/db/transaction.ts";
import { approvePlan, enterPlan, type PlanLine } from "../../modules/budgets/commands.ts";
import type { App } from "../../platform/app.ts";
import { COMPANY } from "../company.ts";
import { contextAs } from "../context.ts";
import { idOf } from "../people.ts";
import type { Organisation } from "../organisation.ts";
import { plannedOf, type Planned } from "./year.ts";

const ECONOMIST = "E012";
const CHIEF = "E001";
/** A year's plan is entered in December before it. */
const ENTERED_ON = "12-10";

/** The plan of each year, entered by the economist and approved by the chief executive before it begins. */
export async function seedBudget(app: App, org: Organisation): Promise<void> {
  const planned = plannedOf(org.present);
  const years = [...new Set(planned.map(({ month }) => month.slice(0, 4)))];
  const versions = await Promise.all(
    years.map(async (year) => {
      const [entered, approved] = daysOfPlan(org, year);
      const author = await contextAs(app, idOf(org.people, ECONOMIST), at(entered, 10));
      const chief = await contextAs(app, idOf(org.people, CHIEF), at(approved, 11));
      return { author, chief, lines: planned.filter(({ month }) => month.startsWith(year)).map((one) => lineOf(org, one)) };
    }),
  );
  await inTransaction(app, async (tx) => {
    for (const { author, chief, lines } of versions) await approvePlan(tx, chief, await enterPlan(tx, author, lines));
  });
}

/** In December before the year, but not before the company began nor after the present. */
function daysOfPlan({ present, shift }: Organisation, year: string): [string, string] {
  const december = `${Number(year) - 1}-${ENTERED_ON}`;
  const first = addWorkingDays(present.calendar, shift.day("2025-10-28"), 1);
  const last = addWorkingDays(present.calendar, present.today, -3);
  const entered = december < first ? first : december > last ? last : december;
  return [entered, addWorkingDays(present.calendar, entered, 1)];
}

function at(day: string, hour: number): Date {
  return new Date(wallInstantMs(day, hour * 60));
}

function lineOf(org: Organisation, { branch, project, costItem, month, tenge }: Planned): PlanLine {
  const owners: Readonly<Record<string, string>> = COMPANY.budget.owners;
  const owner = owners[costItem];
  return {
    branchId: idOf(org.branches, branch),
    projectId: project === undefined ? null : idOf(org.projects, project),
    costItemId: idOf(org.costItems, costItem),
    responsibleId: owner === undefined ? null : idOf(org.people, owner),
    month: `${month}-01`,
    planMinor: tenge * 100,
  };
}
