import type { Blocker } from "@tartip/domain/kernel/errors";
import { fieldOf } from "@tartip/domain/requests/type";
import type { RequestCase } from "./load.ts";

/** Rules name fields by key; people read the label of the form. */
export function named(request: RequestCase, blockers: readonly Blocker[]): Blocker[] {
  return blockers.map((one) => {
    const key = one.params?.["field"];
    const field = typeof key === "string" ? fieldOf(request.type, key) : undefined;
    return field ? { ...one, params: { ...one.params, field: field.label[request.language] } } : one;
  });
}
