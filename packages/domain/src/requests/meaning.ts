import type { ACTOR_RULES } from "../access/step-actor.ts";
import type { FieldType, RequestField, RequestType, TypeIcon } from "./type.ts";

/** What a request spends and from which budget cell; without a cost item it spends nobody's budget. */
export interface ExpenseMeaning {
  amount: string;
  costItem?: string | undefined;
  month?: string | undefined;
  project?: string | undefined;
}

/** The supplier's invoice that a request carries. */
export interface InvoiceMeaning {
  number: string;
  date: string;
  file: string;
  payBy?: string | undefined;
  purpose?: string | undefined;
  vatRate?: string | undefined;
  knp?: string | undefined;
  payKind?: string | undefined;
}

/** The document that justifies a payment, and the field beside it that names its kind. */
export interface BasisMeaning {
  document: string;
  kind?: string | undefined;
}

/** Days away, for those of the `kinds` that take a person away. */
export interface LeaveMeaning {
  kind: string;
  kinds: readonly string[];
  from: string;
  to: string;
  substitute?: string | undefined;
}

export interface PeriodMeaning {
  from: string;
  to: string;
}

/** What votes of an actor of the route stand for: `only` these fields, or all but some. */
export interface VouchingRule {
  role?: string | undefined;
  rule?: (typeof ACTOR_RULES)[number] | undefined;
  only?: readonly string[] | undefined;
  allBut?: readonly string[] | undefined;
}

/**
 * What the fields of a type mean to the rules, by field key. Server and web ask here and nowhere else: a type that names
 * its fields otherwise lives the same life.
 */
export interface Meaning {
  /** The supplier, contractor or other party. */
  counterparty?: string | undefined;
  /** The person of ours the money goes to (an advance, a refund): they do not vote on it. */
  payee?: string | undefined;
  expense?: ExpenseMeaning | undefined;
  invoice?: InvoiceMeaning | undefined;
  basis?: BasisMeaning | undefined;
  leave?: LeaveMeaning | undefined;
  /** Pairs of dates that do not end before they begin. */
  periods: readonly PeriodMeaning[];
  /** Fields that tell amounts though their field type does not say so. */
  amounts: readonly string[];
  /** Fields that belong beside the amount in the form. */
  besideAmount: readonly string[];
  /** Fields left empty in a copy, since they are true of one request only. */
  notCopied: readonly string[];
  /** An actor without a rule vouches for everything. */
  vouching: readonly VouchingRule[];
}

/** The parts of a type that its meaning is read from. */
export type Meant = Pick<RequestType, "fields" | "meaning"> & { subjectField?: string | undefined };

/** The declared meaning; a version of a type stored before there was one means what the supplied keys always meant. */
export function meaningOf(type: Meant): Meaning {
  return type.meaning ? { ...NOTHING, ...type.meaning } : usualMeaning(type);
}

const NOTHING = { periods: [], amounts: [], besideAmount: [], notCopied: [], vouching: [] };

/** Whether requests of the type carry an invoice of a supplier: they wait for money, and need two different voters. */
export function carriesInvoice(type: Meant): boolean {
  return meaningOf(type).invoice !== undefined;
}

/** Whether requests of the type take money from a budget cell. */
export function spendsBudget(type: Meant): boolean {
  return meaningOf(type).expense?.costItem !== undefined;
}

const AMOUNT_TYPES: readonly FieldType[] = ["money", "currency", "vat"];

/** Fields that only those may see who see amounts. */
export function amountKeys(type: Meant): ReadonlySet<string> {
  const byType = type.fields.filter((field) => AMOUNT_TYPES.includes(field.type) || field.columns?.includes("estPrice"));
  return new Set([...byType.map((field) => field.key), ...meaningOf(type).amounts]);
}

/** The one value behind a meaning, as text; empty when the type has no such field or nothing is entered. */
export function textAt(values: Readonly<Record<string, unknown>>, key: string | undefined): string {
  const value = key === undefined ? undefined : values[key];
  return typeof value === "string" ? value : "";
}

/** The part of a budget that a form names; null while item or month is missing. The branch stands on the card. */
export function cellNamed(
  type: Meant,
  values: Readonly<Record<string, unknown>>,
): { costItemId: string; projectId: string | null; month: string } | null {
  const { expense } = meaningOf(type);
  const [costItemId, month] = [textAt(values, expense?.costItem), textAt(values, expense?.month)];
  if (costItemId === "" || month === "") return null;
  return { costItemId, projectId: textAt(values, expense?.project) || null, month: `${month.slice(0, 7)}-01` };
}

/** Where the form holds what the rules of an invoice call by its own words; other words stay as they are. */
export function fieldOfInvoice(type: Meant, word: string): string {
  const { counterparty, expense, invoice, basis } = meaningOf(type);
  const places: Readonly<Record<string, string | undefined>> = {
    counterparty,
    amount: expense?.amount,
    costItem: expense?.costItem,
    invoiceFile: invoice?.file,
    knp: invoice?.knp,
    basis: basis?.document,
  };
  return places[word] ?? word;
}

/** Answers that the next request of a chain begins with, under the keys of its own type. */
export function carriedOver(from: Meant, values: Readonly<Record<string, unknown>>, to: Meant): Record<string, unknown> {
  const [here, there] = [meaningOf(from), meaningOf(to)];
  const pairs = [
    [here.counterparty, there.counterparty],
    [here.expense?.costItem, there.expense?.costItem],
    [here.expense?.month, there.expense?.month],
    [here.expense?.project, there.expense?.project],
  ];
  const carried = pairs.flatMap(([source, target]) => {
    const value = textAt(values, source);
    return target === undefined || value === "" ? [] : [[target, value] as const];
  });
  return Object.fromEntries(carried);
}

/** The drawing of a type; a version stored before types declared theirs keeps that of the supplied type. */
export function iconOf({ icon }: Pick<RequestType, "icon">, code: string): TypeIcon {
  return icon ?? USUAL_ICONS.get(code) ?? "form";
}

const USUAL_ICONS: ReadonlyMap<string, TypeIcon> = new Map([
  ["payment", "card"],
  ["purchase", "cart"],
  ["contract", "paper"],
  ["marketing", "speaker"],
  ["it", "bolt"],
  ["hr", "people"],
]);

/** Fields of the supplied types, for versions that were stored before types declared their meaning. Never add to it. */
function usualMeaning(type: Meant): Meaning {
  const { fields } = type;
  const has = (key: string): boolean => fields.some((field) => field.key === key);
  const named = (key: string): string | undefined => (has(key) ? key : undefined);
  const first = (fieldType: FieldType): string | undefined => fields.find((field) => field.type === fieldType)?.key;
  const amount = first("money");
  return {
    counterparty: first("counterparty"),
    expense: amount === undefined ? undefined : { amount, ...usualCell(first) },
    invoice: has("invoiceNumber") ? usualInvoice(named) : undefined,
    basis: has("basis") ? { document: "basis", kind: named("basisKind") } : undefined,
    leave: usualLeave(type, named),
    periods: usualPeriods(fields),
    amounts: [],
    besideAmount: ["invoiceNumber", "invoiceDate", "payDeadline", "payKind", "purpose", "paymentTerms"].filter(has),
    notCopied: ["invoiceNumber", "invoiceDate", "payDeadline", "neededBy", "budgetMonth", "knp"].filter(has),
    vouching: usualVouching(fields),
  };
}

type FirstOf = (fieldType: FieldType) => string | undefined;
type Named = (key: string) => string | undefined;

function usualCell(first: FirstOf): Omit<ExpenseMeaning, "amount"> {
  return { costItem: first("costItem"), month: first("month"), project: first("project") };
}

function usualInvoice(named: Named): InvoiceMeaning {
  return {
    number: "invoiceNumber",
    date: "invoiceDate",
    file: "invoiceFile",
    payBy: named("payDeadline"),
    purpose: named("purpose"),
    vatRate: named("vatRate"),
    knp: named("knp"),
    payKind: named("payKind"),
  };
}

function usualLeave({ subjectField }: Meant, named: Named): LeaveMeaning | undefined {
  const [kind, from, to] = [named("kind"), named("dateFrom"), named("dateTo")];
  if (subjectField === undefined || !kind || !from || !to) return undefined;
  return { kind, kinds: ["vacation", "trip"], from, to, substitute: named("substitute") };
}

/** Two dates named `…From` and `…To`. */
function usualPeriods(fields: readonly RequestField[]): PeriodMeaning[] {
  const dates = fields.filter((field) => field.type === "date").map((field) => field.key);
  return dates.flatMap((to) => {
    const from = to.endsWith("To") ? `${to.slice(0, -2)}From` : "";
    return dates.includes(from) ? [{ from, to }] : [];
  });
}

const OF_ACCOUNTANT: readonly FieldType[] = ["money", "currency", "vat", "knp", "costItem", "month", "counterparty", "project"];
const OF_DIRECTORS: readonly FieldType[] = ["money", "currency", "counterparty", "costItem", "month", "project", "branch"];

/** A head vouches for all but the codes of the accountant; a lawyer for party and basis, where there is a basis. */
function usualVouching(fields: readonly RequestField[]): VouchingRule[] {
  const of = (types: readonly FieldType[], keys: readonly string[]): string[] =>
    fields.filter((field) => types.includes(field.type) || keys.includes(field.key)).map((field) => field.key);
  const codes = of([], ["knp", "vatRate"]);
  const directors = [...of(OF_DIRECTORS, ["invoiceFile"]), "branch"];
  return [
    ...(codes.length > 0 ? [{ rule: "department_head" as const, allBut: codes }] : []),
    ...(of([], ["basis"]).length > 0 ? [{ role: "lawyer", only: of([], ["counterparty", "basis", "basisKind"]) }] : []),
    { role: "accountant", only: of(OF_ACCOUNTANT, ["payKind", "payDeadline", "purpose"]) },
    { role: "cfo", only: directors },
    { role: "ceo", only: directors },
  ];
}
