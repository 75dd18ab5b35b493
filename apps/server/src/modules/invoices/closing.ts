import type { InvoiceAction } from "@tartip/domain/invoices/workflow";
import { audit } from "../../platform/audit.ts";
import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";
import { tellParent } from "../../records/kinds.ts";
import { loadRecord, setStatus } from "../../records/record.ts";
import { lockInvoice, readInvoice, type InvoiceRow } from "./row.ts";

/**
 * The closing document of an invoice (or of its request) was linked: a paid one closes by itself.
 * Locks request and invoice; safe to call when nothing is to be closed.
 */
export async function closingDocumentLinked(tx: Tx, ctx: Context, invoiceId: string): Promise<void> {
  await lockInvoice(tx, invoiceId);
  const invoice = await readInvoice(tx, invoiceId);
  const record = await loadRecord(tx, invoiceId);
  if (record.status === "paid") {
    await setStatus(tx, ctx, record, "closed", "close", { final: true, automatic: true });
    await noteStatus(tx, ctx, invoice, { action: "close", from: "paid", to: "closed", reason: "" });
  }
  await tellOfInvoice(tx, ctx, invoice, "closing_linked", { status: record.status === "paid" ? "closed" : record.status });
}

/** Audits a move the invoice did not make itself, and tells the slices that listen. */
export async function noteStatus(
  tx: Tx,
  ctx: Context,
  invoice: InvoiceRow,
  move: { action: InvoiceAction; from: string; to: string; reason: string },
): Promise<void> {
  const { id } = invoice;
  await audit(tx, ctx, {
    action: `invoice.${move.action}`,
    entity: "invoice",
    entityId: id,
    recordId: id,
    before: { status: move.from },
    after: { status: move.to },
    ...(move.reason ? { reason: move.reason } : {}),
  });
  await tellOfInvoice(tx, ctx, invoice, "status", { status: move.to });
}

type InvoiceEvent = "paid" | "unpaid" | "closing_linked" | "status";

/** Tells the request of an invoice, if it has one, what became of the invoice. */
export async function tellOfInvoice(
  tx: Tx,
  ctx: Context,
  { id, requestId }: InvoiceRow,
  event: InvoiceEvent,
  { status, reason }: { status: string; reason?: string | undefined },
): Promise<void> {
  await tellParent(tx, ctx, requestId, { kind: "invoice", id, event, status, ...(reason ? { reason } : {}) });
}
