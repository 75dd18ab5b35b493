import { isOperator } from "./conditions.ts";
import type { Comparison, Condition, Operator, Scalar } from "./conditions.ts";
import type { FieldError } from "./errors.ts";

/** What a condition may name. A field tells how it can be compared; a fact is only known or not. */
export interface KnownNames {
  fields: ReadonlyMap<string, KnownField>;
  isFact: (name: string) => boolean;
  thresholds: ReadonlySet<string>;
}

export interface KnownField {
  kind: "number" | "date" | "text" | "boolean" | "list";
  /** An amount in the record's own currency: only its `…Base` twin may meet thresholds and constants. */
  foreignMoney?: boolean;
  /** Allowed values of a choice; a comparison with anything else is a slip of the pen. */
  options?: readonly Scalar[];
}

const DEEPEST = 8;
const COMPARISON_KEYS = ["field", "fact", "op", "value", "threshold"];

/**
 * Reads a condition from JSON, refusing unknown names, operators, thresholds and values that could never match.
 *
 * Problems are appended to `errors` with dotted paths below `path`; the answer is `undefined` then.
 */
export function parseCondition(json: unknown, names: KnownNames, path: string, errors: FieldError[]): Condition | undefined {
  const before = errors.length;
  const condition = readCondition(json, { names, errors }, path, 0);
  return errors.length === before ? condition : undefined;
}

interface Reading {
  names: KnownNames;
  errors: FieldError[];
}

function readCondition(json: unknown, reading: Reading, path: string, depth: number): Condition | undefined {
  if (!isRecord(json)) return fail(reading, path, "conditionShape");
  if (depth > DEEPEST) return fail(reading, path, "conditionTooDeep", { max: DEEPEST });
  const keys = Object.keys(json);
  if (keys.length === 1 && "not" in json) {
    const inner = readCondition(json["not"], reading, `${path}.not`, depth + 1);
    return inner && { not: inner };
  }
  if (keys.length === 1 && "all" in json) {
    const parts = readParts(json["all"], reading, `${path}.all`, depth);
    return parts && { all: parts };
  }
  if (keys.length === 1 && "any" in json) {
    const parts = readParts(json["any"], reading, `${path}.any`, depth);
    return parts && { any: parts };
  }
  return readComparison(json, reading, path);
}

function readParts(json: unknown, reading: Reading, path: string, depth: number): Condition[] | undefined {
  if (!Array.isArray(json) || json.length === 0) return fail(reading, path, "conditionShape");
  const parts = json.map((part, index) => readCondition(part, reading, `${path}.${index}`, depth + 1));
  return parts.filter((part) => part !== undefined);
}

function readComparison(json: Record<string, unknown>, reading: Reading, path: string): Comparison | undefined {
  const { field, fact, op, value, threshold } = json;
  const extra = Object.keys(json).find((key) => !COMPARISON_KEYS.includes(key));
  if (extra !== undefined) return fail(reading, `${path}.${extra}`, "typeUnknownKey", { key: extra });
  if (!isOperator(op)) return fail(reading, `${path}.op`, "conditionOperator", { value: JSON.stringify(op) ?? "" });
  if ((field === undefined) === (fact === undefined)) return fail(reading, path, "conditionShape");
  const operand = readOperand(op, value, threshold, reading, path);
  if (!operand) return undefined;
  if (typeof fact === "string") {
    if (!reading.names.isFact(fact)) return fail(reading, `${path}.fact`, "conditionUnknownName", { name: fact });
    return { fact, op, ...operand };
  }
  if (typeof field !== "string") return fail(reading, path, "conditionShape");
  const known = reading.names.fields.get(field);
  if (!known) return fail(reading, `${path}.field`, "conditionUnknownName", { name: field });
  return fits(known, op, operand, reading, path) ? { field, op, ...operand } : undefined;
}

type Operand = Pick<Comparison, "value" | "threshold">;

function readOperand(op: Operator, value: unknown, threshold: unknown, reading: Reading, path: string): Operand | undefined {
  if (op === "empty") return value === undefined && threshold === undefined ? {} : fail(reading, path, "conditionShape");
  if ((value === undefined) === (threshold === undefined)) return fail(reading, path, "conditionShape");
  if (threshold !== undefined) {
    if (typeof threshold !== "string") return fail(reading, path, "conditionShape");
    if (!reading.names.thresholds.has(threshold)) {
      return fail(reading, `${path}.threshold`, "conditionUnknownName", { name: threshold });
    }
    return op === ">" || op === "<" ? { threshold } : fail(reading, `${path}.op`, "conditionOperator", { value: op });
  }
  if (op === "in") {
    return Array.isArray(value) && value.length > 0 && value.every(isScalar)
      ? { value }
      : fail(reading, `${path}.value`, "conditionValue");
  }
  return isScalar(value) ? { value } : fail(reading, `${path}.value`, "conditionValue");
}

function fits(field: KnownField, op: Operator, operand: Operand, reading: Reading, path: string): boolean {
  if (op === "empty") return true;
  const values = operand.value === undefined ? [] : [operand.value].flat();
  if (field.foreignMoney && (operand.threshold !== undefined || values.some((value) => value !== 0))) {
    fail(reading, `${path}.field`, "conditionNeedsBase");
    return false;
  }
  const orders = field.kind === "number" || field.kind === "date";
  if (((op === ">" || op === "<") && !orders) || (operand.threshold !== undefined && field.kind !== "number")) {
    fail(reading, `${path}.op`, "conditionOperator", { value: op });
    return false;
  }
  if (!values.every((value) => valueFits(field, value))) {
    fail(reading, `${path}.value`, "conditionValue");
    return false;
  }
  return true;
}

function valueFits(field: KnownField, value: Scalar): boolean {
  if (field.options) return field.options.includes(value);
  if (field.kind === "number") return typeof value === "number";
  if (field.kind === "boolean") return typeof value === "boolean";
  return typeof value === "string";
}

function isScalar(value: unknown): value is Scalar {
  return typeof value === "string" || typeof value === "boolean" || Number.isFinite(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function fail(reading: Reading, field: string, code: string, params?: FieldError["params"]): undefined {
  reading.errors.push(params ? { field, code, params } : { field, code });
  return undefined;
}
