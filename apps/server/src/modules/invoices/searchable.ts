import { sql } from "kysely";
import type { Tx } from "../../platform/db/database.ts";
import { indexRecord } from "../../records/listing/search.ts";

/** What an invoice is found by: subject, the supplier's number, name and BIN, purpose. Our own number joins by itself. */
export async function indexInvoice(tx: Tx, id: string): Promise<void> {
  const { rows } = await sql<{ text: string }>`
    select concat_ws(' ', r.title, i.invoice_number, c.name, c.bin, i.purpose) as text
    from invoices i join records r on r.id = i.id join counterparties c on c.id = i.counterparty_id where i.id = ${id}`.execute(
    tx,
  );
  await indexRecord(tx, id, "invoice", rows[0]?.text ?? "");
}
