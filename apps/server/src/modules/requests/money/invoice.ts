import type { RequestType } from "@tartip/domain/requests/type";
import type { RequestInvoice } from "../../invoices/commands.ts";
import type { RequestCase } from "../load.ts";
import { cellOf } from "./expense.ts";

/** Types whose requests carry an invoice of a supplier: their runs decide on a payment, which owes two different voters. */
export function hasInvoice(type: RequestType): boolean {
  return type.fields.some((field) => field.key === "invoiceNumber");
}

/** The invoice's facts as its request states them; the request's form is their only source. */
export function invoiceInput(request: RequestCase): RequestInvoice {
  const { values, row, record, type } = request;
  const text = (key: string): string => (typeof values[key] === "string" ? values[key] : "");
  const orNull = (key: string): string | null => text(key) || null;
  const cell = cellOf(type, values);
  const amountMinor = row.amountMinor ?? 0;
  const payKind = text("payKind");
  return {
    requestId: record.id,
    chainId: row.chainId,
    counterpartyId: row.counterpartyId ?? "",
    invoiceNumber: text("invoiceNumber"),
    invoiceDate: text("invoiceDate"),
    amountMinor,
    currency: row.currency ?? request.settings.baseCurrency,
    vatRate: typeof values["vatRate"] === "number" ? String(values["vatRate"]) : text("vatRate") || "none",
    purpose: text("purpose"),
    knp: orNull("knp"),
    payKind: payKind === "prepay" || payKind === "part" ? payKind : "post",
    payBy: orNull("payDeadline"),
    fileId: row.files["invoiceFile"]?.at(-1) ?? null,
    basisId: orNull("basis"),
    basisKind: orNull("basisKind"),
    splits: cell ? [{ ...cell, amountMinor }] : [],
  };
}
