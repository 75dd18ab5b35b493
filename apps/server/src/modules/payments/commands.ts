import { earliestMoney } from "@tartip/domain/invoices/days";
import { companyDay, dayProblem } from "@tartip/domain/kernel/calendar";
import { DomainError } from "@tartip/domain/kernel/errors";
import { amountProblem, mulDivHalfUp, toBaseMinor } from "@tartip/domain/kernel/money";
import { sql } from "kysely";
import { audit } from "../../platform/audit.ts";
import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";
import { tell } from "../../records/notices/tell.ts";
import { spendExpense } from "../budgets/commands.ts";
import { rateOn } from "../reference/questions.ts";

/** Money paid for an invoice, or refunded; amounts in the invoice's currency. */
export interface PaymentEntry {
  kind: "payment" | "refund";
  /** The bank's day, `YYYY-MM-DD`; not in the future. */
  paidOn: string;
  amountMinor: number;
  documentNumber: string;
  note?: string;
}

/** What a payment needs to know of its invoice, read under its lock. */
export interface PaidInvoice {
  id: string;
  chainId: string;
  currency: string;
  invoiceDate: string;
  /** The company's day on which it was entered. */
  enteredOn: string;
  /** What is to be paid of it in all. */
  dueMinor: number;
  paidMinor: number;
}

/**
 * Records a payment or a refund and moves the budget with it. The budget never refuses: a difference above the
 * reservation becomes a system grant, and the responsible of its line is asked for the reason.
 * The caller holds the invoice's lock, has checked over-payment and writes down what is paid.
 *
 * @returns what is paid of the invoice now
 * @throws DomainError `bad_input` for a day in the future, before the invoice or no day, an amount that is none, or a document number too long
 */
export async function recordPayment(tx: Tx, ctx: Context, invoice: PaidInvoice, entry: PaymentEntry): Promise<number> {
  const firstPaidOn = await firstPayment(tx, invoice.id);
  refuseBadEntry(entry, companyDay(ctx.now()), earliestMoney(entry.kind, { ...invoice, firstPaidOn }));
  const paidAfterMinor = invoice.paidMinor + (entry.kind === "payment" ? entry.amountMinor : -entry.amountMinor);
  const baseMinor =
    entry.kind === "payment" ? await baseOf(tx, invoice.currency, entry) : await refundedBase(tx, invoice, entry.amountMinor);
  const { rows } = await sql<{ id: string }>`
    insert into payments (invoice_id, kind, paid_on, amount_minor, base_minor, document_number, note, entered_by, entered_at)
    values (${invoice.id}, ${entry.kind}, ${entry.paidOn}, ${entry.amountMinor}, ${baseMinor}, ${entry.documentNumber.trim()},
      ${entry.note ?? ""}, ${ctx.actor.id}, ${ctx.now()})
    returning id`.execute(tx);
  const paymentId = rows[0]?.id ?? "";
  const differences = await spendExpense(tx, ctx, {
    chainId: invoice.chainId,
    recordId: invoice.id,
    paymentId,
    kind: entry.kind,
    invoiceMinor: invoice.dueMinor,
    paidAfterMinor,
    baseMinor,
  });
  await audit(tx, ctx, {
    action: entry.kind === "payment" ? "payment.recorded" : "payment.refunded",
    entity: "payment",
    entityId: paymentId,
    recordId: invoice.id,
    before: { paidMinor: invoice.paidMinor },
    after: {
      paidMinor: paidAfterMinor,
      amountMinor: entry.amountMinor,
      paidOn: entry.paidOn,
      documentNumber: entry.documentNumber,
      baseMinor,
    },
  });
  await tell(
    tx,
    ctx,
    differences.flatMap(({ responsibleId, cellId }) =>
      responsibleId === null
        ? []
        : [
            {
              personId: responsibleId,
              recordId: invoice.id,
              event: "budget_difference",
              why: "budget_responsible",
              dedup: `difference:${paymentId}:${cellId}`,
            },
          ],
    ),
  );
  return paidAfterMinor;
}

async function firstPayment(tx: Tx, invoiceId: string): Promise<string | null> {
  const { rows } = await sql<{ day: string | null }>`
    select min(paid_on) as day from payments where invoice_id = ${invoiceId} and kind = 'payment'`.execute(tx);
  return rows[0]?.day ?? null;
}

function refuseBadEntry(entry: PaymentEntry, today: string, earliest: string): void {
  const wrongDay = dayProblem(entry.paidOn) ?? (entry.paidOn > today ? "dateInFuture" : undefined);
  const early = entry.kind === "payment" ? "paidBeforeInvoice" : "refundedBeforePaid";
  const amount = amountProblem(entry.amountMinor);
  const number = entry.documentNumber.trim();
  const fields = [
    ...(wrongDay ? [{ field: "paidOn", code: wrongDay }] : []),
    ...(!wrongDay && entry.paidOn < earliest ? [{ field: "paidOn", code: early, params: { day: earliest } }] : []),
    ...(amount ? [{ field: "amountMinor", code: amount }] : []),
    ...(number === "" || number.length > 50 ? [{ field: "documentNumber", code: number === "" ? "required" : "too_long" }] : []),
  ];
  if (fields.length > 0) throw new DomainError("bad_input", "a payment that cannot be", { fields });
}

async function baseOf(tx: Tx, currency: string, entry: PaymentEntry): Promise<number> {
  const { rateMicro } = await rateOn(tx, currency, entry.paidOn);
  return toBaseMinor(entry.amountMinor, currency, rateMicro);
}

/** A refund takes its part of what the payments cost in base currency, so that a full refund leaves nothing behind. */
async function refundedBase(tx: Tx, invoice: PaidInvoice, amountMinor: number): Promise<number> {
  const { rows } = await sql<{ spent: number }>`
    select coalesce(sum(case kind when 'payment' then base_minor else -base_minor end), 0)::bigint as spent
    from payments where invoice_id = ${invoice.id}`.execute(tx);
  return mulDivHalfUp(rows[0]?.spent ?? 0, amountMinor, invoice.paidMinor);
}
