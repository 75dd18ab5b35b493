import { covers } from "@tartip/domain/access/grants";
import { sql } from "kysely";
import { onSection } from "../people/commands.ts";
import { readableLines } from "./rights.ts";

/** Budgets stand in the menu of who plans them, and of who reads a line. */
export function registerBudgetSection(): void {
  onSection("budgets", async ({ app, actor }) => {
    if (covers(actor, "budget.manage") || covers(actor, "budget.draft") || covers(actor, "budget.approvePlan")) return true;
    const { rows } = await sql`
      select 1 from budget_lines l join cost_items ci on ci.id = l.cost_item_id where ${readableLines(actor)} limit 1`.execute(
      app.db,
    );
    return rows.length > 0;
  });
}
