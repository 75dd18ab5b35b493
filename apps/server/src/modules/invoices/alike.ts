import { findDuplicates, type Duplicate, type InvoiceTraits } from "@tartip/domain/invoices/duplicates";
import { enforce, noRight } from "@tartip/domain/kernel/decision";
import { sql } from "kysely";
import type { Context } from "../../platform/context.ts";
import { seesMoneyOf, visibleIds, visibleTo } from "../../records/visibility.ts";

/** Of these the ones the reader may see, as they are called. */
export async function shownDuplicates(ctx: Context, duplicates: readonly Duplicate[]) {
  const seen = await visibleIds(ctx.app.db, ctx, duplicates.map((one) => one.id)); // prettier-ignore
  const visible = duplicates.filter((one) => seen.has(one.id));
  const { rows } = await sql<{ id: string; number: string | null; title: string; status: string }>`
    select id, number, title, status from records where id = any(${visible.map((one) => one.id)}::uuid[])`.execute(ctx.app.db);
  const records = new Map(rows.map((record) => [record.id, record]));
  return visible.flatMap(({ id, level, because }) => {
    const record = records.get(id);
    return record ? [{ ...record, level, because }] : [];
  });
}

/** An invoice as it stands in a form that is being filled in. */
export interface TypedInvoice {
  counterpartyId: string;
  invoiceNumber: string;
  invoiceDate: string;
  amountMinor: number;
  currency: string;
}

/** Invoices that look like the one being typed, among those whose amounts the reader sees: likeness tells amounts. */
export async function alikeTyped(ctx: Context, typed: TypedInvoice) {
  if (ctx.actor.external) enforce(noRight("contractor_ceiling"), "read");
  const { counterpartyId, invoiceNumber, invoiceDate, amountMinor, currency } = typed;
  const { rows } = await sql<InvoiceTraits & { own: string }>`
    with payee as (select coalesce(bin, id::text) as code from counterparties where id = ${counterpartyId})
    select records.id, coalesce(c.bin, c.id::text) as payee, i.invoice_number as number, i.invoice_date as date,
      i.amount_minor as "amountMinor", i.currency, records.status, payee.code as own
    from payee, invoices i join records on records.id = i.id join counterparties c on c.id = i.counterparty_id
    where (i.counterparty_id = ${counterpartyId} and i.invoice_date between ${invoiceDate}::date - 366 and ${invoiceDate}::date + 366
        or i.amount_minor = ${amountMinor} and i.invoice_date = ${invoiceDate}::date)
      and ${visibleTo(ctx.actor, "invoice")} and ${seesMoneyOf(ctx.actor, "invoice")}`.execute(ctx.app.db);
  const [first] = rows;
  if (!first) return [];
  const own = { id: "", payee: first.own, number: invoiceNumber, date: invoiceDate, amountMinor, currency, status: "draft" };
  return shownDuplicates(ctx, findDuplicates(own, rows));
}
