import type { FieldOption, FieldType, RequestField, RequestType } from "@tartip/domain/requests/type";
import type { Reference } from "./reference.ts";
import { labelIn } from "./reference.ts";

/** The type of a request with the fields every type has; undefined until the reference came. */
export function typeOf(reference: Reference | undefined, typeId: string, typeCode: string): RequestType | undefined {
  const types = reference?.requestTypes ?? [];
  const found = types.find((one) => one.id === typeId) ?? types.find((one) => one.code === typeCode);
  if (!found) return undefined;
  // reason: the server keeps only definitions that packages/domain/src/requests/parse-type.ts has read
  const type = found.definition as RequestType;
  // reason: as above
  const common = found.common as RequestField[];
  return { ...type, fields: type.fields.map(withOptions), common: common.map(withOptions) };
}

/** A definition as stored may name its choices by their bare values (rates of VAT). */
function withOptions(field: RequestField): RequestField {
  const stored: readonly (FieldOption | string | number)[] | undefined = field.options;
  return { ...field, options: stored?.map((option) => (typeof option === "object" ? option : { value: option })) };
}

/** How a field of a form is called, and what its values are. */
export interface FieldWord {
  label: string;
  /** Null where the form is no request's: the journal's own words say what they hold. */
  type: FieldType | null;
  /** How its choices are called, by the codes that are stored. */
  choices?: ReadonlyMap<string, string>;
}

/** The fields of a form by key; a record without one has none. */
export type FieldWords = ReadonlyMap<string, FieldWord>;

/** All fields in the page's language. */
export function fieldWords(type: RequestType | undefined, language: string): FieldWords {
  const fields = type ? [...type.common, ...type.fields] : [];
  return new Map(
    fields.map((field) => [
      field.key,
      { label: labelIn(field.label, language), type: field.type, choices: choicesOf(field, language) },
    ]),
  );
}

function choicesOf({ options = [] }: RequestField, language: string): ReadonlyMap<string, string> {
  return new Map(options.flatMap(({ value, label }) => (label ? [[String(value), labelIn(label, language)]] : [])));
}

/** Conditions of the steps, to tell why one is not asked. */
export function stepConditions(type: RequestType | undefined): ReadonlyMap<string, unknown> {
  return new Map((type?.steps ?? []).map((step) => [step.key, step.when]));
}
