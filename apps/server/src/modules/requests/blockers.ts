import type { Blocker } from "@tartip/domain/kernel/errors";
import { requestBlockers } from "@tartip/domain/requests/guards";
import { withLabels } from "@tartip/domain/requests/labels";
import type { RequestAction } from "@tartip/domain/requests/workflow";
import type { RequestCase } from "./load.ts";

/** The same blockers with the labels of the form in the reader's language. */
export function named({ type, language }: RequestCase, blockers: readonly Blocker[]): Blocker[] {
  return withLabels(type, language, blockers);
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
