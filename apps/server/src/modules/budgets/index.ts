import type { Module } from "../../platform/module.ts";
import { registerBudgetHoldings } from "./leaving.ts";
import { budgetRoutes } from "./routes.ts";
import { registerBudgetSection } from "./section.ts";

registerBudgetHoldings();
registerBudgetSection();

/** Budget lines, their cells and the ledger behind them. */
export const budgetsModule: Module = { name: "budgets", routes: budgetRoutes };
