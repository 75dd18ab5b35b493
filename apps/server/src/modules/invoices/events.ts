import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";

export type InvoiceEvent = "paid" | "unpaid" | "closing_linked" | "status";

/** What a listener needs to find its own record; everything else it loads under its own lock. */
export interface InvoiceNews {
  id: string;
  requestId: string | null;
  chainId: string;
  status: string;
}

export type InvoiceEventHandler = (tx: Tx, ctx: Context, event: InvoiceEvent, invoice: InvoiceNews) => Promise<void>;

const handlers: InvoiceEventHandler[] = [];

/** Called at start-up by whoever follows invoices: their work joins the invoice's own transaction. */
export function onInvoiceEvent(handler: InvoiceEventHandler): void {
  handlers.push(handler);
}

export async function tellOfInvoice(tx: Tx, ctx: Context, event: InvoiceEvent, invoice: InvoiceNews): Promise<void> {
  for (const handler of handlers) await handler(tx, ctx, event, invoice);
}
