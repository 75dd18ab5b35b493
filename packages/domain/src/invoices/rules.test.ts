import { describe, expect, it } from "vitest";
import { actor, invoiceFacts } from "../../test/crowd.ts";
import type { InvoiceFacts } from "./facts.ts";
import { invoiceBlockers, paymentBlockers, refundBlockers } from "./guards.ts";
import { decideInvoice } from "./policy.ts";
import { FOLLOWS_REQUEST } from "./workflow.ts";
import type { InvoiceAction } from "./workflow.ts";

const CAST = {
  author: actor("author"),
  accountant: actor("acc", ["accountant"]),
  voter: actor("acc1", ["accountant"]),
  payer: actor("acc2", ["accountant"]),
  treasurer: actor("treasurer", ["treasurer"]),
  cfo: actor("cfo", ["cfo"]),
  asked: actor("asked"),
  coordinator: actor("coordinator", ["coordinator"]),
};

function allowed(action: InvoiceAction, changes: Partial<InvoiceFacts> = {}): string[] {
  return Object.entries(CAST)
    .filter(([, who]) => decideInvoice(who, invoiceFacts({ openStepCandidateIds: ["asked"], ...changes }), action).allowed)
    .map(([name]) => name);
}

describe("who may act on an invoice", () => {
  it.each<[InvoiceAction, string[]]>([
    ["sendForApproval", ["author", "accountant", "voter", "payer", "cfo"]],
    ["finishApproval", []],
    ["return", ["asked"]],
    ["reject", ["asked"]],
    ["resubmit", ["author", "accountant", "voter", "payer", "cfo"]],
    ["recall", ["accountant", "voter", "payer", "cfo"]],
    ["sendToPayment", ["accountant", "voter", "payer", "treasurer"]],
    ["pay", ["accountant", "payer", "treasurer"]],
    ["paymentFailed", ["accountant", "payer", "treasurer"]],
    ["waiveRest", ["accountant", "voter", "cfo"]],
    ["refund", ["accountant", "payer", "treasurer"]],
    ["close", ["accountant", "voter", "payer", "cfo"]],
    ["cancel", ["author", "accountant", "voter", "payer", "cfo"]],
    ["reopen", ["author", "accountant", "voter", "payer", "cfo"]],
  ])("%s: %o", (action, people) => {
    expect(allowed(action)).toEqual(people);
  });

  it("moves with its request where it has one, and says so", () => {
    for (const action of FOLLOWS_REQUEST) expect(allowed(action, { requestId: "r" })).toEqual([]);
    expect(decideInvoice(CAST.accountant, invoiceFacts({ requestId: "r" }), "recall")).toEqual({
      allowed: false,
      rule: "follows_request",
    });
    expect(allowed("sendToPayment", { requestId: "r" })).toContain("treasurer");
  });

  it("refuses a voter's payment by name (S2)", () => {
    expect(decideInvoice(CAST.voter, invoiceFacts(), "pay")).toEqual({ allowed: false, rule: "s2_voter_pays" });
  });

  it("lets nobody who entered a payment write off its rest", () => {
    expect(decideInvoice(CAST.payer, invoiceFacts(), "waiveRest")).toEqual({ allowed: false, rule: "s2_payer_waives" });
  });
});

describe("what stands in the way of an invoice", () => {
  const codes = (action: InvoiceAction, changes: Partial<InvoiceFacts> = {}): string[] =>
    invoiceBlockers(invoiceFacts(changes), action).map((one) => one.code);

  it.each<[InvoiceAction, Partial<InvoiceFacts>, string[]]>([
    ["sendForApproval", {}, []],
    [
      "sendForApproval",
      { counterparty: null, amountMinor: 0, splitMinors: [1], hasFile: false, basis: null },
      ["counterparty_missing", "amount_not_positive", "split_differs", "invoice_file_missing", "basis_missing"],
    ],
    ["sendForApproval", { splitMinors: [], cellsKnown: false }, []],
    ["finishApproval", { splitMinors: [], cellsKnown: false }, ["cell_missing"]],
    ["finishApproval", { splitMinors: [1] }, ["split_differs"]],
    ["sendForApproval", { counterparty: { id: "c", bin: "absent" } }, ["counterparty_bin_invalid"]],
    ["sendForApproval", { openDoubts: ["basis_expired"] }, ["doubt_basis_expired"]],
    ["resubmit", { openDoubts: ["vat_from_non_payer"] }, ["doubt_vat_from_non_payer"]],
    ["sendForApproval", { duplicate: "certain" }, ["duplicate_certain"]],
    ["sendForApproval", { duplicate: "certain", duplicateOverridden: true }, []],
    ["sendForApproval", { duplicate: "likely" }, ["duplicate_reason_missing"]],
    ["sendForApproval", { duplicate: "likely", duplicateReason: "другой месяц" }, []],
    [
      "finishApproval",
      { basis: { documentId: "d", kind: "act", hasFile: false, registered: true }, budget: "over_undecided" },
      ["basis_file_missing", "over_limit_undecided"],
    ],
    ["finishApproval", { budget: "granted" }, []],
    [
      "sendToPayment",
      { votesVoided: true, account: "unconfirmed", knp: "", cellsKnown: false, basis: null },
      ["votes_void", "account_unconfirmed", "knp_missing", "cell_missing", "basis_missing"],
    ],
    ["sendToPayment", { account: "absent" }, ["account_missing"]],
    ["sendToPayment", {}, []],
    ["paymentFailed", { paidMinor: 1 }, ["already_paid"]],
    ["cancel", { paidMinor: 1 }, ["already_paid"]],
    ["waiveRest", {}, ["nothing_paid"]],
    ["waiveRest", { paidMinor: 1 }, []],
    ["refund", {}, ["nothing_paid"]],
    ["refund", { paidMinor: 1 }, []],
    ["recall", {}, []],
    ["close", {}, ["closing_document_missing"]],
    ["close", { closingDocument: "waived" }, []],
  ])("%s with %o: %o", (action, changes, expected) => {
    expect(codes(action, changes)).toEqual(expected);
  });

  it("is an over-payment by one tiyn, a missing date or number", () => {
    const facts = invoiceFacts({ paidMinor: 400 });
    const good = { paidOn: "2026-11-22", amountMinor: 600, documentNumber: "17" };
    expect(paymentBlockers(facts, good)).toEqual([]);
    expect(paymentBlockers(facts, { ...good, amountMinor: 601 }).map((one) => one.code)).toEqual(["overpayment"]);
    expect(paymentBlockers(facts, { paidOn: "", amountMinor: 0.5, documentNumber: " " }).map((one) => one.code)).toEqual([
      "payment_date_missing",
      "payment_amount_wrong",
      "payment_number_missing",
    ]);
    // Of a rest that was waived nothing is left to be paid.
    expect(paymentBlockers({ ...facts, restWaivedMinor: 100 }, { ...good, amountMinor: 501 }).map((one) => one.code)).toEqual([
      "overpayment",
    ]);
    expect([refundBlockers(facts, 400), refundBlockers(facts, 401).map((one) => one.code)]).toEqual([[], ["refund_too_big"]]);
  });
});
