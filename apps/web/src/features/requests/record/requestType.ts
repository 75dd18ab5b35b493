import type { FieldOption, RequestField, RequestType } from "@tartip/domain/requests/type";
import type { Reference } from "../../../lib/reference.ts";
import { labelIn } from "../../../lib/reference.ts";

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

/** Names of all fields in the page's language, by key. */
export function fieldLabels(type: RequestType | undefined, language: string): ReadonlyMap<string, string> {
  const fields = type ? [...type.common, ...type.fields] : [];
  return new Map(fields.map((field) => [field.key, labelIn(field.label, language)]));
}

/** Conditions of the steps, to tell why one is not asked. */
export function stepConditions(type: RequestType | undefined): ReadonlyMap<string, unknown> {
  return new Map((type?.steps ?? []).map((step) => [step.key, step.when]));
}
