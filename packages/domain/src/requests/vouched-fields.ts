import type { StepActor } from "../access/step-actor.ts";
import type { RunStep } from "../approvals/run.ts";
import type { RequestField } from "./type.ts";

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
