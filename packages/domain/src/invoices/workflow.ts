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
      refund: { from: ["paid"], to: null, needsReason: true },
      close: { from: ["paid"], to: "closed" },
      cancel: { from: ["received", "rework", "approved"], to: "cancelled" },
      reopen: { from: ["rejected", "cancelled"], to: "received", needsReason: true },
    },
  },
);

export type InvoiceState = (typeof invoiceWorkflow.states)[number];
export type InvoiceAction = keyof typeof invoiceWorkflow.edges;

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

/** State after a payment or a refund, both amounts in the invoice's minor units. */
export function stateAfterMoney(amountMinor: number, paidMinor: number): InvoiceState {
  return paidMinor >= amountMinor ? "paid" : "in_payment";
}
