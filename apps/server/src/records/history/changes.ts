import { isDeepStrictEqual } from "node:util";

/** One value of a change; `text` is the name behind an id. */
export interface ChangedValue {
  value: unknown;
  text: string | null;
}

export interface FieldChange {
  /** Key of the field: the page knows its label (namespace `history`, or the form of the type). */
  field: string;
  from: ChangedValue;
  to: ChangedValue;
}

interface Sides {
  before: unknown;
  after: unknown;
}

/** Answers of a form are kept in one object; history speaks of each answer. */
const NESTED = new Set(["data", "values", "fields"]);

/** Words of the journal that tell amounts in every kind; `…Minor` is an amount wherever it stands. */
const OF_MONEY = new Set(["currency", "vatRate", "splits"]);

/** What the reader of a journal sees of it; `amounts` are further fields that tell amounts, by the record's kind. */
export interface Reader {
  whole: boolean;
  money: boolean;
  amounts: ReadonlySet<string>;
}

/**
 * What a journal entry says changed, field by field.
 *
 * @param seen without `money` fields of amounts are left out; without `whole` only the status is told
 */
export function changesOf({ before, after }: Sides, seen: Reader): FieldChange[] {
  const left = flattened(before);
  const right = flattened(after);
  const fields = [...new Set([...left.keys(), ...right.keys()])];
  return fields
    .filter((field) => (seen.whole || field === "status") && (seen.money || !tellsAmount(field, seen.amounts)))
    .filter((field) => !isDeepStrictEqual(left.get(field), right.get(field)))
    .map((field) => ({
      field,
      from: { value: left.get(field) ?? null, text: null },
      to: { value: right.get(field) ?? null, text: null },
    }));
}

function tellsAmount(field: string, amounts: ReadonlySet<string>): boolean {
  return field.endsWith("Minor") || OF_MONEY.has(field) || amounts.has(field);
}

function flattened(side: unknown): Map<string, unknown> {
  const fields = new Map<string, unknown>();
  for (const [field, value] of entriesOf(side)) {
    if (NESTED.has(field)) for (const [inner, answer] of entriesOf(value)) fields.set(inner, answer);
    else fields.set(field, value);
  }
  return fields;
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}
