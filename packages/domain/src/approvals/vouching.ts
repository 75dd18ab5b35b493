import { isEmpty } from "../kernel/conditions.ts";
import type { RequestField, StepActor } from "../requests/type.ts";
import type { Run, RunStep } from "./run.ts";
import { approvals } from "./run.ts";

/** What is voted on: fields by key, with the invoice file and the account as fields like any other. */
export type Vouched = Readonly<Record<string, unknown>>;

/** Takes canonical text, gives its hash; the server injects SHA-256. */
export type Hash = (text: string) => string;

/** Fields of the record a vote can be about: the type's own and those of the invoice beside it. */
export interface VouchableField {
  key: string;
  type: RequestField["type"] | "account" | "split";
}

const MONEY_TYPES: readonly VouchableField["type"][] = [
  "money",
  "currency",
  "vat",
  "knp",
  "costItem",
  "month",
  "counterparty",
  "project",
  "account",
  "split",
];
const MONEY_KEYS: readonly string[] = ["payKind", "payDeadline", "purpose"];
const CELL_TYPES: readonly VouchableField["type"][] = ["costItem", "month", "project", "branch", "split"];
const NOT_OF_HEAD: readonly string[] = ["knp", "vatRate"];
const OF_LAWYER: readonly string[] = ["counterparty", "basis", "basisKind"];

/**
 * Keys of the fields a step vouches for: the head all but KNP and VAT rate; the lawyer counterparty and basis
 * (everything where the record has no basis, such as a contract); the accountant every money field; the
 * financial director and the chief executive amount, currency, counterparty, cells and invoice file. A step of
 * another role vouches for everything.
 */
export function vouchedFields(by: StepActor, kind: RunStep["kind"], fields: readonly VouchableField[]): string[] {
  return fields.filter((field) => vouches(by, kind, fields, field)).map((field) => field.key);
}

function vouches(by: StepActor, kind: RunStep["kind"], fields: readonly VouchableField[], field: VouchableField): boolean {
  if (kind === "over_limit") return ["money", "currency", "counterparty", ...CELL_TYPES].includes(field.type);
  if ("rule" in by && by.rule === "department_head") return !NOT_OF_HEAD.includes(field.key);
  if (!("role" in by)) return true;
  switch (by.role) {
    case "lawyer":
      return !fields.some((one) => one.key === "basis") || OF_LAWYER.includes(field.key);
    case "accountant":
      return MONEY_TYPES.includes(field.type) || MONEY_KEYS.includes(field.key);
    case "cfo":
    case "ceo":
      return ["money", "currency", "counterparty", ...CELL_TYPES].includes(field.type) || field.key === "invoiceFile";
    default:
      return true;
  }
}

/** The same value always gives the same text: keys sorted, absent and null alike, no spaces. */
export function canonicalJson(value: unknown): string {
  if (value === undefined || value === null) return "null";
  if (typeof value === "number" && !Number.isFinite(value)) throw new Error("a number without a value cannot be vouched for");
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object") return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, one]) => one !== undefined && one !== null);
  const sorted = entries.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([key, one]) => `${JSON.stringify(key)}:${canonicalJson(one)}`).join(",")}}`;
}

/** Hash of what these fields hold now. */
export function vouchingHash(keys: readonly string[], values: Vouched, hash: Hash): string {
  return hash(canonicalJson(Object.fromEntries(keys.map((key) => [key, values[key]]))));
}

export interface FieldChange {
  field: string;
  before: unknown;
  after: unknown;
}

/** Fields whose value differs. */
export function changesBetween(before: Vouched, after: Vouched): FieldChange[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted();
  return keys
    .filter((key) => canonicalJson(before[key]) !== canonicalJson(after[key]))
    .map((field) => ({ field, before: before[field], after: after[field] }));
}

export interface VoidedStep {
  step: string;
  voterIds: string[];
  /** What the voters are shown when asked again. */
  changes: FieldChange[];
}

/**
 * Steps whose standing votes vouch for something that changed, with the difference.
 *
 * @param fieldsOf what each step vouches for
 * @param owned fields the voting step owns: filled in its vote they void nothing; what stood there and was vouched for
 * falls like any other
 */
export function votesVoidedBy(
  run: Run,
  changes: readonly FieldChange[],
  fieldsOf: (step: RunStep) => readonly string[],
  owned: readonly string[] = [],
): VoidedStep[] {
  return run.steps.flatMap((step): VoidedStep[] => {
    const fields = fieldsOf(step);
    const hit = changes.filter(({ field, before }) => fields.includes(field) && !(owned.includes(field) && isEmpty(before)));
    const voterIds = approvals(run, step.key).map((vote) => vote.voterId);
    return hit.length > 0 && voterIds.length > 0 ? [{ step: step.key, voterIds, changes: hit }] : [];
  });
}
