import { sql, type RawBuilder } from "kysely";
import type { Db, Tx } from "../../platform/db/database.ts";
import { anyId } from "../../platform/db/together.ts";

/** One entry of an invoice's payments; amounts in the invoice's currency and in base currency, minor units. */
export interface PaymentRow {
  id: string;
  kind: "payment" | "refund";
  paidOn: string;
  amountMinor: number;
  baseMinor: number;
  documentNumber: string;
  note: string;
  enteredBy: { id: string; name: string };
  enteredAt: Date;
}

/** Payments and refunds of an invoice, oldest first. */
export async function paymentsOf(db: Db | Tx, invoiceId: string): Promise<PaymentRow[]> {
  const { rows } = await sql<PaymentRow>`
    select p.id, p.kind, p.paid_on as "paidOn", p.amount_minor as "amountMinor", p.base_minor as "baseMinor",
      p.document_number as "documentNumber", p.note, json_build_object('id', e.id, 'name', e.full_name) as "enteredBy",
      p.entered_at as "enteredAt"
    from payments p join people e on e.id = p.entered_by
    where p.invoice_id = ${invoiceId} order by p.entered_at, p.id`.execute(db);
  return rows;
}

export interface PaidRow {
  invoiceId: string;
  /** The bank's day of the last payment, `YYYY-MM-DD`. */
  paidOn: string;
}

/** When these invoices were last paid; one that nothing was paid for has no row. */
export function paidRows(invoiceIds: readonly string[]): RawBuilder<PaidRow> {
  return sql<PaidRow>`
    select p.invoice_id as "invoiceId", max(p.paid_on)::text as "paidOn" from payments p
    where p.invoice_id = ${anyId(invoiceIds)} and p.kind = 'payment' group by p.invoice_id`;
}

/** Who entered a payment or a refund of the invoice, as a list within another query. */
export function payerIdsOf(invoiceId: RawBuilder<unknown>): RawBuilder<string[]> {
  return sql<
    string[]
  >`coalesce((select json_agg(distinct p.entered_by) from payments p where p.invoice_id = ${invoiceId}), '[]')`;
}

/** Who entered a payment or a refund of any of these invoices. */
export async function payersOf(db: Db | Tx, invoiceIds: readonly string[]): Promise<string[]> {
  if (invoiceIds.length === 0) return [];
  const rows = await db.selectFrom("payments").select("entered_by").distinct().where("invoice_id", "in", invoiceIds).execute();
  return rows.map((row) => row.entered_by);
}
