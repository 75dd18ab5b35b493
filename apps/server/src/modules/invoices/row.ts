import { notFound } from "@tartip/domain/kernel/errors";
import { sql } from "kysely";
import type { Db, Tx } from "../../platform/db/database.ts";

/** Columns of `invoices`, in the words of the code. Amounts are minor units. */
export interface InvoiceRow {
  id: string;
  requestId: string | null;
  chainId: string;
  counterpartyId: string;
  bankAccountId: string | null;
  invoiceNumber: string;
  invoiceDate: string;
  amountMinor: number;
  currency: string;
  baseMinor: number;
  rateMicro: number;
  rateDate: string;
  vatRate: string | null;
  vatMinor: number | null;
  purpose: string;
  knp: string | null;
  payKind: string;
  payBy: string | null;
  fileId: string | null;
  basisId: string | null;
  basisKind: string | null;
  paidMinor: number;
  restWaivedMinor: number;
  restWaivedReason: string | null;
  closingWaived: string | null;
  duplicateReason: string | null;
  /** Answers to doubts, by doubt. */
  doubtAnswers: Partial<Record<string, { key: string; reason: string }>>;
}

/** A part of the invoice on one budget cell. */
export interface SplitRow {
  lineNo: number;
  title: string;
  branchId: string;
  projectId: string | null;
  costItemId: string;
  month: string;
  amountMinor: number;
  baseMinor: number;
}

export const invoiceColumns = sql`i.id, i.request_id as "requestId", i.chain_id as "chainId", i.counterparty_id as "counterpartyId",
  i.bank_account_id as "bankAccountId", i.invoice_number as "invoiceNumber", i.invoice_date as "invoiceDate",
  i.amount_minor as "amountMinor", i.currency, i.base_minor as "baseMinor", i.rate_micro as "rateMicro", i.rate_date as "rateDate",
  i.vat_rate as "vatRate", i.vat_minor as "vatMinor", i.purpose, i.knp, i.pay_kind as "payKind", i.pay_by as "payBy",
  i.file_id as "fileId", i.basis_id as "basisId", i.basis_kind as "basisKind", i.paid_minor as "paidMinor",
  i.rest_waived_minor as "restWaivedMinor", i.rest_waived_reason as "restWaivedReason",
  i.closing_waived as "closingWaived", i.duplicate_reason as "duplicateReason",
  i.doubt_answers as "doubtAnswers"`;

/** Reads one invoice; absent is `not_found`. */
export async function readInvoice(db: Db | Tx, id: string): Promise<InvoiceRow> {
  const { rows } = await sql<InvoiceRow>`select ${invoiceColumns} from invoices i where i.id = ${id}`.execute(db);
  const [row] = rows;
  if (!row) throw notFound("invoice");
  return row;
}

export async function readSplits(db: Db | Tx, invoiceId: string): Promise<SplitRow[]> {
  const { rows } = await sql<SplitRow>`
    select line_no as "lineNo", title, branch_id as "branchId", project_id as "projectId", cost_item_id as "costItemId",
      month::text as month, amount_minor as "amountMinor", base_minor as "baseMinor"
    from invoice_splits where invoice_id = ${invoiceId} order by line_no`.execute(db);
  return rows;
}

/** Ids of a request's own invoices, in the order in which they are locked. */
export async function invoicesOf(db: Db | Tx, requestId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from invoices where request_id = ${requestId} order by id`.execute(db);
  return rows.map((row) => row.id);
}

/** Locks root request, request and invoice in the order kept everywhere. @throws DomainError `not_found` */
export async function lockInvoice(tx: Tx, id: string): Promise<void> {
  const { rows } = await sql<{ chainId: string; requestId: string | null }>`
    select chain_id as "chainId", request_id as "requestId" from invoices where id = ${id}`.execute(tx);
  const [row] = rows;
  if (!row) throw notFound("invoice");
  const inOrder = [...new Set([row.chainId, row.requestId, id])];
  for (const recordId of inOrder) {
    if (recordId !== null) await sql`select id from records where id = ${recordId} for update`.execute(tx);
  }
}

export async function isInvoice(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await sql`select 1 from invoices where id = ${id}`.execute(tx);
  return rows.length > 0;
}
