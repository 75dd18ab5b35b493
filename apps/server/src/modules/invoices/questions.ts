import { CAME_TO_NOTHING, PAID } from "@tartip/domain/invoices/workflow";
import { sql, type RawBuilder } from "kysely";
import type { Db, Tx } from "../../platform/db/database.ts";
import { payersOf } from "../payments/questions.ts";

/**
 * Who decided on or paid an invoice of this supplier that is not at its end: voters whose yes stands, whom substitutes voted
 * for, and who entered a payment.
 */
export async function boundByOpenInvoices(db: Db | Tx, counterpartyId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string; voterIds: string[] }>`
    select i.id, coalesce((select json_agg(voter.id) from (
        select v.person_id as id from approval_votes v where v.record_id = coalesce(i.request_id, i.id) and v.voided_at is null and v.decision = 'approve'
        union select v.on_behalf_of_id from approval_votes v
          where v.record_id = coalesce(i.request_id, i.id) and v.voided_at is null and v.decision = 'approve'
            and v.on_behalf_of_id is not null) voter), '[]') as "voterIds"
    from invoices i join records r on r.id = i.id
    where i.counterparty_id = ${counterpartyId} and r.status in ('approval', 'rework', 'approved', 'in_payment')`.execute(db);
  const payers = await payersOf(
    db,
    rows.map(({ id }) => id),
  );
  return [...new Set([...rows.flatMap(({ voterIds }) => voterIds), ...payers])];
}

/** What becomes of the money of an invoice: news for its request too. */
export const MONEY_NEWS: readonly string[] = [
  "invoice.sendToPayment",
  "invoice.paymentFailed",
  "payment.recorded",
  "payment.refunded",
  "invoice.waiveRest",
  "invoice.close",
];

/** A query for the ids of a request's invoices. */
export function invoicesOfRequest(requestId: string): RawBuilder<unknown> {
  return sql`select i.id from invoices i where i.request_id = ${requestId}`;
}

/** Whether a request has invoices and nothing is left to pay of them; those that ended without money count for nothing. */
export function isPaid(requestId: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`coalesce((select bool_and(ir.status in (${sql.join(PAID)})) from invoices i join records ir on ir.id = i.id
    where i.request_id = ${requestId} and ir.status not in (${sql.join(CAME_TO_NOTHING)})), false)`;
}

/** The account an invoice of a request goes to, as it was written down when it was sent. */
export interface DecidedAccount {
  id: string;
  /** Last four characters: votes are shown to more people than may see the whole number. */
  ends: string;
  enteredById: string;
}

/** The account of a request's invoice; null where none is written down. */
export async function decidedAccount(db: Db | Tx, requestId: string): Promise<DecidedAccount | null> {
  const { rows } = await sql<DecidedAccount>`
    select b.id, right(b.iban, 4) as ends, b.entered_by as "enteredById" from invoices i join bank_accounts b on b.id = i.bank_account_id
    where i.request_id = ${requestId} order by i.id limit 1`.execute(db);
  return rows[0] ?? null;
}
