import type { Expense } from "../../budgets/commands.ts";
import { amountOf, cellOf } from "./expense.ts";
import type { RequestCase } from "../load.ts";

/** The expense of a request as the budget counts it: one line in base currency; null while amount or cell is missing. */
export function expenseOf(request: RequestCase): Expense | null {
  const { row, type, values, settings } = request;
  const amount = amountOf(type, values, settings.baseCurrency);
  const cell = cellOf(type, values);
  if (!amount || !cell || row.baseMinor === null || row.baseMinor === 0) return null;
  return { chainId: row.chainId, recordId: row.id, lines: [{ ...cell, baseMinor: row.baseMinor }] };
}
