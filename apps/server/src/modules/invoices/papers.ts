import { INVOICE_FILE } from "@tartip/domain/invoices/facts";
import { closingBlockers } from "@tartip/domain/invoices/closing";
import { blocker } from "@tartip/domain/kernel/blockers";
import type { Blocker } from "@tartip/domain/kernel/errors";
import type { Context } from "../../platform/context.ts";
import type { Db, Tx } from "../../platform/db/database.ts";
import type { FileChange, LinkChange } from "../../records/kinds.ts";
import { loadRecord } from "../../records/record.ts";
import { documentForBasis } from "../documents/questions.ts";
import { readInvoice } from "./row.ts";

/** The invoice's own paper; with a request behind it, the paper is a field of the request, and frozen with it. */
export async function ownFileField(tx: Tx, id: string, key: string): Promise<{ multiple: boolean } | null> {
  const { requestId } = await readInvoice(tx, id);
  return key === INVOICE_FILE && requestId === null ? { multiple: false } : null;
}

/** Once it is approved, no file is taken away and its paper is not replaced. */
export async function keepsFiles(db: Db | Tx, _ctx: Context, id: string, change: FileChange): Promise<Blocker[]> {
  const touches = change.change === "remove" || (change.change !== "share" && change.fieldKey !== null);
  const { status } = await loadRecord(db, id);
  return touches && !["received", "approval", "rework"].includes(status) ? [blocker("record_closed")] : [];
}

/**
 * What may close an invoice, be it linked to the invoice or to its request; a closed one keeps the document that
 * closed it.
 */
export async function guardClosing(tx: Tx, _ctx: Context, { change, link, fromId, toId }: LinkChange): Promise<Blocker[]> {
  if (link !== "closing") return [];
  if (change === "added") return closingBlockers((await documentForBasis(tx, toId))?.kindCode ?? null);
  const closed = await tx
    .selectFrom("invoices")
    .innerJoin("records", "records.id", "invoices.id")
    .select("invoices.id")
    .where((eb) => eb.or([eb("invoices.id", "=", fromId), eb("invoices.request_id", "=", fromId)]))
    .where("records.status", "=", "closed")
    .where("invoices.closing_waived", "is", null)
    .executeTakeFirst();
  return closed ? [blocker("record_closed")] : [];
}
