import { sql } from "kysely";
import type { Db, Tx } from "../../platform/db/database.ts";
import { payersOf } from "../payments/questions.ts";

/**
 * Who decided on or paid an invoice of this supplier that is not at its end: voters whose vote stands, whom substitutes voted
 * for, and who entered a payment.
 */
export async function boundByOpenInvoices(db: Db | Tx, counterpartyId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string; voterIds: string[] }>`
    select i.id, coalesce((select json_agg(voter.id) from (
        select v.person_id as id from approval_votes v where v.record_id = coalesce(i.request_id, i.id) and v.voided_at is null
        union select v.on_behalf_of_id from approval_votes v
          where v.record_id = coalesce(i.request_id, i.id) and v.voided_at is null and v.on_behalf_of_id is not null) voter), '[]') as "voterIds"
    from invoices i join records r on r.id = i.id
    where i.counterparty_id = ${counterpartyId} and r.status in ('approval', 'rework', 'approved', 'in_payment')`.execute(db);
  const payers = await payersOf(
    db,
    rows.map(({ id }) => id),
  );
  return [...new Set([...rows.flatMap(({ voterIds }) => voterIds), ...payers])];
}
