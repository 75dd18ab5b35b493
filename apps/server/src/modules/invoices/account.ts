import { sql, type RawBuilder } from "kysely";
import type { Db, Tx } from "../../platform/db/database.ts";
import type { InvoiceRow } from "./row.ts";

/** Over an alias of `invoices`: the account its supplier is paid to in its currency; the one confirmed last comes first. */
export function supplierAccount(invoice: RawBuilder<unknown>): RawBuilder<string | null> {
  return sql`select a.id from bank_accounts a
    where a.counterparty_id = ${invoice}.counterparty_id and a.currency = ${invoice}.currency and a.retired_at is null
    order by a.confirmed_at desc nulls last, a.id limit 1`;
}

/**
 * Writes down to which account the money goes: what is decided on includes it. Asked again when the invoice is sent; after
 * that only where there was none.
 */
export async function fixAccount(tx: Tx, invoiceId: string, { asked }: { asked: boolean }): Promise<void> {
  await sql`update invoices i set bank_account_id = (${supplierAccount(sql`i`)})
    where i.id = ${invoiceId} and (${asked} or i.bank_account_id is null)`.execute(tx);
}

export interface PaidTo {
  id: string;
  iban: string;
  bic: string;
  bankName: string;
  confirmed: boolean;
  /** Since when money may go there; null while it waits for its second person. */
  confirmedAt: Date | null;
  /** False once it was taken out of use after the decision. */
  inUse: boolean;
  /** The account the supplier has now, where the one decided on is out of use. */
  next: { iban: string; confirmedAt: Date | null } | null;
}

/** The account the money would go to; null where the supplier has none. */
export async function paidTo(db: Db, row: Pick<InvoiceRow, "id">): Promise<PaidTo | null> {
  const { rows } = await sql<PaidTo>`
    select b.id, b.iban, b.bic, b.bank_name as "bankName", b.confirmed_at is not null as confirmed, b.confirmed_at as "confirmedAt",
      b.retired_at is null as "inUse",
      case when b.retired_at is not null then (select json_build_object('iban', n.iban, 'confirmedAt', n.confirmed_at)
        from bank_accounts n where n.id = own.id) end as next
    from invoices i cross join lateral (select (${supplierAccount(sql`i`)}) as id) own
    join bank_accounts b on b.id = coalesce(i.bank_account_id, own.id)
    where i.id = ${row.id}`.execute(db);
  return rows[0] ?? null;
}
