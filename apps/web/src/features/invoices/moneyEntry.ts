import { earliestMoney } from "@tartip/domain/invoices/days";
import { dayOf } from "../../lib/dates.ts";

/** A payment or refund as it is typed. */
export interface MoneyEntry {
  paidOn: string | null;
  /** Minor units of the invoice's currency. */
  amountMinor: number | null;
  documentNumber: string;
  note: string;
}

interface Dated {
  invoiceDate: string;
  createdAt: string;
  payments?: readonly { kind: string; paidOn: string }[];
}

/** The first day a payment or a refund of the invoice may have. */
export function firstDay(kind: "pay" | "refund", { invoiceDate, createdAt, payments = [] }: Dated): string {
  const paid = payments.flatMap((one) => (one.kind === "payment" ? [one.paidOn] : [])).toSorted();
  const days = { invoiceDate, enteredOn: dayOf(createdAt), firstPaidOn: paid[0] ?? null };
  return earliestMoney(kind === "pay" ? "payment" : "refund", days);
}

/** What an entry may reach: in the sum, what is left to pay or what was paid; in time, the first day. */
export interface Bounds {
  limit: number;
  earliest: string;
}

/** Keys of the sentences about what is wrong, by field. */
export function entryFaults(
  kind: "pay" | "refund",
  { paidOn, amountMinor, documentNumber, note }: MoneyEntry,
  { limit, earliest }: Bounds,
): Partial<Record<keyof MoneyEntry, string>> {
  const faults: Partial<Record<keyof MoneyEntry, string>> = {};
  if (!paidOn) faults.paidOn = "page.pay.missingDate";
  else if (paidOn < earliest) faults.paidOn = `page.${kind}.tooEarly`;
  if (!amountMinor || amountMinor <= 0) faults.amountMinor = "page.pay.missingAmount";
  else if (amountMinor > limit) faults.amountMinor = `page.${kind}.tooMuch`;
  if (!documentNumber.trim()) faults.documentNumber = "page.pay.missingNumber";
  if (kind === "refund" && !note.trim()) faults.note = "page.refund.missingReason";
  return faults;
}
