import { defineWorkflow } from "../kernel/workflow.ts";

/** Life of an invoice. With a request behind it, the run and the request move it (`FOLLOWS_REQUEST`). */
export const invoiceWorkflow = defineWorkflow(
  ["received", "approval", "approved", "in_payment", "paid", "closed", "rework", "rejected", "cancelled"],
  {
    name: "invoice",
    initial: "received",
    final: ["closed", "rejected", "cancelled"],
    edges: {
      sendForApproval: { from: ["received"], to: "approval" },
      finishApproval: { from: ["approval"], to: "approved", automatic: true },
      return: { from: ["approval"], to: "rework", needsReason: true },
      reject: { from: ["approval"], to: "rejected", needsReason: true },
      resubmit: { from: ["rework"], to: "approval" },
      recall: { from: ["approved"], to: "rework", needsReason: true },
      sendToPayment: { from: ["approved"], to: "in_payment" },
      // Stays while a remainder is unpaid, paid at the last tiyn (`stateAfterMoney`).
      pay: { from: ["in_payment"], to: null },
      paymentFailed: { from: ["in_payment"], to: "approved", needsReason: true },
      // What was agreed not to be paid any more: a discount, an advance that came back, a rounding.
      waiveRest: { from: ["in_payment"], to: "paid", needsReason: true },
      refund: { from: ["in_payment", "paid"], to: null, needsReason: true },
      close: { from: ["paid"], to: "closed" },
      cancel: { from: ["received", "approval", "rework", "approved"], to: "cancelled" },
      reopen: { from: ["rejected", "cancelled"], to: "received", needsReason: true },
    },
  },
);

export type InvoiceState = (typeof invoiceWorkflow.states)[number];
export type InvoiceAction = keyof typeof invoiceWorkflow.edges;

/** Paid in full: whether the papers are there already says the one or the other. */
export const PAID: readonly InvoiceState[] = ["paid", "closed"];

/** Ended without money: nothing is paid for these, nor counted. */
export const CAME_TO_NOTHING: readonly InvoiceState[] = ["rejected", "cancelled"];

/** Until it is approved an invoice is no commitment: its cells hold it in work only. */
export const NOT_YET_COMMITTED: readonly InvoiceState[] = ["received", "approval", "rework"];

/** Actions an invoice takes only together with its request, when it has one. */
export const FOLLOWS_REQUEST: readonly InvoiceAction[] = [
  "sendForApproval",
  "return",
  "reject",
  "resubmit",
  "recall",
  "cancel",
  "reopen",
];

/** What is to be paid of an invoice in all, in its minor units: its amount without a rest that was waived. */
export function dueMinor({ amountMinor, restWaivedMinor }: { amountMinor: number; restWaivedMinor: number }): number {
  return amountMinor - restWaivedMinor;
}

/** What is left to be paid of it, in its minor units. */
export function restMinor(money: { amountMinor: number; restWaivedMinor: number; paidMinor: number }): number {
  return dueMinor(money) - money.paidMinor;
}

/** State after a payment or a refund, both amounts in the invoice's minor units. @param due in all (`dueMinor`) */
export function stateAfterMoney(due: number, paidMinor: number): InvoiceState {
  return paidMinor >= due ? "paid" : "in_payment";
}
