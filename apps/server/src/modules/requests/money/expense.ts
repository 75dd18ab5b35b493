import { allFields, moneyKeys, type RequestType } from "@tartip/domain/requests/type";

/** The request's values by field key: common fields and the type's own in one map. */
export type Values = Readonly<Record<string, unknown>>;

/** What a request spends, in its own currency; null when the type has no money or none is entered. */
export interface RequestAmount {
  amountMinor: number;
  currency: string;
}

/** The type's money field (a type has one at most) with the currency chosen beside it. */
export function amountOf(type: RequestType, values: Values, baseCurrency: string): RequestAmount | null {
  const [key] = moneyKeys(type);
  const amount = key === undefined ? undefined : values[key];
  if (typeof amount !== "number") return null;
  const currency = values["currency"];
  return { amountMinor: amount, currency: typeof currency === "string" && currency !== "" ? currency : baseCurrency };
}

/** The cell a request spends from; null while branch, item or month is missing. */
export interface RequestCell {
  branchId: string;
  projectId: string | null;
  costItemId: string;
  month: string;
}

/** Reads the budget cell from the form: cost item, month (first day), branch and project of the record. */
export function cellOf(type: RequestType, values: Values): RequestCell | null {
  const keyOf = (fieldType: string): string | undefined => allFields(type).find((field) => field.type === fieldType)?.key;
  const text = (key: string | undefined): string | null => {
    const value = key === undefined ? undefined : values[key];
    return typeof value === "string" && value !== "" ? value : null;
  };
  const [branchId, costItemId, month] = [text("branch"), text(keyOf("costItem")), text(keyOf("month"))];
  if (!branchId || !costItemId || !month) return null;
  return { branchId, projectId: text(keyOf("project")), costItemId, month: `${month.slice(0, 7)}-01` };
}

/** Whether this type spends budget at all. */
export function spendsBudget(type: RequestType): boolean {
  return moneyKeys(type).length > 0 && type.fields.some((field) => field.type === "costItem");
}
