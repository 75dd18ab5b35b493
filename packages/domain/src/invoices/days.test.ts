import { describe, expect, it } from "vitest";
import { earliestMoney, invoiceDateProblem } from "./days.ts";

describe("the date of an invoice", () => {
  it.each([
    ["2020-01-01", undefined],
    ["2026-11-30", undefined],
    ["2026-12-31", undefined],
    ["2027-01-01", "invoiceDateFar"],
    ["2027-06-01", "invoiceDateFar"],
  ])("%s on 30 November 2026: %s", (day, problem) => {
    expect(invoiceDateProblem(day, "2026-11-30")).toBe(problem);
  });
});

describe("the first day of its money", () => {
  const days = { invoiceDate: "2026-11-10", enteredOn: "2026-11-12", firstPaidOn: null };

  it("is its date, or the day it was entered where it is dated later", () => {
    expect(earliestMoney("payment", days)).toBe("2026-11-10");
    expect(earliestMoney("payment", { ...days, invoiceDate: "2026-12-01" })).toBe("2026-11-12");
  });

  it("is for a refund the day of the first payment", () => {
    expect(earliestMoney("refund", { ...days, firstPaidOn: "2026-11-20" })).toBe("2026-11-20");
    expect(earliestMoney("refund", days)).toBe("2026-11-10");
  });
});
