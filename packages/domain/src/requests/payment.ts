import { CAME_TO_NOTHING } from "../invoices/workflow.ts";
import { blocker } from "../kernel/blockers.ts";
import type { Blocker } from "../kernel/errors.ts";
import type { RequestFacts } from "./facts.ts";

/** What a request that is paid by another one knows of its payment, beside the invoices of its chain. */
export interface OrderedPayment {
  /** The task that opens the payment request, once it is over and unless its step did not apply; null before. */
  orderTaskId: string | null;
  /** The payment request that is still a draft; its author alone opens it. */
  draft: { id: string; author: string; isReaders: boolean } | null;
  /** The accountant said that no payment is needed. */
  waived: boolean;
}

/**
 * The payment that is still to be asked for: never filed, or come to nothing and no other made. Until it is paid, or the accountant
 * says that it is not needed, the request is not done and keeps its commitment.
 */
export function paymentNeeded({ invoices, payment }: RequestFacts): Blocker[] {
  if (payment.waived || invoices.some((one) => !CAME_TO_NOTHING.includes(one.state))) return [];
  const last = invoices.at(-1);
  const { draft, orderTaskId } = payment;
  if (!last && orderTaskId === null) return [];
  if (draft) {
    const fix = draft.isReaders ? ({ kind: "record", target: draft.id } as const) : undefined;
    return [blocker("payment_not_filed", fix, { name: draft.author })];
  }
  if (last) {
    const fix = last.requestId === null ? undefined : ({ kind: "record", target: last.requestId } as const);
    return [blocker("payment_needed", fix, { number: last.number })];
  }
  return [blocker("payment_missing", { kind: "task", target: orderTaskId ?? "" })];
}
