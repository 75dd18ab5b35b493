import type { StepActor } from "../access/step-actor.ts";
import type { RunStep } from "../approvals/run.ts";
import { ancestorsOf } from "../approvals/steps.ts";
import { meaningOf } from "./meaning.ts";
import type { VouchingRule } from "./meaning.ts";
import { fieldOf, stepOf } from "./type.ts";
import type { FieldType, RequestField, RequestType } from "./type.ts";

/** Of the common fields votes are about those that choose the cell and the head. */
const COMMON_VOUCHABLE = ["branch", "department"];

/** What a decision over the limit is about: the amount, whom it goes to, and its cell. */
const OVER_LIMIT: readonly FieldType[] = ["money", "currency", "counterparty", "costItem", "month", "project", "branch"];

/** The fields of a request that votes can be about. */
function vouchableFields(type: RequestType): RequestField[] {
  return [...type.fields, ...COMMON_VOUCHABLE.flatMap((key) => fieldOf(type, key) ?? [])];
}

/** What a step vouches for in requests of this type: nothing that is only filled in at a step that comes after it. */
export function vouchedKeys(type: RequestType, step: Pick<RunStep, "key" | "by" | "kind">): string[] {
  return vouchableFields(type)
    .filter((field) => vouches(type, step, field) && !isFilledLater(type, step.key, field))
    .map((field) => field.key);
}

function vouches(type: RequestType, { by, kind }: Pick<RunStep, "by" | "kind">, field: RequestField): boolean {
  // Whom it is paid to concerns everybody: a change may bar one of those who voted (S1).
  if (field.key === meaningOf(type).payee) return true;
  if (kind === "over_limit") return OVER_LIMIT.includes(field.type);
  const looksAt = (key: string): boolean => {
    const rule = meaningOf(type).vouching.find((one) => isOf(one, by));
    return rule?.only ? rule.only.includes(key) : !rule?.allBut?.includes(key);
  };
  // The amount was read from the supplier's paper: a vote for one is a vote for the other.
  const { expense, invoice } = meaningOf(type);
  if (field.key === invoice?.file && expense && looksAt(expense.amount)) return true;
  return looksAt(field.key);
}

function isOf(rule: VouchingRule, by: StepActor): boolean {
  if ("rule" in by) return rule.rule === by.rule;
  return "role" in by && rule.role === by.role;
}

function isFilledLater(type: RequestType, stepKey: string, field: RequestField): boolean {
  const at = field.requiredAtStep;
  if (at === undefined || at === stepKey || !stepOf(type, stepKey)) return false;
  // What a vote fills in may have stood there before: then it was looked at. Filled where nothing stood, it voids no vote.
  if (stepOf(type, at)?.ownsFields?.includes(field.key)) return false;
  return !ancestorsOf(type, stepKey).has(at);
}
