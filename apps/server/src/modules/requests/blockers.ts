import type { Blocker, BlockerFix } from "@tartip/domain/kernel/errors";
import { requestBlockers } from "@tartip/domain/requests/guards";
import { withLabels } from "@tartip/domain/requests/labels";
import { fieldOfInvoice } from "@tartip/domain/requests/meaning";
import type { RequestType } from "@tartip/domain/requests/type";
import type { RequestAction } from "@tartip/domain/requests/workflow";
import type { RequestCase } from "./load.ts";

/** The same blockers with the labels of the form in the reader's language. */
export function labelled({ type, language }: RequestCase, blockers: readonly Blocker[]): Blocker[] {
  return withLabels(type, language, blockers);
}

/** Everything that stands between the request and an action: its own rules and its invoice's, each told once. */
export function allBlockers(request: RequestCase, action: RequestAction): Blocker[] {
  const own = requestBlockers(request.facts, action, request.holds);
  const told = new Set(own.map((one) => one.code));
  return [...own, ...ofInvoice(request, action).filter((one) => !told.has(one.code))];
}

function ofInvoice({ invoiceBlockers, type }: RequestCase, action: RequestAction): readonly Blocker[] {
  const sending = action === "sendForApproval" || action === "resubmit";
  const found = sending ? invoiceBlockers.sending : action === "finishApproval" ? invoiceBlockers.outcome : [];
  return found.map((one) => (one.fix ? { ...one, fix: inForm(type, one.fix) } : one));
}

/** The invoice names its own fields; people mend them in the form of the request. */
function inForm(type: RequestType, fix: BlockerFix): BlockerFix {
  const own = fix.kind === "field" || fix.kind === "file";
  return own ? { ...fix, target: fieldOfInvoice(type, fix.target) } : fix;
}
