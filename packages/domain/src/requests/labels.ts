import type { Blocker } from "../kernel/errors.ts";
import { fieldOf, stepOf, type RequestType } from "./type.ts";

/** Rules name fields, and steps that have no task yet, by key; people read the label of the form and the title of the step. */
export function withLabels(type: RequestType, language: "ru" | "kk" | "en", blockers: readonly Blocker[]): Blocker[] {
  return blockers.map((one) => {
    const key = one.params?.["field"];
    const field = typeof key === "string" ? fieldOf(type, key) : undefined;
    const step = one.fix?.kind === "task" ? stepOf(type, one.fix.target) : undefined;
    if (step) return { ...one, params: { ...one.params, task: step.title[language] } };
    return field ? { ...one, params: { ...one.params, field: field.label[language] } } : one;
  });
}
