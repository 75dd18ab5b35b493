import { blocker, demand } from "../kernel/blockers.ts";
import type { Blocker } from "../kernel/errors.ts";
import { basisBlockers } from "./basis.ts";
import { INVOICE_FILE } from "./facts.ts";
import type { InvoiceFacts, PaymentInput } from "./facts.ts";
import { restMinor, type InvoiceAction } from "./workflow.ts";

type Guard = (facts: InvoiceFacts) => Blocker[];

const none: Guard = () => [];

/** What still stands between the invoice and the action; every blocker at once. */
export function invoiceBlockers(facts: InvoiceFacts, action: InvoiceAction): Blocker[] {
  return GUARDS[action](facts);
}

/** What is wrong with a payment about to be recorded; an over-payment is told in the invoice's own currency. */
export function paymentBlockers(facts: InvoiceFacts, payment: PaymentInput): Blocker[] {
  const left = restMinor(facts);
  const { paidOn, amountMinor, documentNumber } = payment;
  return [
    ...demand(/^\d{4}-\d{2}-\d{2}$/u.test(paidOn), "payment_date_missing", { kind: "field", target: "paidOn" }),
    ...demand(Number.isSafeInteger(amountMinor) && amountMinor > 0, "payment_amount_wrong", {
      kind: "field",
      target: "amountMinor",
    }),
    ...demand(documentNumber.trim() !== "", "payment_number_missing", { kind: "field", target: "documentNumber" }),
    ...demand(amountMinor <= left, "overpayment", { kind: "field", target: "amountMinor" }, { restMinor: left }),
  ];
}

/** A refund gives back at most what was paid. */
export function refundBlockers(facts: InvoiceFacts, amountMinor: number): Blocker[] {
  const fits = Number.isSafeInteger(amountMinor) && amountMinor > 0 && amountMinor <= facts.paidMinor;
  return demand(fits, "refund_too_big", { kind: "field", target: "amountMinor" }, { paidMinor: facts.paidMinor });
}

const paperwork: Guard = (facts) => [
  ...demand(facts.hasFile, "invoice_file_missing", { kind: "file", target: INVOICE_FILE }),
  ...basisBlockers(facts.basis),
];

const counterparty: Guard = ({ counterparty: one }) => {
  if (one === null) return [blocker("counterparty_missing", { kind: "field", target: "counterparty" })];
  return demand(one.bin === "valid", "counterparty_bin_invalid", { kind: "record", target: one.id });
};

const duplicates: Guard = (facts) => [
  ...demand(facts.duplicate !== "certain" || facts.duplicateOverridden, "duplicate_certain", { kind: "field", target: "number" }),
  ...demand(facts.duplicate !== "likely" || facts.duplicateReason.trim() !== "", "duplicate_reason_missing", {
    kind: "field",
    target: "duplicateReason",
  }),
];

/** Lines make up the amount; where none are named yet, the vote of the accountant asks for them. */
const split: Guard = ({ splitMinors, amountMinor }) => {
  const splitMinor = splitMinors.reduce((sum, part) => sum + part, 0);
  const fits = splitMinors.length === 0 || splitMinor === amountMinor;
  return demand(fits, "split_differs", { kind: "field", target: "split" }, { splitMinor, amountMinor });
};

const cellNamed: Guard = ({ cellsKnown }) => demand(cellsKnown, "cell_missing", { kind: "field", target: "costItem" });

const sendForApproval: Guard = (facts) => [
  ...counterparty(facts),
  ...demand(facts.amountMinor > 0, "amount_not_positive", { kind: "field", target: "amount" }),
  ...split(facts),
  ...paperwork(facts),
  ...duplicates(facts),
  ...facts.openDoubts.map((doubt) => blocker(`doubt_${doubt}`, { kind: "field", target: "doubts" })),
];

/** Nothing is approved that no cell would hold. */
const finishApproval: Guard = (facts) => [
  ...cellNamed(facts),
  ...split(facts),
  ...paperwork(facts),
  ...demand(facts.budget !== "over_undecided", "over_limit_undecided"),
];

const sendToPayment: Guard = (facts) => [
  ...demand(!facts.votesVoided, "votes_void", { kind: "approval", target: facts.id }),
  // Recalled and sent again, it is decided on with the account of now.
  ...demand(facts.account !== "changed", "account_changed", { kind: "record", target: facts.requestId ?? facts.id }),
  ...demand(facts.account !== "absent", "account_missing", { kind: "field", target: "account" }),
  ...demand(facts.account !== "unconfirmed", "account_unconfirmed", {
    kind: "record",
    target: facts.counterparty?.id ?? facts.id,
  }),
  ...demand(facts.knp !== null && facts.knp !== "", "knp_missing", { kind: "field", target: "knp" }),
  ...cellNamed(facts),
  ...paperwork(facts),
];

const nothingPaid: Guard = (facts) => demand(facts.paidMinor === 0, "already_paid", undefined, { paidMinor: facts.paidMinor });

const somethingPaid: Guard = (facts) => demand(facts.paidMinor > 0, "nothing_paid");

const close: Guard = (facts) =>
  demand(facts.closingDocument !== "absent", "closing_document_missing", { kind: "link", target: "closing" });

const GUARDS: Record<InvoiceAction, Guard> = {
  sendForApproval,
  finishApproval,
  return: none,
  reject: none,
  resubmit: sendForApproval,
  recall: nothingPaid,
  sendToPayment,
  pay: none,
  paymentFailed: nothingPaid,
  waiveRest: somethingPaid,
  refund: somethingPaid,
  close,
  cancel: nothingPaid,
  reopen: nothingPaid,
};
