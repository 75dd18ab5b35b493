import { describe, expect, it } from "vitest";
import { findDuplicates, findSplit, normaliseNumber } from "./duplicates.ts";
import type { InvoiceTraits, SplitTraits } from "./duplicates.ts";

function invoice(change: Partial<InvoiceTraits> = {}): InvoiceTraits {
  return {
    id: "a",
    payee: "150340981013",
    number: "17",
    date: "2026-11-20",
    amountMinor: 500_000,
    currency: "KZT",
    status: "received",
    ...change,
  };
}

describe("normaliseNumber", () => {
  it.each([
    ["№ 0017", "17"],
    ["17", "17"],
    ["N 17", "17"],
    ["No. 17", "17"],
    ["#17", "17"],
    ["сч-001/26", "CЧ-1-26"],
    ["СЧ 1 / 26", "CЧ-1-26"],
    ["CЧ1-26", "CЧ-1-26"],
    ["ABC", "ABC"],
    ["АВС", "ABC"],
    ["NOTE 5", "NOTE-5"],
    ["000", "0"],
    ["1/23", "1-23"],
    ["12/3", "12-3"],
    ["№", ""],
    ["", ""],
  ])("%s is %s", (text, expected) => {
    expect(normaliseNumber(text)).toBe(expected);
  });
});

describe("findDuplicates", () => {
  it.each<[string, Partial<InvoiceTraits>, string | undefined]>([
    ["all the same", {}, "certain same"],
    ["written differently", { number: "№ 0017" }, "certain same"],
    ["another day of the year", { date: "2026-02-01", amountMinor: 1 }, "likely number"],
    ["same number a year ago", { date: "2025-11-20", amountMinor: 1 }, undefined],
    ["same amount in a week", { number: "18", date: "2026-11-27" }, "likely amountNearDate"],
    ["same amount a week before", { number: "18", date: "2026-11-13" }, "likely amountNearDate"],
    ["same amount after eight days", { number: "18", date: "2026-11-28" }, "weak amount"],
    ["same amount after thirty days", { number: "18", date: "2026-12-20" }, "weak amount"],
    ["same amount after thirty-one days", { number: "18", date: "2026-12-21" }, undefined],
    ["another currency", { number: "18", currency: "USD" }, undefined],
    ["another payee, all else the same", { payee: "x" }, "weak otherPayee"],
    ["another payee and number", { payee: "x", number: "18" }, undefined],
    ["rejected", { status: "rejected" }, undefined],
    ["cancelled", { status: "cancelled" }, undefined],
    ["itself", { id: "a" }, undefined],
  ])("%s: %s", (_name, change, expected) => {
    const found = findDuplicates(invoice(), [invoice({ id: "b", ...change })]);
    expect(found.map((one) => `${one.level} ${one.because}`)).toEqual(expected === undefined ? [] : [expected]);
  });

  it("does not take two invoices without a number for one", () => {
    const nameless = invoice({ number: "б/н" });
    expect(findDuplicates(nameless, [invoice({ id: "b", number: "б/н", amountMinor: 1 })])).toEqual([]);
    expect(findDuplicates(nameless, [invoice({ id: "b", number: "б/н" })])).toMatchObject([{ level: "likely" }]);
  });

  it("puts the surest first", () => {
    const found = findDuplicates(invoice(), [
      invoice({ id: "b", payee: "x" }),
      invoice({ id: "c", amountMinor: 1 }),
      invoice({ id: "d" }),
    ]);
    expect(found.map((one) => one.id)).toEqual(["d", "c", "b"]);
  });
});

describe("findSplit", () => {
  const limits = { thresholds: { cfo: 50_000_000, ceo: 500_000_000 }, windowDays: 30 };
  const piece = (change: Partial<SplitTraits> = {}): SplitTraits => ({
    id: "a",
    payee: "p",
    costItem: "i",
    date: "2026-11-20",
    baseMinor: 30_000_000,
    status: "received",
    ...change,
  });

  it("finds pieces that pass a threshold only together", () => {
    expect(findSplit(piece(), [piece({ id: "b" })], limits)).toEqual({
      threshold: "cfo",
      totalMinor: 60_000_000,
      ids: ["a", "b"],
    });
  });

  it("names the highest threshold avoided", () => {
    const big = piece({ baseMinor: 300_000_000 });
    expect(findSplit(big, [piece({ id: "b", baseMinor: 300_000_000 })], limits)).toMatchObject({ threshold: "ceo" });
  });

  it("does not suspect an expense that passed the threshold by itself", () => {
    expect(findSplit(piece({ baseMinor: 60_000_000 }), [piece({ id: "b" })], limits)).toBeUndefined();
    expect(findSplit(piece(), [piece({ id: "b", baseMinor: 60_000_000 })], limits)).toBeUndefined();
  });

  it.each<[string, Partial<SplitTraits>]>([
    ["exactly the threshold together", { baseMinor: 20_000_000 }],
    ["another payee", { payee: "x" }],
    ["another cost item", { costItem: "x" }],
    ["thirty-one days later", { date: "2026-12-21" }],
    ["cancelled", { status: "cancelled" }],
    ["itself", { id: "a" }],
  ])("is silent: %s", (_name, change) => {
    expect(findSplit(piece(), [piece({ id: "b", ...change })], limits)).toBeUndefined();
  });

  it("looks to both sides of the window's edge", () => {
    for (const date of ["2026-10-21", "2026-12-20"]) expect(findSplit(piece(), [piece({ id: "b", date })], limits)).toBeDefined();
    expect(findSplit(piece(), [], limits)).toBeUndefined();
  });
});
