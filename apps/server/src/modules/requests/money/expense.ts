import { cellNamed, meaningOf, textAt } from "@tartip/domain/requests/meaning";
import { currencyKey, type RequestType } from "@tartip/domain/requests/type";

/** The request's values by field key: common fields and the type's own in one map. */
export type Values = Readonly<Record<string, unknown>>;

/** What a request spends, in its own currency; null when the type has no money or none is entered. */
export interface RequestAmount {
  amountMinor: number;
  currency: string;
}

/** The amount the type means by its expense, in the currency chosen beside it. */
export function amountOf(type: RequestType, values: Values, baseCurrency: string): RequestAmount | null {
  const { expense } = meaningOf(type);
  const amount = expense && values[expense.amount];
  if (typeof amount !== "number") return null;
  return { amountMinor: amount, currency: textAt(values, currencyKey(type)) || baseCurrency };
}

/** The cell a request spends from; null while branch, item or month is missing. */
export interface RequestCell {
  branchId: string;
  projectId: string | null;
  costItemId: string;
  month: string;
}

/** The budget cell: what the form names, with the branch of the card. */
export function cellOf(type: RequestType, values: Values): RequestCell | null {
  const [branchId, cell] = [textAt(values, "branch"), cellNamed(type, values)];
  return branchId !== "" && cell ? { branchId, ...cell } : null;
}
