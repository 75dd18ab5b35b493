import { addDays } from "../kernel/calendar.ts";

/** A rent is invoiced for the month to come; nobody writes an invoice of next summer. */
const AHEAD_DAYS = 31;

/** What is wrong with the supplier's date of an invoice that is entered today. */
export function invoiceDateProblem(day: string, today: string): "invoiceDateFar" | undefined {
  return day > addDays(today, AHEAD_DAYS) ? "invoiceDateFar" : undefined;
}

/** The days an invoice and its money bring. */
export interface InvoiceDays {
  invoiceDate: string;
  /** When it was entered: an invoice may be dated later than that. */
  enteredOn: string;
  /** Of its payments, the first one. */
  firstPaidOn: string | null;
}

/** The first day on which money can have left for the invoice, or come back from it. */
export function earliestMoney(kind: "payment" | "refund", { invoiceDate, enteredOn, firstPaidOn }: InvoiceDays): string {
  if (kind === "refund" && firstPaidOn !== null) return firstPaidOn;
  return invoiceDate < enteredOn ? invoiceDate : enteredOn;
}
