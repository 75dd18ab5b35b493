import type { NoticeEvent } from "@tartip/domain/kernel/notices";
import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";
import { tell } from "../../records/notices/tell.ts";
import type { InvoiceCase } from "./facts.ts";

interface Move {
  action: string;
  /** Where it led. */
  status: string;
  reason?: string | undefined;
}

/** The author and the responsible of an expense hear what becomes of its money. */
export async function tellOfMoney(tx: Tx, ctx: Context, invoice: InvoiceCase, move: Move): Promise<void> {
  const event = eventOf(move);
  if (event !== null) await tellBoth(tx, ctx, invoice, { event, params: move.reason ? { reason: move.reason } : {} });
}

/** A paid invoice lacks its closing document, and no task of its request asks anybody for it. */
export async function tellOfLacking(tx: Tx, ctx: Context, invoice: InvoiceCase): Promise<void> {
  if (invoice.facts.closingDocument !== "absent" || (await isCollected(tx, invoice))) return;
  await tellBoth(tx, ctx, invoice, { event: "closing_document_needed" });
}

async function tellBoth(
  tx: Tx,
  ctx: Context,
  { record }: InvoiceCase,
  news: { event: NoticeEvent; params?: Record<string, string> },
): Promise<void> {
  const { id: recordId, authorId, assigneeId } = record;
  const author = { ...news, recordId, personId: authorId, why: "author" };
  const other = assigneeId === null || assigneeId === authorId ? null : assigneeId;
  await tell(tx, ctx, [author, ...(other === null ? [] : [{ ...author, personId: other, why: "responsible" }])]);
}

function eventOf({ action, status }: Move): NoticeEvent | null {
  if (action === "sendToPayment") return "invoice_in_payment";
  if (action === "paymentFailed") return "payment_failed";
  if (action !== "pay" && action !== "waiveRest") return null;
  return status === "paid" ? "invoice_paid" : "invoice_part_paid";
}

/** Whether a task of the request asks somebody for the closing document already. */
async function isCollected(tx: Tx, { row }: InvoiceCase): Promise<boolean> {
  if (row.requestId === null) return false;
  const task = await tx
    .selectFrom("tasks")
    .innerJoin("records", "records.id", "tasks.id")
    .select("tasks.id")
    .where("tasks.parent_record_id", "=", row.requestId)
    .where("tasks.completes_by", "=", "closingDocumentLinked")
    .where("records.open", "=", true)
    .executeTakeFirst();
  return task !== undefined;
}
