import { dayProblem, isMonth } from "../kernel/calendar.ts";
import type { FieldError } from "../kernel/errors.ts";
import { amountProblem, currencyCodes, MAX_AMOUNT_MINOR } from "../kernel/money.ts";
import { cleanLines } from "./lines.ts";
import { cleanText } from "./text.ts";
import { PRIORITIES } from "./type.ts";
import type { FieldType, RequestField } from "./type.ts";

/** One value made clean, or what is wrong with it; a clean `undefined` means «not filled in». */
export interface Cleaned {
  value?: unknown;
  errors: FieldError[];
}

const SHORT_TEXT = 200;
const LONG_TEXT = 20_000;
const MOST_FILES = 50;
const MOST_DIGITS = 6;
const LARGEST_NUMBER = 1e12;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

type Rule = (field: RequestField, value: unknown, path: string) => Cleaned;

/** Checks one filled-in value by the type of its field; whether it had to be filled in is `validateForm`'s question. */
export function cleanValue(field: RequestField, value: unknown): Cleaned {
  return RULES[field.type](field, value, field.key);
}

const bad = (field: string, code: string, params?: FieldError["params"]): Cleaned => ({
  errors: [params ? { field, code, params } : { field, code }],
});
const good = (value: unknown): Cleaned => ({ value, errors: [] });

const text: Rule = (field, value, path) => {
  const longest = field.max ?? (field.type === "longtext" ? LONG_TEXT : SHORT_TEXT);
  const cleaned = cleanText(value, path, { max: longest, lines: field.type === "longtext" });
  if (typeof cleaned.value === "string" && field.min !== undefined && cleaned.value.length < field.min) {
    return bad(path, "textTooShort", { count: field.min });
  }
  return cleaned;
};

const money: Rule = (field, value, path) => {
  const problem = amountProblem(value, 0);
  if (problem) return bad(path, problem);
  const amountMinor = Number(value);
  if (field.min !== undefined && amountMinor < Math.round(field.min * 100)) {
    return amountMinor === 0 ? bad(path, "moneyTooSmall") : bad(path, "numberTooSmall", { min: field.min });
  }
  const most = Math.min(MAX_AMOUNT_MINOR, Math.round((field.max ?? MAX_AMOUNT_MINOR) * 100));
  return amountMinor > most ? bad(path, "numberTooLarge", { max: field.max ?? MAX_AMOUNT_MINOR }) : good(amountMinor);
};

const number: Rule = (field, value, path) => {
  if (typeof value !== "number" || !Number.isFinite(value)) return bad(path, "numberInvalid");
  const min = field.min ?? 0;
  const max = field.max ?? LARGEST_NUMBER;
  if (value < min) return bad(path, "numberTooSmall", { min });
  if (value > max) return bad(path, "numberTooLarge", { max });
  return Number(value.toFixed(MOST_DIGITS)) === value ? good(value) : bad(path, "numberInvalid");
};

const date: Rule = (_field, value, path) => {
  const problem = dayProblem(value);
  return problem ? bad(path, problem) : good(value);
};

const month: Rule = (_field, value, path) => (isMonth(value) ? good(value) : bad(path, "monthInvalid"));

const reference: Rule = (_field, value, path) => (isUuid(value) ? good(value.toLowerCase()) : bad(path, "referenceInvalid"));

const files: Rule = (_field, value, path) => {
  if (!Array.isArray(value) || !value.every(isUuid)) return bad(path, "referenceInvalid");
  if (value.length > MOST_FILES) return bad(path, "tooManyFiles", { count: MOST_FILES });
  return good([...new Set(value.map((id) => id.toLowerCase()))]);
};

const oneOf =
  (known: (field: RequestField) => readonly unknown[]): Rule =>
  (field, value, path) =>
    known(field).includes(value) ? good(value) : bad(path, "optionUnknown");

const optionsOf = (field: RequestField): unknown[] => field.options?.map((option) => option.value) ?? [];

const multiselect: Rule = (field, value, path) => {
  const known = optionsOf(field);
  if (!Array.isArray(value) || !value.every((item) => known.includes(item))) return bad(path, "optionUnknown");
  // The order of the options, not of the clicks: the same choice is then always the same value.
  return good(known.filter((item) => value.includes(item)));
};

const RULES: Record<FieldType, Rule> = {
  text,
  longtext: text,
  money,
  number,
  date,
  month,
  files,
  multiselect,
  currency: oneOf(currencyCodes),
  priority: oneOf(() => PRIORITIES),
  select: oneOf(optionsOf),
  vat: oneOf(optionsOf),
  bool: oneOf(() => [true, false]),
  knp: (_field, value, path) => (typeof value === "string" && /^\d{3}$/.test(value) ? good(value) : bad(path, "knpShape")),
  lines: (field, value, path) => cleanLines(field.columns ?? [], value, path),
  user: reference,
  department: reference,
  branch: reference,
  project: reference,
  costItem: reference,
  counterparty: reference,
  document: reference,
  file: reference,
};

function isUuid(value: unknown): value is string {
  return typeof value === "string" && UUID.test(value);
}
