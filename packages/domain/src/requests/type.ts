import type { BARRED_PEOPLE, RoleActor, StepActor } from "../access/step-actor.ts";
import type { Quorum } from "../approvals/run.ts";
import type { Condition, Scalar } from "../kernel/conditions.ts";
import type { Label } from "../kernel/label.ts";
import type { Meaning } from "./meaning.ts";

export const FIELD_TYPES = [
  "text",
  "longtext",
  "money",
  "currency",
  "date",
  "month",
  "user",
  "department",
  "branch",
  "project",
  "costItem",
  "counterparty",
  "document",
  "file",
  "files",
  "select",
  "multiselect",
  "lines",
  "bool",
  "number",
  "vat",
  "knp",
  "priority",
] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

export const LINE_COLUMNS = ["name", "spec", "qty", "unit", "estPrice"] as const;
export type LineColumn = (typeof LINE_COLUMNS)[number];

/** Drawings a type can choose from; the last is that of a type which chose none. */
export const TYPE_ICONS = ["card", "cart", "paper", "speaker", "bolt", "people", "form"] as const;
export type TypeIcon = (typeof TYPE_ICONS)[number];

export const PRIORITIES = ["low", "medium", "high", "urgent"] as const;
export type Priority = (typeof PRIORITIES)[number];

/** The name of a stored priority, 1…4. */
export function priorityOf(priority: number): Priority {
  return PRIORITIES[priority - 1] ?? "medium";
}

/** A choice; rates of VAT carry no label of their own. */
export interface FieldOption {
  value: string | number;
  label?: Label | undefined;
}

/** What stands in the field at first; `author` in a reference field means the author (their department, branch). */
export interface FieldDefault {
  value: Scalar;
  when?: Condition | undefined;
}

/** One question of a form. `min` and `max`: length for text, whole units for money, value for numbers. */
export interface RequestField {
  key: string;
  type: FieldType;
  label: Label;
  required: boolean;
  /** Only needed when sent for approval, not at submission. */
  requiredAt?: "approval" | undefined;
  /** Only needed before that step may be voted or handed in. */
  requiredAtStep?: string | undefined;
  requiredIf?: Condition | undefined;
  /** The question is asked only while this holds. */
  when?: Condition | undefined;
  min?: number | undefined;
  max?: number | undefined;
  options?: readonly FieldOption[] | undefined;
  columns?: readonly LineColumn[] | undefined;
  default?: FieldDefault | undefined;
  /** A month takes the month of this date while it is empty. */
  defaultFrom?: string | undefined;
}

export const COMPLETING_FACTS = ["invoicePaid", "closingDocumentLinked"] as const;

/** A node of the type's graph. */
export interface RequestStep {
  key: string;
  as: "task" | "approval";
  title: Label;
  after: readonly string[];
  slaWorkHours: number;
  by: StepActor;
  when?: Condition | undefined;
  quorum?: Quorum | undefined;
  /** Roles whose holders are barred from this step. */
  notHolding?: readonly string[] | undefined;
  notBy?: readonly (typeof BARRED_PEOPLE)[number][] | undefined;
  /** Fields filled in the vote itself. */
  ownsFields?: readonly string[] | undefined;
  /** A file or a link must come with the result. */
  requiresFile?: boolean | undefined;
  /** A link does not do, asked through `isFileOnly`. */
  fileOnly?: boolean | undefined;
  /** Number field saying how many files the result needs. */
  minFiles?: { field: string } | undefined;
  /** Closed by this fact, not by a hand-in. */
  completesBy?: (typeof COMPLETING_FACTS)[number] | undefined;
  /** Code of the request type whose prefilled draft opens in the same chain. */
  creates?: string | undefined;
  /** Fields of a restricted request shown to this task's assignee. */
  shares?: readonly string[] | undefined;
  /** Its holder accepts, or returns the task steps in `after` to rework. */
  acceptance?: boolean | undefined;
  autoCloseWorkHours?: number | undefined;
  /** The result is checked by a reviewer before the task counts as done. */
  review?: boolean | undefined;
}

export const GATE_MOMENTS = ["approvalStart", "approvalOutcome", "done"] as const;

/** Begins the name of a need: the file of that task. */
export const FILE_OF_TASK = "fileOfTask:";

/** Things that must exist at a moment: field keys or `fileOfTask:<step>`. */
export interface RequestGate {
  at: (typeof GATE_MOMENTS)[number];
  needs: readonly string[];
  when?: Condition | undefined;
}

/** A request type as the administrator edits it; versions of it are stored whole. */
export interface RequestType {
  code: string;
  /** Of the number: `ОПЛ-2026-000123`. */
  prefix: string;
  label: Label;
  color: string;
  /** Asked through `iconOf`, since older versions do not declare it. */
  icon?: TypeIcon | undefined;
  restricted?: boolean | undefined;
  /** Fields every type has; they live on the record's card, not in its data. */
  common: readonly RequestField[];
  fields: readonly RequestField[];
  gates: readonly RequestGate[];
  steps: readonly RequestStep[];
  queue: RoleActor;
  /** The estimate is committed in the budget when these steps are finished. */
  commitsAfter?: readonly string[] | undefined;
  /** User field holding the person the request is about; an empty one means the author. */
  subjectField?: string | undefined;
  /** Date field the deadline is taken from when none is given. */
  dueDateFrom?: string | undefined;
  /** What the fields mean to the rules; asked through `meaningOf`, since older versions do not declare it. */
  meaning?: Partial<Meaning> | undefined;
}

/** Whether only a file counts as the result of a step: it says so, or a gate asks for that very file later. */
export function isFileOnly({ gates }: Pick<RequestType, "gates">, step: Pick<RequestStep, "key" | "fileOnly">): boolean {
  return step.fileOnly === true || gates.some((gate) => gate.needs.includes(`${FILE_OF_TASK}${step.key}`));
}

/**
 * Whether an outsider could not finish the step: money is paid, a paper found, a request filed, or a field filled of the request
 * that they do not see, where they only hand in a result.
 */
export function needsInsider(
  { fields }: Pick<RequestType, "fields">,
  { key, completesBy, creates }: Pick<RequestStep, "key" | "completesBy" | "creates">,
): boolean {
  return completesBy !== undefined || creates !== undefined || fields.some(({ requiredAtStep }) => requiredAtStep === key);
}

/** Common fields first, then the type's own, in the order of the form. */
export function allFields(type: RequestType): RequestField[] {
  return [...type.common, ...type.fields];
}

/** A field by its key, common ones included. */
export function fieldOf(type: RequestType, key: string): RequestField | undefined {
  return allFields(type).find((field) => field.key === key);
}

/** A step by its key. */
export function stepOf(type: RequestType, key: string): RequestStep | undefined {
  return type.steps.find((step) => step.key === key);
}

/** The field that chooses the currency of the form's amounts; without one they are in the base currency. */
export function currencyKey(type: Pick<RequestType, "fields">): string | undefined {
  return type.fields.find((field) => field.type === "currency")?.key;
}

/** Keys of the money fields. */
export function moneyKeys(type: Pick<RequestType, "fields">): string[] {
  return type.fields.filter((field) => field.type === "money").map((field) => field.key);
}
