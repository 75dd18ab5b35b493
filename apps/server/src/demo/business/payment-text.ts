import words from "../../../demo/words.json" with { type: "json" };
import type { Payment } from "./payment.ts";

const MONTH = new Intl.DateTimeFormat("ru-KZ", { month: "long", timeZone: "UTC" });

/** What it is for and the month: `Аренда помещений, март`. */
export function titleOf({ subject, month }: Payment): string {
  return `${subject}, ${MONTH.format(new Date(`${month}-15T00:00:00Z`))}`;
}

/** The purpose of the payment as a bank reads it. */
export function purposeOf({ number, invoiceDate, subject }: Payment): string {
  const date = invoiceDate.split("-").toReversed().join(".");
  return words.purpose.replace("{number}", number).replace("{date}", date).replace("{subject}", subject);
}
