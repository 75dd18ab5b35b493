import fc from "fast-check";
import { expect, it } from "vitest";
import { MAX_AMOUNT_MINOR } from "../kernel/money.ts";
import * as vat from "./vat.ts";

it("offers 12 per cent only for turnover up to the end of 2025", () => {
  expect(vat.vatRatesOn("2026-11-22")).toEqual([16, 10, 5, 0, "none"]);
  expect(vat.vatRatesOn("2025-12-31")).toEqual([12, 0, "none"]);
  expect(vat.vatRatesOn("2027-01-01")).toEqual([16, 10, 0, "none"]);
  expect(vat.vatRatesOn("2008-12-31")).toEqual([]);
  expect(vat.isVatRateOn(12, "2025-12-31")).toBe(true);
  expect(vat.isVatRateOn(12, "2026-01-01")).toBe(false);
  expect(vat.isVatRateOn(0, "2026-01-01")).toBe(true);
});

it.each([
  [11_600_000, 16, 1_600_000],
  [100_000, 16, 13_793],
  [813_373_200, 5, 38_732_057],
  [112, 12, 12],
  [1, 16, 0],
  [4, 16, 1],
  [100_000, 0, 0],
  [100_000, "none", null],
] as const)("%i includes %s %%: %s", (gross, rate, included) => {
  expect(vat.includedVatMinor(gross, rate)).toBe(included);
});

it.each([-1, 0.5, 100, Number.NaN])("has no rate %s", (rate) => {
  expect(() => vat.includedVatMinor(100, rate)).toThrow(RangeError);
});

it("takes a VAT out of the gross that is this rate of what remains", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: MAX_AMOUNT_MINOR }), fc.constantFrom(5, 10, 12, 16), (gross, rate) => {
      const included = vat.includedVatMinor(gross, rate) ?? 0;
      const off = BigInt(included) * BigInt(100 + rate) - BigInt(gross) * BigInt(rate);
      expect(off * 2n <= BigInt(100 + rate) && off * 2n > -BigInt(100 + rate)).toBe(true);
    }),
    { seed: 20261122 },
  );
});
