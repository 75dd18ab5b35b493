import type { Blocker } from "../kernel/errors.ts";
import { fieldOf, type RequestType } from "./type.ts";

/** Rules name fields by key; people read the label of the form. */
export function withLabels(type: RequestType, language: "ru" | "kk" | "en", blockers: readonly Blocker[]): Blocker[] {
  return blockers.map((one) => {
    const key = one.params?.["field"];
    const field = typeof key === "string" ? fieldOf(type, key) : undefined;
    return field ? { ...one, params: { ...one.params, field: field.label[language] } } : one;
  });
}
