import { meaningOf, textAt } from "@tartip/domain/requests/meaning";
import type { RequestInvoice } from "../../invoices/commands.ts";
import type { RequestCase } from "../load.ts";
import { cellOf } from "./expense.ts";

/** The invoice's facts as its request states them; the request's form is their only source. */
export function invoiceInput(request: RequestCase): RequestInvoice {
  const { values, row, record, type } = request;
  const { invoice, basis } = meaningOf(type);
  const text = (key: string | undefined): string => textAt(values, key);
  const orNull = (key: string | undefined): string | null => text(key) || null;
  const cell = cellOf(type, values);
  const amountMinor = row.amountMinor ?? 0;
  const payKind = text(invoice?.payKind);
  const rate = invoice?.vatRate === undefined ? undefined : values[invoice.vatRate];
  return {
    requestId: record.id,
    chainId: row.chainId,
    counterpartyId: row.counterpartyId ?? "",
    invoiceNumber: text(invoice?.number),
    invoiceDate: text(invoice?.date),
    amountMinor,
    currency: row.currency ?? request.settings.baseCurrency,
    vatRate:
      typeof rate === "number" ? String(rate) : (orNull(invoice?.vatRate) ?? (invoice?.vatRate === undefined ? "none" : null)),
    purpose: text(invoice?.purpose),
    knp: orNull(invoice?.knp),
    payKind: payKind === "prepay" || payKind === "part" ? payKind : "post",
    payBy: orNull(invoice?.payBy),
    fileId: (invoice && row.files[invoice.file]?.at(-1)) ?? null,
    basisId: orNull(basis?.document),
    basisKind: orNull(basis?.kind),
    splits: cell ? [{ ...cell, amountMinor }] : [],
  };
}
