import { isVatRateOn } from "./vat.ts";

/** What may be wrong with the papers of an invoice and may be right: somebody says why before it is sent. */
export const DOUBTS = [
  "vat_from_non_payer",
  "vat_rate_of_other_day",
  "basis_after_invoice",
  "basis_expired",
  "basis_exceeded",
] as const;

export type Doubt = (typeof DOUBTS)[number];

/** Doubts about the rate, which the accountant may still change in the vote. */
export const VAT_DOUBTS: readonly Doubt[] = ["vat_from_non_payer", "vat_rate_of_other_day"];

/** Amounts are minor units of the invoice's currency. */
export interface DoubtFacts {
  /** Per cent as text, or `none`; null until it is said. */
  vatRate: string | null;
  /** `YYYY-MM-DD`; the day of turnover is not on the card before the act. */
  invoiceDate: string;
  amountMinor: number;
  currency: string;
  supplier: { id: string; paysVat: boolean };
  basis: BasisTerms | null;
}

/** Terms of the document an invoice is paid by; `takenMinor` by other invoices that were not rejected or cancelled. */
export interface BasisTerms {
  id: string;
  date: string | null;
  validTo: string | null;
  amountMinor: number | null;
  currency: string | null;
  takenMinor: number;
}

/** A doubt with what it arose from: an answer holds while that stays. */
export interface Doubted {
  doubt: Doubt;
  key: string;
}

/** The doubts about an invoice, in the order of `DOUBTS`. Rates by the Tax Code's dated table (`vat.ts`). */
export function invoiceDoubts(facts: DoubtFacts): Doubted[] {
  const { vatRate, invoiceDate, amountMinor, currency, supplier, basis } = facts;
  const found: Record<Doubt, readonly (string | number | null)[] | false> = {
    vat_from_non_payer: Number(vatRate) > 0 && !supplier.paysVat && [supplier.id, vatRate],
    vat_rate_of_other_day: vatRate !== null &&
      vatRate !== "none" &&
      !isVatRateOn(Number(vatRate), invoiceDate) && [vatRate, invoiceDate],
    basis_after_invoice: basis !== null && basis.date !== null && basis.date > invoiceDate && [basis.id, basis.date, invoiceDate],
    basis_expired: basis !== null &&
      basis.validTo !== null &&
      basis.validTo < invoiceDate && [basis.id, basis.validTo, invoiceDate],
    basis_exceeded: basis !== null &&
      exceeds(basis, amountMinor, currency) && [basis.id, basis.amountMinor, basis.takenMinor, amountMinor],
  };
  return DOUBTS.flatMap((doubt) => {
    const from = found[doubt];
    return from === false ? [] : [{ doubt, key: from.join("|") }];
  });
}

function exceeds(basis: BasisTerms, amountMinor: number, currency: string): boolean {
  return basis.amountMinor !== null && basis.currency === currency && basis.takenMinor + amountMinor > basis.amountMinor;
}
