import type { Invoice, InvoiceInput, InvoiceRow } from "../invoiceQueries.ts";

/** What is done with several invoices: they go to the bank, or came back from it paid. */
export type TogetherKind = "send" | "pay";

const STATUS: Record<TogetherKind, InvoiceRow["status"]> = { send: "approved", pay: "in_payment" };

/** Those of the chosen ones it can be done with. */
export function fitFor(kind: TogetherKind, rows: readonly InvoiceRow[]): InvoiceRow[] {
  return rows.filter(({ status }) => status === STATUS[kind]);
}

/** What is left to pay, minor units of its currency. */
export function restOf({ restMinor = 0 }: InvoiceRow): number {
  return restMinor;
}

/** The row by what its card says now. */
export function rowNow(row: InvoiceRow, card: Invoice): InvoiceRow {
  const { version, status, open, title, invoiceNumber, updatedAt, counterparty, currency, restMinor: rest } = card;
  return {
    ...row,
    version,
    status,
    open,
    title,
    invoiceNumber,
    updatedAt,
    counterparty: { id: counterparty.id, name: counterparty.name },
    ...(currency === undefined ? {} : { currency }),
    ...(rest === undefined ? {} : { restMinor: rest }),
  };
}

/** Numbers of the bank's papers by invoice. */
export type Numbers = Readonly<Record<string, string>>;

/** A column pasted into one field goes on in the fields below it; an empty cell leaves its field as it is, one line stays a line. */
export function spread(pasted: string, from: number, rows: readonly InvoiceRow[], numbers: Numbers): Numbers | null {
  const cells = pasted
    .replace(/\s+$/u, "")
    .split(/\r?\n/u)
    .map((line) => line.split("\t")[0]?.trim() ?? "");
  if (cells.length < 2) return null;
  const below = rows.slice(from, from + cells.length).map(({ id }, index): [string, string] => [id, cells[index] ?? ""]);
  return { ...numbers, ...Object.fromEntries(below.filter(([, cell]) => cell !== "")) };
}

/** The action on one of them. */
export function inputFor(kind: TogetherKind, row: InvoiceRow, entry: { paidOn: string; numbers: Numbers }): InvoiceInput {
  if (kind === "send") return { action: "sendToPayment" };
  const documentNumber = (entry.numbers[row.id] ?? "").trim();
  return { action: "pay", paidOn: entry.paidOn, amountMinor: restOf(row), documentNumber };
}
