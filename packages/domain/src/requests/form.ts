import { isDay, monthOf } from "../kernel/calendar.ts";
import { evaluate, isEmpty } from "../kernel/conditions.ts";
import type { Scope } from "../kernel/conditions.ts";
import { deadlineProblem } from "../deadlines/deadline.ts";
import { invoiceDateProblem } from "../invoices/days.ts";
import type { FieldError } from "../kernel/errors.ts";
import { BASE_CURRENCY } from "../kernel/money.ts";
import { cleanValue } from "./field-values.ts";
import { isOfClosedYear, leaveOf } from "./leave.ts";
import { meaningOf } from "./meaning.ts";
import { scopeOf } from "./scope.ts";
import type { FormValues } from "./scope.ts";
import { allFields, currencyKey, fieldOf, stepOf } from "./type.ts";
import type { RequestField, RequestType } from "./type.ts";

/** How much must be filled in: nothing yet, enough to submit, enough to ask for approval, enough to finish a step. */
export type FormStage = "draft" | "submission" | "approval" | { step: string };

export interface FormOptions {
  stage: FormStage;
  /** The company's day. */
  today: string;
  thresholds: Readonly<Record<string, number>>;
  /** Rates of the day in millionths; needed only where a condition asks for a foreign amount in base. */
  rates?: Readonly<Record<string, number>>;
  /** Common fields as they stand on the card. Given, `values` hold the type's own fields only. */
  roots?: FormValues;
  /** Fields that a change of the card moves: what a day may be is asked where it is set, and at submission. */
  moved?: readonly string[];
}

export interface FormResult {
  /** Trimmed, without blanks and unasked questions, with derived dates and months filled in. */
  values: Record<string, unknown>;
  errors: FieldError[];
}

/** Checks a form against its type. Errors carry field keys (`items.2.qty` inside a table) and codes of namespace `fields`. */
export function validateForm(type: RequestType, values: FormValues, options: FormOptions): FormResult {
  const fields = options.roots ? type.fields : allFields(type);
  const errors = unknownKeys(fields, values);
  const cleaned = cleanAll(fields, values, errors);
  const derived = { ...cleaned, ...derivedValues(type, { ...options.roots, ...cleaned }, options.roots !== undefined) };
  const scope = scopeOf(type, { ...options.roots, ...derived }, options);
  const asked = fields.filter((field) => isAsked(field, scope));
  const wrong = new Set(errors.map((error) => error.field.split(".")[0]));
  for (const field of asked) {
    if (!wrong.has(field.key)) errors.push(...missing(type, field, derived[field.key], scope, options.stage));
  }
  errors.push(
    ...backwardsPeriods(type, derived),
    ...pastDeadlines(type, derived, options, wrong),
    ...farInvoiceDate(type, derived, options, wrong),
    ...pastLeave(type, derived, options),
    ...ownSubstitute(type, derived),
  );
  const kept = Object.fromEntries(asked.flatMap((field) => (field.key in derived ? [[field.key, derived[field.key]]] : [])));
  return { values: kept, errors: errors.filter((error) => !isUnasked(error, fields, asked)) };
}

/** Mistakes in a question that is not asked any more trouble nobody: its value is dropped. */
function isUnasked(error: FieldError, fields: readonly RequestField[], asked: readonly RequestField[]): boolean {
  const isAbout = (field: RequestField): boolean => field.key === error.field.split(".")[0];
  return fields.some(isAbout) && !asked.some(isAbout);
}

function unknownKeys(fields: readonly RequestField[], values: FormValues): FieldError[] {
  const known = new Set(fields.map((field) => field.key));
  return Object.keys(values)
    .filter((key) => !known.has(key))
    .map((key) => ({ field: key, code: "unknownField" }));
}

function cleanAll(fields: readonly RequestField[], values: FormValues, errors: FieldError[]): Record<string, unknown> {
  const cleaned: Record<string, unknown> = {};
  for (const field of fields) {
    const value = Object.hasOwn(values, field.key) ? values[field.key] : undefined;
    if (isEmpty(value)) continue;
    const result = cleanValue(field, value);
    errors.push(...result.errors);
    if (!isEmpty(result.value)) cleaned[field.key] = result.value;
  }
  return cleaned;
}

/** Whether the question is asked at all, given the other answers. */
export function isAsked(field: RequestField, scope: Scope): boolean {
  return field.when === undefined || evaluate(field.when, scope);
}

/** Whether the field is required at this stage: a draft requires none, a step its own fields beside those of submission. */
export function isRequired(field: RequestField, scope: Scope, stage: FormStage): boolean {
  if (stage === "draft" || !isAsked(field, scope)) return false;
  if (field.requiredAtStep !== undefined && (typeof stage === "string" || stage.step !== field.requiredAtStep)) return false;
  if (field.requiredAt === "approval" && stage !== "approval") return false;
  return field.required || (field.requiredIf !== undefined && evaluate(field.requiredIf, scope));
}

function missing(type: RequestType, field: RequestField, value: unknown, scope: Scope, stage: FormStage): FieldError[] {
  if (!isRequired(field, scope, stage)) return [];
  const isTicked = field.type !== "bool" || value === true;
  if (!isEmpty(value) && isTicked) return [];
  // A deadline that follows another date is asked for at that date.
  if (field.key === "dueDate" && type.dueDateFrom !== undefined && fieldOf(type, type.dueDateFrom)) return [];
  return [{ field: field.key, code: CODE_OF_MISSING[field.type] ?? "required" }];
}

const CODE_OF_MISSING: Partial<Record<RequestField["type"], string>> = {
  money: "requiredMoney",
  date: "requiredDate",
  month: "requiredMonth",
  user: "requiredPerson",
  file: "requiredFile",
  files: "requiredFile",
  document: "requiredDocument",
  counterparty: "requiredCounterparty",
  select: "requiredChoice",
  multiselect: "requiredChoice",
  lines: "requiredLines",
  bool: "requiredTick",
};

/** Values that follow from others while empty: the deadline from the date the type names, a month from its date. */
export function derivedValues(
  type: Pick<RequestType, "fields" | "dueDateFrom">,
  values: FormValues,
  ownFieldsOnly = false,
): Record<string, unknown> {
  const derived: Record<string, unknown> = {};
  const dueFrom = type.dueDateFrom === undefined ? undefined : values[type.dueDateFrom];
  if (!ownFieldsOnly && isEmpty(values["dueDate"]) && isDay(dueFrom)) derived["dueDate"] = dueFrom;
  for (const field of type.fields) {
    if (field.type !== "month" || !isEmpty(values[field.key])) continue;
    // Budget months follow the payment deadline unless the type says otherwise.
    const source = values[field.defaultFrom ?? type.dueDateFrom ?? ""];
    if (isDay(source)) derived[field.key] = monthOf(source);
  }
  return derived;
}

function backwardsPeriods(type: RequestType, values: FormValues): FieldError[] {
  return meaningOf(type).periods.flatMap((period) => {
    const [from, to] = [values[period.from], values[period.to]];
    return isDay(from) && isDay(to) && to < from ? [{ field: period.to, code: "endBeforeStart", params: { from } }] : [];
  });
}

/** Nobody stands in for themselves. */
function ownSubstitute(type: RequestType, values: FormValues): FieldError[] {
  const subject = type.subjectField === undefined ? undefined : values[type.subjectField];
  const substitute = meaningOf(type).leave?.substitute;
  if (isEmpty(subject) || substitute === undefined || values[substitute] !== subject) return [];
  return [{ field: substitute, code: "ownSubstitute" }];
}

/** Fields that say by when: the deadline of the card, and the date of the type it is taken from. */
function deadlineKeys(type: RequestType): string[] {
  return type.dueDateFrom === undefined ? ["dueDate"] : ["dueDate", type.dueDateFrom];
}

/** A deadline that is set or moved to a day already over; one that passed while it stood is not held against the form. */
function pastDeadlines(
  type: RequestType,
  values: FormValues,
  options: FormOptions,
  wrong: Set<string | undefined>,
): FieldError[] {
  const asked = options.stage === "submission" ? [type.dueDateFrom ?? "dueDate"] : [];
  const keys = new Set([...asked, ...deadlineKeys(type).filter((key) => isMoved(key, options))]);
  return [...keys].flatMap((key) => {
    const day = values[key];
    const code = isDay(day) && !wrong.has(key) ? deadlineProblem(day, options.today) : undefined;
    return code === undefined ? [] : [{ field: key, code }];
  });
}

function isMoved(key: string, { moved = [] }: FormOptions): boolean {
  return moved.includes(key);
}

/** The supplier's date on an invoice that nobody can have written yet. */
function farInvoiceDate(
  type: RequestType,
  values: FormValues,
  options: FormOptions,
  wrong: Set<string | undefined>,
): FieldError[] {
  const key = meaningOf(type).invoice?.date;
  if (key === undefined || wrong.has(key) || !(options.stage === "submission" || isMoved(key, options))) return [];
  const day = values[key];
  const code = isDay(day) ? invoiceDateProblem(day, options.today) : undefined;
  return code === undefined ? [] : [{ field: key, code }];
}

/** Days of a year whose books are closed: most often the year is a slip of the pen. */
function pastLeave(type: RequestType, values: FormValues, options: FormOptions): FieldError[] {
  const keys = meaningOf(type).leave;
  const leave = leaveOf(type, values);
  if (keys === undefined || leave === null || !isOfClosedYear(leave, options.today)) return [];
  const isSet = options.stage === "submission" || [keys.kind, keys.from, keys.to].some((key) => isMoved(key, options));
  return isSet ? [{ field: keys.to, code: "leavePastYear" }] : [];
}

/** Of whom and when the form is opened. */
export interface FormAuthor {
  id: string;
  departmentId?: string;
  branchId?: string;
}

/** What stands in an empty form: the defaults of the type; `author` becomes the person, their department or branch. */
export function defaultsFor(type: RequestType, context: { author: FormAuthor }): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const field of allFields(type)) {
    const start = field.default;
    if (!start) continue;
    const scope = scopeOf(type, values, { thresholds: {} });
    if (start.when && !evaluate(start.when, scope)) continue;
    const value = start.value === "author" ? authorsOwn(field, context.author) : start.value;
    if (value !== undefined) values[field.key] = value;
  }
  if (fieldOf(type, "branch") && values["branch"] === undefined && context.author.branchId)
    values["branch"] = context.author.branchId;
  const currency = currencyKey(type);
  if (currency !== undefined && values[currency] === undefined) values[currency] = BASE_CURRENCY;
  return values;
}

/**
 * Defaults of questions that other answers have only just called for: a new form shows them, yet what is not asked is not kept.
 * A question that was asked before keeps its answer, an empty one included.
 */
export function newlyAskedDefaults(
  type: RequestType,
  before: FormValues,
  values: FormValues,
  options: Pick<FormOptions, "thresholds" | "rates">,
): Record<string, unknown> {
  const [then, now] = [scopeOf(type, before, options), scopeOf(type, values, options)];
  const fresh = type.fields.filter(
    (field) => field.when && field.default && isEmpty(values[field.key]) && !isAsked(field, then) && isAsked(field, now),
  );
  return Object.fromEntries(fresh.map((field) => [field.key, field.default?.value]));
}

function authorsOwn(field: RequestField, author: FormAuthor): string | undefined {
  if (field.type === "department") return author.departmentId;
  return field.type === "branch" ? author.branchId : author.id;
}

/** Keys of the fields that must be filled before that step may be voted or handed in. */
export function fieldsOfStep(type: RequestType, stepKey: string): string[] {
  if (!stepOf(type, stepKey)) return [];
  return type.fields.filter((field) => field.requiredAtStep === stepKey).map((field) => field.key);
}
