import { mulDivHalfUp } from "../kernel/money.ts";

/** Per cent, or «без НДС»: no VAT at all is not a rate of 0. */
export type VatRate = number | "none";

/** What is sold, as far as the rate depends on it. */
export type VatCategory = "standard" | "medical" | "periodical" | "export" | "exempt";

interface DatedRate {
  category: VatCategory;
  rate: VatRate;
  from: string;
  to?: string;
}

/** By the date of turnover, never of the contract or the invoice. Medicine was exempt before 2026. */
const RATES: readonly DatedRate[] = [
  { category: "standard", rate: 12, from: "2009-01-01", to: "2025-12-31" },
  { category: "standard", rate: 16, from: "2026-01-01" },
  { category: "medical", rate: "none", from: "2009-01-01", to: "2025-12-31" },
  { category: "medical", rate: 5, from: "2026-01-01", to: "2026-12-31" },
  { category: "medical", rate: 10, from: "2027-01-01" },
  { category: "periodical", rate: 12, from: "2009-01-01", to: "2025-12-31" },
  { category: "periodical", rate: 10, from: "2026-01-01" },
  { category: "export", rate: 0, from: "2009-01-01" },
  { category: "exempt", rate: "none", from: "2009-01-01" },
];

function inForce(rate: DatedRate, turnoverDay: string): boolean {
  return rate.from <= turnoverDay && (rate.to === undefined || turnoverDay <= rate.to);
}

/** Rates a person may choose for a day of turnover, highest first, «без НДС» last. */
export function vatRatesOn(turnoverDay: string): VatRate[] {
  const rates = new Set(RATES.filter((rate) => inForce(rate, turnoverDay)).map((rate) => rate.rate));
  const numbers = [...rates].filter((rate) => rate !== "none").toSorted((a, b) => b - a);
  return rates.has("none") ? [...numbers, "none"] : numbers;
}

/** Whether the rate existed on that day of turnover: 12 % ended with 2025. */
export function isVatRateOn(rate: VatRate, turnoverDay: string): boolean {
  return vatRatesOn(turnoverDay).includes(rate);
}

/**
 * VAT contained in a gross amount, minor units, half up to one tiyn; `null` without VAT (shown as «без НДС», not as 0,00).
 *
 * @throws RangeError for a rate that is no whole per cent from 0 to 99
 */
export function includedVatMinor(grossMinor: number, rate: VatRate): number | null {
  if (rate === "none") return null;
  if (!Number.isInteger(rate) || rate < 0 || rate > 99) throw new RangeError(`no such rate of VAT: ${rate}`);
  return mulDivHalfUp(grossMinor, rate, 100 + rate);
}
