import type { Blocker } from "@tartip/domain/kernel/errors";
import { requestBlockers } from "@tartip/domain/requests/guards";
import { fieldOf } from "@tartip/domain/requests/type";
import type { RequestAction } from "@tartip/domain/requests/workflow";
import type { RequestCase } from "./load.ts";

/** Rules name fields by key; people read the label of the form. */
export function named(request: RequestCase, blockers: readonly Blocker[]): Blocker[] {
  return blockers.map((one) => {
    const key = one.params?.["field"];
    const field = typeof key === "string" ? fieldOf(request.type, key) : undefined;
    return field ? { ...one, params: { ...one.params, field: field.label[request.language] } } : one;
  });
}

/** Everything that stands between the request and an action: its own rules and its invoice's, each told once. */
export function allBlockers(request: RequestCase, action: RequestAction): Blocker[] {
  const own = requestBlockers(request.facts, action, request.holds);
  const told = new Set(own.map((one) => one.code));
  return [...own, ...ofInvoice(request, action).filter((one) => !told.has(one.code))];
}

function ofInvoice({ invoiceBlockers }: RequestCase, action: RequestAction): readonly Blocker[] {
  if (action === "sendForApproval" || action === "resubmit") return invoiceBlockers.sending;
  return action === "finishApproval" ? invoiceBlockers.outcome : [];
}
