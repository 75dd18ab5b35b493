import { expect, it } from "vitest";
import { invoiceDoubts, type BasisTerms, type DoubtFacts } from "./doubts.ts";

const CONTRACT: BasisTerms = {
  id: "contract",
  date: "2026-01-10",
  validTo: "2026-12-31",
  amountMinor: 1_000_00,
  currency: "KZT",
  takenMinor: 600_00,
};

const facts = (change: Partial<DoubtFacts> = {}, basis: Partial<BasisTerms> | null = {}): DoubtFacts => ({
  vatRate: "16",
  invoiceDate: "2026-11-12",
  amountMinor: 400_00,
  currency: "KZT",
  supplier: { id: "s", paysVat: true },
  basis: basis && { ...CONTRACT, ...basis },
  ...change,
});
const doubts = (...given: Parameters<typeof facts>) => invoiceDoubts(facts(...given)).map(({ doubt }) => doubt);

it("has none about papers that agree", () => {
  expect(doubts()).toEqual([]);
  expect(doubts({}, null)).toEqual([]);
  expect(doubts({}, { date: null, validTo: null, amountMinor: null, currency: null })).toEqual([]);
});

it("doubts VAT of a supplier that pays none, not its absence nor a rate of 0", () => {
  const supplier = { id: "s", paysVat: false };
  expect(doubts({ supplier })).toEqual(["vat_from_non_payer"]);
  for (const vatRate of ["none", "0"]) expect(doubts({ supplier, vatRate })).toEqual([]);
});

it.each([
  ["12", "2026-01-01", ["vat_rate_of_other_day"]],
  ["12", "2025-12-31", []],
  ["16", "2025-12-31", ["vat_rate_of_other_day"]],
  ["16", "2026-01-01", []],
  ["5", "2026-12-31", []],
  ["5", "2027-01-01", ["vat_rate_of_other_day"]],
  ["none", "2025-12-31", []],
])("a rate of %s on %s: %o", (vatRate, invoiceDate, found) => {
  expect(doubts({ vatRate, invoiceDate }, null)).toEqual(found);
});

it("doubts a basis that is younger than the invoice, over before it, or used up with it", () => {
  expect(doubts({}, { date: "2026-11-13" })).toEqual(["basis_after_invoice"]);
  expect(doubts({}, { date: "2026-11-12", validTo: "2026-11-12" })).toEqual([]);
  expect(doubts({}, { validTo: "2026-11-11" })).toEqual(["basis_expired"]);
  expect(doubts({ amountMinor: 400_01 })).toEqual(["basis_exceeded"]);
  expect(doubts({ amountMinor: 400_01, currency: "USD" })).toEqual([]);
});

it("asks again when what it arose from changes", () => {
  const keyOf = (amountMinor: number) => invoiceDoubts(facts({ amountMinor }))[0]?.key;
  expect(keyOf(500_00)).toBe(keyOf(500_00));
  expect(keyOf(500_00)).not.toBe(keyOf(500_01));
  const afterOthers = (takenMinor: number) => invoiceDoubts(facts({ amountMinor: 500_00 }, { takenMinor }))[0]?.key;
  expect(afterOthers(600_00)).toBe(keyOf(500_00));
  expect(afterOthers(700_00)).not.toBe(keyOf(500_00));
});
