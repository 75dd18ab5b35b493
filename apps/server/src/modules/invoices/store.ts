import { normaliseNumber } from "@tartip/domain/invoices/duplicates";
import { splitByWeights, splitProblem } from "@tartip/domain/invoices/split";
import { includedVatMinor } from "@tartip/domain/invoices/vat";
import { companyDay } from "@tartip/domain/kernel/calendar";
import { DomainError } from "@tartip/domain/kernel/errors";
import { amountProblem, toBaseMinor } from "@tartip/domain/kernel/money";
import { sql } from "kysely";
import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";
import type { ExpenseLine } from "../budgets/commands.ts";
import { rateOn } from "../reference/questions.ts";
import { readSplits, type InvoiceRow } from "./row.ts";

/** One line of an explicit split; amounts in the invoice's currency sum to its amount exactly. */
export interface SplitInput {
  title?: string;
  branchId: string;
  projectId: string | null;
  costItemId: string;
  /** First day of the month, `YYYY-MM-01`. */
  month: string;
  amountMinor: number;
}

/** The facts of an invoice as its request states them. */
export interface RequestInvoice {
  requestId: string;
  chainId: string;
  counterpartyId: string;
  bankAccountId?: string | null;
  invoiceNumber: string;
  invoiceDate: string;
  amountMinor: number;
  currency: string;
  /** `none`, `0`, `5`, `10`, `12` or `16`; null until the accountant says it. */
  vatRate: string | null;
  purpose: string;
  knp: string | null;
  payKind: "prepay" | "post" | "part";
  payBy: string | null;
  fileId: string | null;
  basisId: string | null;
  basisKind: string | null;
  /** None until the accountant names the budget item. */
  splits: SplitInput[];
}

/** The invoice's amounts worked out: VAT, base currency at the rate of the company's day, and the lines in base currency. */
interface Worked {
  vatMinor: number | null;
  baseMinor: number;
  rateMicro: number;
  rateDate: string;
  lines: (SplitInput & { lineNo: number; baseMinor: number })[];
}

/** The rate by which an invoice was converted. */
export type Converted = Pick<InvoiceRow, "rateMicro" | "rateDate">;

/** @throws DomainError `bad_input` when an amount is none or the lines do not sum to it */
async function workOut(tx: Tx, ctx: Context, input: RequestInvoice, converted: Converted | null): Promise<Worked> {
  const problem = amountProblem(input.amountMinor);
  if (problem) throw new DomainError("bad_input", "invoice amount", { fields: [{ field: "amount", code: problem }] });
  const split = input.splits.length === 0 ? undefined : splitProblem(input.amountMinor, input.splits);
  if (split) {
    throw new DomainError("bad_input", "invoice split", {
      fields: [{ field: "split", code: split.code, ...(split.params && { params: { ...split.params } }) }],
    });
  }
  const { rateMicro, rateDate } = converted ?? (await rateOfToday(tx, ctx, input.currency));
  const baseMinor = toBaseMinor(input.amountMinor, input.currency, rateMicro);
  const shares = sharesOf(baseMinor, input.splits);
  return {
    vatMinor: vatIn(input),
    baseMinor,
    rateMicro,
    rateDate,
    lines: input.splits.map((line, index) => ({ ...line, lineNo: index + 1, baseMinor: shares[index] ?? 0 })),
  };
}

/** The base amount of each line; of none while the accountant has not named the item. */
function sharesOf(baseMinor: number, lines: readonly { amountMinor: number }[]): number[] {
  const weights = lines.map((line) => line.amountMinor);
  return weights.length === 0 ? [] : splitByWeights(baseMinor, weights);
}

function vatIn({ amountMinor, vatRate }: RequestInvoice): number | null {
  if (vatRate === null) return null;
  return includedVatMinor(amountMinor, vatRate === "none" ? "none" : Number(vatRate)) ?? 0;
}

/** Writes the kind's own row and its lines for a record that exists. */
export async function insertInvoice(tx: Tx, ctx: Context, id: string, input: RequestInvoice): Promise<void> {
  const worked = await workOut(tx, ctx, input, null);
  await sql`
    insert into invoices (id, request_id, chain_id, counterparty_id, bank_account_id, invoice_number, number_key, invoice_date,
      amount_minor, currency, base_minor, rate_micro, rate_date, vat_rate, vat_minor, purpose, knp, pay_kind, pay_by, file_id, basis_id, basis_kind)
    values (${id}, ${input.requestId}, ${input.chainId}, ${input.counterpartyId}, ${input.bankAccountId ?? null}, ${input.invoiceNumber},
      ${normaliseNumber(input.invoiceNumber)}, ${input.invoiceDate}, ${input.amountMinor}, ${input.currency}, ${worked.baseMinor},
      ${worked.rateMicro}, ${worked.rateDate}, ${input.vatRate}, ${worked.vatMinor}, ${input.purpose}, ${input.knp}, ${input.payKind},
      ${input.payBy}, ${input.fileId}, ${input.basisId}, ${input.basisKind})`.execute(tx);
  await writeLines(tx, id, worked);
}

/**
 * Sets the invoice to what the request says now. What was set on the invoice itself (an account) stays unless the request names one.
 *
 * @param converted the rate of the day of sending, which a sent invoice keeps; null: that of today
 */
export async function updateInvoice(
  tx: Tx,
  ctx: Context,
  id: string,
  input: RequestInvoice,
  converted: Converted | null,
): Promise<void> {
  const worked = await workOut(tx, ctx, input, converted);
  await sql`
    update invoices set counterparty_id = ${input.counterpartyId},
      bank_account_id = coalesce(${input.bankAccountId ?? null}::uuid, case when counterparty_id = ${input.counterpartyId} then bank_account_id end),
      invoice_number = ${input.invoiceNumber}, number_key = ${normaliseNumber(input.invoiceNumber)}, invoice_date = ${input.invoiceDate},
      amount_minor = ${input.amountMinor}, currency = ${input.currency}, base_minor = ${worked.baseMinor}, rate_micro = ${worked.rateMicro},
      rate_date = ${worked.rateDate}, vat_rate = ${input.vatRate}, vat_minor = ${worked.vatMinor}, purpose = ${input.purpose}, knp = ${input.knp},
      pay_kind = ${input.payKind}, pay_by = ${input.payBy}, file_id = ${input.fileId}, basis_id = ${input.basisId}, basis_kind = ${input.basisKind}
    where id = ${id}`.execute(tx);
  await sql`delete from invoice_splits where invoice_id = ${id}`.execute(tx);
  await writeLines(tx, id, worked);
}

async function writeLines(tx: Tx, id: string, worked: Worked): Promise<void> {
  await sql`
    insert into invoice_splits (invoice_id, line_no, title, branch_id, project_id, cost_item_id, month, amount_minor, base_minor)
    select ${id}::uuid, w."lineNo", coalesce(w.title, ''), w."branchId", w."projectId", w."costItemId", w.month, w."amountMinor", w."baseMinor"
    from jsonb_to_recordset(${JSON.stringify(worked.lines)}::jsonb) as w("lineNo" smallint, title text, "branchId" uuid,
      "projectId" uuid, "costItemId" uuid, month date, "amountMinor" bigint, "baseMinor" bigint)`.execute(tx);
}

async function rateOfToday(tx: Tx, ctx: Context, currency: string): Promise<Converted> {
  const { rateMicro, onDate } = await rateOn(tx, currency, companyDay(ctx.now()));
  return { rateMicro, rateDate: onDate };
}

/** Base amounts at the rate of today: a foreign invoice counts at the rate of the day it is sent. */
export async function refreshRate(tx: Tx, ctx: Context, invoice: InvoiceRow): Promise<void> {
  const { rateMicro, rateDate } = await rateOfToday(tx, ctx, invoice.currency);
  if (rateMicro === invoice.rateMicro) return;
  const baseMinor = toBaseMinor(invoice.amountMinor, invoice.currency, rateMicro);
  const splits = await readSplits(tx, invoice.id);
  const shares = sharesOf(baseMinor, splits);
  await sql`update invoices set base_minor = ${baseMinor}, rate_micro = ${rateMicro}, rate_date = ${rateDate} where id = ${invoice.id}`.execute(
    tx,
  );
  for (const [index, split] of splits.entries()) {
    await sql`update invoice_splits set base_minor = ${shares[index] ?? 0}
      where invoice_id = ${invoice.id} and line_no = ${split.lineNo}`.execute(tx);
  }
}

/** The invoice as the budget counts it. */
export async function expenseLines(tx: Tx, invoiceId: string): Promise<ExpenseLine[]> {
  const splits = await readSplits(tx, invoiceId);
  return splits.map(({ branchId, projectId, costItemId, month, baseMinor }) => ({
    branchId,
    projectId,
    costItemId,
    month,
    baseMinor,
  }));
}
