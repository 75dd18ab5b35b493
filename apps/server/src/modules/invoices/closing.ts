import { audit } from "../../platform/audit.ts";
import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";
import { loadRecord, setStatus } from "../../records/record.ts";
import { tellOfInvoice } from "./events.ts";
import { lockInvoice, readInvoice, type InvoiceRow } from "./row.ts";

/**
 * The closing document of an invoice (or of its request) was linked: a paid one closes by itself.
 * Locks request and invoice; safe to call when nothing is to be closed.
 */
export async function closingDocumentLinked(tx: Tx, ctx: Context, invoiceId: string): Promise<void> {
  await lockInvoice(tx, invoiceId);
  const invoice = await readInvoice(tx, invoiceId);
  const record = await loadRecord(tx, invoiceId);
  const { id, requestId, chainId } = invoice;
  if (record.status === "paid") {
    await setStatus(tx, ctx, record, "closed", "close", { final: true, automatic: true });
    await noteStatus(tx, ctx, invoice, { action: "close", from: "paid", to: "closed", reason: "" });
  }
  await tellOfInvoice(tx, ctx, "closing_linked", {
    id,
    requestId,
    chainId,
    status: record.status === "paid" ? "closed" : record.status,
  });
}

/** Audits a move the invoice did not take through its own door, and tells whoever follows it. */
export async function noteStatus(
  tx: Tx,
  ctx: Context,
  invoice: InvoiceRow,
  move: { action: string; from: string; to: string; reason: string },
): Promise<void> {
  const { id, requestId, chainId } = invoice;
  await audit(tx, ctx, {
    action: `invoice.${move.action}`,
    entity: "invoice",
    entityId: id,
    recordId: id,
    before: { status: move.from },
    after: { status: move.to },
    ...(move.reason ? { reason: move.reason } : {}),
  });
  await tellOfInvoice(tx, ctx, "status", { id, requestId, chainId, status: move.to });
}
