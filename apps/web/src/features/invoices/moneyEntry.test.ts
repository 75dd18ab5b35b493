import { expect, it } from "vitest";
import { entryFaults } from "./moneyEntry.ts";

const ENTRY = { paidOn: "2026-08-18", amountMinor: 100, documentNumber: "1184", note: "" };

it("takes a payment up to what is left and names what is missing", () => {
  expect(entryFaults("pay", ENTRY, 100)).toEqual({});
  expect(entryFaults("pay", { ...ENTRY, amountMinor: 101 }, 100)).toEqual({ amountMinor: "page.pay.tooMuch" });
  expect(entryFaults("pay", { paidOn: null, amountMinor: 0, documentNumber: " ", note: "" }, 100)).toEqual({
    paidOn: "page.pay.missingDate",
    amountMinor: "page.pay.missingAmount",
    documentNumber: "page.pay.missingNumber",
  });
});

it("asks why money came back, and for no more than was paid", () => {
  expect(entryFaults("refund", { ...ENTRY, amountMinor: 101 }, 100)).toEqual({
    amountMinor: "page.refund.tooMuch",
    note: "page.refund.missingReason",
  });
});
