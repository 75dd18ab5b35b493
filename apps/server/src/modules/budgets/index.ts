import type { Module } from "../../platform/module.ts";
import { budgetRoutes } from "./routes.ts";

/** Budget lines, their cells and the ledger behind them. */
export const budgetsModule: Module = { name: "budgets", routes: budgetRoutes };
