import { isBlank } from "./invisible.ts";

/** What a condition may be compared with. */
export type Scalar = string | number | boolean;

const OPERATORS = ["=", "!=", ">", "<", "in", "empty"] as const;
export type Operator = (typeof OPERATORS)[number];

/** One comparison of a form field or of a fact of the record. */
export interface Comparison {
  field?: string;
  fact?: string;
  op: Operator;
  value?: Scalar | readonly Scalar[];
  /** Name of a setting in the base currency, for amounts ABOVE it. */
  threshold?: string;
}

/** The JSON condition language of request types and routes: data, never code. */
export type Condition = { all: readonly Condition[] } | { any: readonly Condition[] } | { not: Condition } | Comparison;

/** Everything a condition can see. Money and thresholds are minor units; thresholds are in the base currency. */
export interface Scope {
  fields: Readonly<Record<string, unknown>>;
  facts: Readonly<Record<string, unknown>>;
  thresholds: Readonly<Record<string, number>>;
  /** Fields (and their `…Base` twins) whose values are minor units: constants beside them are whole units. */
  moneyFields: ReadonlySet<string>;
}

const MINOR_PER_UNIT = 100;

/** Whole units of the settings (500000 = 500 000 ₸) to minor units. */
export function loadThresholds(wholeUnits: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(wholeUnits).map(([name, units]) => [name, Math.round(units * MINOR_PER_UNIT)]));
}

/** Unset, blank or an empty list: what a person would call «не заполнено». */
export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value === "string") return isBlank(value);
  return Array.isArray(value) && value.length === 0;
}

/**
 * Whether the condition holds.
 *
 * An unset field is below and above nothing and differs from everything but `false` (an unticked box).
 *
 * @throws Error for a fact or threshold the scope lacks: a silent `false` would skip an approval
 */
export function evaluate(condition: Condition, scope: Scope): boolean {
  if ("all" in condition) return condition.all.every((part) => evaluate(part, scope));
  if ("any" in condition) return condition.any.some((part) => evaluate(part, scope));
  if ("not" in condition) return !evaluate(condition.not, scope);
  const actual = actualValue(condition, scope);
  if (condition.op === "empty") return isEmpty(actual);
  return compare(condition.op, actual, expectedValue(condition, scope));
}

function actualValue(comparison: Comparison, scope: Scope): unknown {
  if (comparison.fact === undefined) return scope.fields[comparison.field ?? ""];
  if (!(comparison.fact in scope.facts)) throw new Error(`condition asks the unknown fact ${comparison.fact}`);
  return scope.facts[comparison.fact];
}

function expectedValue(comparison: Comparison, scope: Scope): unknown {
  if (comparison.threshold !== undefined) {
    const limit = scope.thresholds[comparison.threshold];
    if (limit === undefined) throw new Error(`condition asks the unknown threshold ${comparison.threshold}`);
    return limit;
  }
  const isMoney = comparison.field !== undefined && scope.moneyFields.has(comparison.field);
  if (isMoney && typeof comparison.value === "number") return Math.round(comparison.value * MINOR_PER_UNIT);
  return comparison.value;
}

function compare(op: Exclude<Operator, "empty">, actual: unknown, expected: unknown): boolean {
  switch (op) {
    case "=":
      return same(actual, expected);
    case "!=":
      return !same(actual, expected);
    case "in":
      return Array.isArray(expected) && expected.some((item) => same(actual, item));
    case ">":
      return order(actual, expected) > 0;
    case "<":
      return order(actual, expected) < 0;
  }
}

/** A multiple choice equals each of the values chosen in it. */
function same(actual: unknown, expected: unknown): boolean {
  if (expected === false && isEmpty(actual)) return true;
  return Array.isArray(actual) ? actual.includes(expected) : actual === expected;
}

/** Numbers order with numbers, text with text (ISO dates and months order as text); anything else does not order. */
function order(actual: unknown, expected: unknown): number {
  if (typeof actual === "number" && typeof expected === "number") return actual - expected;
  if (typeof actual !== "string" || typeof expected !== "string" || actual === "") return Number.NaN;
  if (actual === expected) return 0;
  return actual > expected ? 1 : -1;
}

/** Names a condition depends on, each once, in order of appearance. */
export interface NamesUsed {
  fields: string[];
  facts: string[];
  thresholds: string[];
}

/** Lists fields, facts and thresholds a condition reads, so that callers load exactly those. */
export function namesUsed(condition: Condition): NamesUsed {
  const names = { fields: new Set<string>(), facts: new Set<string>(), thresholds: new Set<string>() };
  const visit = (part: Condition): void => {
    if ("all" in part) return part.all.forEach(visit);
    if ("any" in part) return part.any.forEach(visit);
    if ("not" in part) return visit(part.not);
    if (part.field !== undefined) names.fields.add(part.field);
    if (part.fact !== undefined) names.facts.add(part.fact);
    if (part.threshold !== undefined) names.thresholds.add(part.threshold);
  };
  visit(condition);
  return { fields: [...names.fields], facts: [...names.facts], thresholds: [...names.thresholds] };
}

/** Whether `op` is a word of the language. */
export function isOperator(op: unknown): op is Operator {
  return OPERATORS.some((known) => known === op);
}
