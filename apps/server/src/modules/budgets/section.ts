import { covers } from "@tartip/domain/access/grants";
import { sql } from "kysely";
import type { Context } from "../../platform/context.ts";
import { onSection } from "../people/commands.ts";
import { readableLines } from "./rights.ts";

const WHOLE = ["budget.read", "budget.manage", "budget.draft", "budget.approvePlan"] as const;

/** Who reads or plans all budgets has them, empty or not; anybody else once there is a line they read. */
export async function hasBudgets({ app, actor }: Context): Promise<boolean> {
  if (WHOLE.some((right) => covers(actor, right))) return true;
  const { rows } = await sql`
    select 1 from budget_lines l join cost_items ci on ci.id = l.cost_item_id where ${readableLines(actor)} limit 1`.execute(
    app.db,
  );
  return rows.length > 0;
}

/** The menu and the page ask the same. */
export function registerBudgetSection(): void {
  onSection("budgets", hasBudgets);
}
