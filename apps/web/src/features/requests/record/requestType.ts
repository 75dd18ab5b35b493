import type { RequestField, RequestType } from "@tartip/domain/requests/type";
import type { Reference } from "../../../lib/reference.ts";
import { labelIn } from "../../../lib/reference.ts";

/** The type of a request with the fields every type has; undefined until the reference came. */
export function typeOf(reference: Reference | undefined, typeId: string, typeCode: string): RequestType | undefined {
  const types = reference?.requestTypes ?? [];
  const found = types.find((one) => one.id === typeId) ?? types.find((one) => one.code === typeCode);
  if (!found) return undefined;
  // reason: the server keeps only definitions that packages/domain/src/requests/parse-type.ts has read
  return { ...(found.definition as RequestType), common: found.common as RequestField[] };
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
