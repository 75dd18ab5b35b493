import { linesTotalMinor } from "@tartip/domain/requests/lines";
import type { Line } from "@tartip/domain/requests/lines";
import { meaningOf } from "@tartip/domain/requests/meaning";
import type { RequestType } from "@tartip/domain/requests/type";
import type { Values } from "./draft/autosave.ts";

/** Sum of a table of goods; half-typed cells count as nothing. */
export function tableTotal(rows: unknown): number {
  // reason: a table of the form keeps its rows in this shape
  return Array.isArray(rows) ? linesTotalMinor(rows as Line[]) : 0;
}

/**
 * The amount that changed rows make, by its field: it follows them while it is empty or was taken from them. One typed
 * otherwise stays, and nothing is answered.
 */
export function amountOfRows(type: RequestType, values: Values, table: string, rows: readonly unknown[]): Values {
  const field = meaningOf(type).expense?.amount;
  if (field === undefined) return {};
  const [kept, before, total] = [values[field] ?? null, tableTotal(values[table]), tableTotal(rows)];
  const follows = kept === null ? total > 0 : before > 0 && kept === before && total !== before;
  return follows ? { [field]: total > 0 ? total : null } : {};
}
