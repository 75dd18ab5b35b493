import { expect, it } from "vitest";
import { entryFaults, firstDay } from "./moneyEntry.ts";

const BOUNDS = { limit: 100, earliest: "2026-08-10" };
const ENTRY = { paidOn: "2026-08-18", amountMinor: 100, documentNumber: "1184", note: "" };

it("takes a payment up to what is left and names what is missing", () => {
  expect(entryFaults("pay", ENTRY, BOUNDS)).toEqual({});
  expect(entryFaults("pay", { ...ENTRY, amountMinor: 101 }, BOUNDS)).toEqual({ amountMinor: "page.pay.tooMuch" });
  expect(entryFaults("pay", { paidOn: null, amountMinor: 0, documentNumber: " ", note: "" }, BOUNDS)).toEqual({
    paidOn: "page.pay.missingDate",
    amountMinor: "page.pay.missingAmount",
    documentNumber: "page.pay.missingNumber",
  });
});

it("asks why money came back, and for no more than was paid", () => {
  expect(entryFaults("refund", { ...ENTRY, amountMinor: 101 }, BOUNDS)).toEqual({
    amountMinor: "page.refund.tooMuch",
    note: "page.refund.missingReason",
  });
});

it("takes no payment from before the invoice, and no refund from before the payment", () => {
  const invoice = { invoiceDate: "2026-08-10", createdAt: "2026-08-12T05:00:00.000Z" };
  const paid = [{ kind: "payment", paidOn: "2026-08-14" }];
  expect(firstDay("pay", { ...invoice, payments: paid })).toBe("2026-08-10");
  expect(firstDay("pay", { ...invoice, invoiceDate: "2026-09-01" })).toBe("2026-08-12");
  expect(firstDay("refund", { ...invoice, payments: paid })).toBe("2026-08-14");
  const early = { ...ENTRY, paidOn: "2026-08-09", note: "Wrong bill" };
  expect(entryFaults("pay", early, BOUNDS)).toEqual({ paidOn: "page.pay.tooEarly" });
  expect(entryFaults("refund", early, BOUNDS)).toEqual({ paidOn: "page.refund.tooEarly" });
});
