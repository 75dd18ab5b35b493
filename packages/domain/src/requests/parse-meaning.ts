import { ACTOR_RULES } from "../access/step-actor.ts";
import type { FieldError } from "../kernel/errors.ts";
import { readObject } from "../kernel/json-reader.ts";
import type { ObjectReader } from "../kernel/json-reader.ts";
import type { Meaning, VouchingRule } from "./meaning.ts";

const AT = "meaning";
const PARTS = ["counterparty", "payee", "expense", "invoice", "basis", "leave", "periods"];
const LISTS = ["amounts", "besideAmount", "notCopied", "vouching"];

/** Reads what the fields mean; whether the keys exist is asked once the whole type is known. */
export function readMeaning(json: unknown, errors: FieldError[]): Meaning | undefined {
  if (json === undefined) return undefined;
  const reader = readObject(json, AT, [...PARTS, ...LISTS], errors);
  if (!reader) return undefined;
  return {
    counterparty: reader.optionalText("counterparty"),
    payee: reader.optionalText("payee"),
    expense: readPart(reader, "expense", ["amount"], ["costItem", "month", "project"], errors),
    invoice: readPart(reader, "invoice", ["number", "date", "file"], ["payBy", "purpose", "vatRate", "knp", "payKind"], errors),
    basis: readPart(reader, "basis", ["document"], ["kind"], errors),
    leave: readLeave(reader, errors),
    periods: optionalList(reader, "periods", (item, path) => readPeriod(item, path, errors)),
    amounts: reader.optionalTexts("amounts") ?? [],
    besideAmount: reader.optionalTexts("besideAmount") ?? [],
    notCopied: reader.optionalTexts("notCopied") ?? [],
    vouching: optionalList(reader, "vouching", (item, path) => readRule(item, path, errors)),
  };
}

type Part<R extends string, O extends string> = Record<R, string> & Partial<Record<O, string | undefined>>;

/** A part that names fields only: some of them always, the others where the type has them. */
function readPart<R extends string, O extends string>(
  reader: ObjectReader,
  name: string,
  always: readonly R[],
  maybe: readonly O[],
  errors: FieldError[],
): Part<R, O> | undefined {
  if (reader.raw(name) === undefined) return undefined;
  const part = readObject(reader.raw(name), `${AT}.${name}`, [...always, ...maybe], errors);
  if (!part) return undefined;
  const entries = [...always.map((key) => [key, part.text(key)]), ...maybe.map((key) => [key, part.optionalText(key)])];
  // reason: the entries are exactly the keys asked for
  return Object.fromEntries(entries) as Part<R, O>;
}

function readLeave(reader: ObjectReader, errors: FieldError[]): Meaning["leave"] {
  if (reader.raw("leave") === undefined) return undefined;
  const part = readObject(reader.raw("leave"), `${AT}.leave`, ["kind", "kinds", "from", "to", "substitute"], errors);
  return (
    part && {
      kind: part.text("kind"),
      kinds: part.texts("kinds"),
      from: part.text("from"),
      to: part.text("to"),
      substitute: part.optionalText("substitute"),
    }
  );
}

function readPeriod(json: unknown, path: string, errors: FieldError[]): { from: string; to: string } | undefined {
  const reader = readObject(json, path, ["from", "to"], errors);
  return reader && { from: reader.text("from"), to: reader.text("to") };
}

function readRule(json: unknown, path: string, errors: FieldError[]): VouchingRule | undefined {
  const reader = readObject(json, path, ["role", "rule", "only", "allBut"], errors);
  return (
    reader && {
      role: reader.optionalText("role"),
      rule: reader.optionalOneOf("rule", ACTOR_RULES),
      only: reader.optionalTexts("only"),
      allBut: reader.optionalTexts("allBut"),
    }
  );
}

function optionalList<T>(reader: ObjectReader, key: string, read: (item: unknown, path: string) => T | undefined): T[] {
  return reader.raw(key) === undefined ? [] : reader.list(key, read);
}
