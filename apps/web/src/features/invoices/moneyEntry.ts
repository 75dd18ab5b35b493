/** A payment or refund as it is typed. */
export interface MoneyEntry {
  paidOn: string | null;
  /** Minor units of the invoice's currency. */
  amountMinor: number | null;
  documentNumber: string;
  note: string;
}

/** What is left to be paid of an invoice, in its minor units: what the accountant waived is not. */
export function restMinor({ amountMinor = 0, paidMinor = 0, restWaivedMinor = 0 }: Amounts): number {
  return amountMinor - restWaivedMinor - paidMinor;
}

interface Amounts {
  amountMinor?: number;
  paidMinor?: number;
  restWaivedMinor?: number;
}

/** Keys of the sentences about what is wrong, by field; `limit` is what is left to pay, or what was paid. */
export function entryFaults(
  kind: "pay" | "refund",
  { paidOn, amountMinor, documentNumber, note }: MoneyEntry,
  limit: number,
): Partial<Record<keyof MoneyEntry, string>> {
  const faults: Partial<Record<keyof MoneyEntry, string>> = {};
  if (!paidOn) faults.paidOn = "page.pay.missingDate";
  if (!amountMinor || amountMinor <= 0) faults.amountMinor = "page.pay.missingAmount";
  else if (amountMinor > limit) faults.amountMinor = `page.${kind}.tooMuch`;
  if (!documentNumber.trim()) faults.documentNumber = "page.pay.missingNumber";
  if (kind === "refund" && !note.trim()) faults.note = "page.refund.missingReason";
  return faults;
}
