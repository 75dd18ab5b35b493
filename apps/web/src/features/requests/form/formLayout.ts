import { evaluate, isEmpty, namesUsed } from "@tartip/domain/kernel/conditions";
import type { Scope } from "@tartip/domain/kernel/conditions";
import { derivedValues } from "@tartip/domain/requests/form";
import { meaningOf } from "@tartip/domain/requests/meaning";
import type { Meaning, Meant } from "@tartip/domain/requests/meaning";
import type { FieldType, RequestField, RequestType } from "@tartip/domain/requests/type";

export type GroupId = "papers" | "main" | "party" | "money" | "budget" | "people";

export interface FieldsGroup {
  id: GroupId;
  /** Rows of the group; several fields in a row stand side by side where there is room. */
  rows: RequestField[][];
}

/** Of the fields every type has. */
const OF_COMMON: Record<string, GroupId> = {
  department: "people",
  priority: "people",
  dueDate: "people",
  assignee: "people",
};

const BY_TYPE: Partial<Record<FieldType, GroupId>> = {
  counterparty: "party",
  money: "money",
  currency: "money",
  vat: "money",
  knp: "money",
  branch: "budget",
  costItem: "budget",
  project: "budget",
  month: "budget",
  document: "papers",
  file: "papers",
  files: "papers",
};

/** Fields short enough to share a row. */
const NARROW: readonly FieldType[] = ["money", "currency", "date", "month", "vat", "number", "branch"];
const MOST_IN_ROW = 3;

const ORDER: readonly GroupId[] = ["main", "party", "money", "budget", "papers", "people"];
/** Where an invoice is at hand, the form begins with it: the rest is copied from the file. */
const INVOICE_ORDER: readonly GroupId[] = ["papers", "party", "money", "budget", "main", "people"];

/** Groups of the form with their rows; an empty group is left out. */
export function layoutOf(type: Meant, asked: readonly RequestField[]): FieldsGroup[] {
  const budget = type.fields.some((field) => field.type === "costItem");
  const meaning = meaningOf(type);
  const groupOf = (field: RequestField): GroupId => {
    const group = groupByMeaning(meaning, field.key) ?? OF_COMMON[field.key] ?? BY_TYPE[field.type] ?? "main";
    return group === "budget" && !budget ? "people" : group;
  };
  const order = meaning.invoice ? INVOICE_ORDER : ORDER;
  return order
    .map((id) => ({
      id,
      rows: rowsOf(
        meaning,
        inOrder(
          meaning,
          asked.filter((field) => groupOf(field) === id),
        ),
      ),
    })) // prettier-ignore
    .filter((group) => group.rows.length > 0);
}

function groupByMeaning({ besideAmount, basis }: Meaning, key: string): GroupId | undefined {
  if (besideAmount.includes(key)) return "money";
  return key === basis?.kind ? "papers" : undefined;
}

/**
 * The questions shown at once and those set aside: an empty answer that is needed only after another choice (a leave has no
 * candidate), or only at a later step, by whom it belongs to (the purpose code to the accountant). Set aside is not forbidden: the form shows them on demand.
 */
export function setAside(
  type: Pick<RequestType, "fields" | "common" | "dueDateFrom">,
  asked: readonly RequestField[],
  scope: Scope,
): { shown: RequestField[]; aside: RequestField[] } {
  const isAside = (field: RequestField) => {
    const value = scope.fields[field.key];
    if (field.requiredAtStep !== undefined) return isEmpty(value) || value === followingValue(type, field, scope);
    return isEmpty(value) && isOfAnotherChoice(type, field, scope);
  };
  return { shown: asked.filter((field) => !isAside(field)), aside: asked.filter(isAside) };
}

/** What the field holds by itself, from another answer: nobody has to look at it before the one it belongs to. */
function followingValue(type: Pick<RequestType, "fields" | "dueDateFrom">, { key }: RequestField, scope: Scope): unknown {
  return derivedValues(type, { ...scope.fields, [key]: null })[key];
}

function isOfAnotherChoice(type: Pick<RequestType, "fields" | "common">, field: RequestField, scope: Scope): boolean {
  if (field.required || field.requiredIf === undefined || evaluate(field.requiredIf, scope)) return false;
  const used = namesUsed(field.requiredIf);
  const isChoice = (key: string) => [...type.common, ...type.fields].some((one) => one.key === key && one.type === "select");
  return used.facts.length === 0 && used.thresholds.length === 0 && used.fields.every(isChoice);
}

/** What is wrong from the top of the form to its end; `items.2.qty` stands where its table does. */
export function inFormOrder<Error extends { field: string }>(
  type: Meant & Pick<RequestType, "common">,
  errors: readonly Error[],
): Error[] {
  const keys = layoutOf(type, [...type.common, ...type.fields]).flatMap(({ rows }) => rows.flat().map(({ key }) => key));
  const place = ({ field }: Error) => keys.indexOf(field.split(".")[0] ?? "");
  return errors.toSorted((one, other) => place(one) - place(other));
}

/** The invoice opens its group; description and loose files close theirs: they are what the fields left unsaid. */
function inOrder({ invoice }: Meaning, fields: RequestField[]): RequestField[] {
  const place = ({ key }: RequestField) => (key === invoice?.file ? 0 : key === "description" || key === "files" ? 2 : 1);
  return fields.toSorted((one, other) => place(one) - place(other));
}

function rowsOf({ invoice }: Meaning, fields: readonly RequestField[]): RequestField[][] {
  const isNarrow = ({ type, key }: RequestField) => NARROW.includes(type) || key === "department" || key === invoice?.number;
  const rows: RequestField[][] = [];
  for (const field of fields) {
    const last = rows.at(-1);
    const joins = last && isNarrow(field) && last.every(isNarrow) && last.length < MOST_IN_ROW;
    if (joins) last.push(field);
    else rows.push([field]);
  }
  return rows;
}
