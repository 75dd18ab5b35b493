import type { Context } from "../../platform/context.ts";
import type { ExportColumn, ExportedList } from "../../records/export/export.ts";
import type { InvoiceFilters } from "./filters.ts";
import { listInvoices, type InvoiceListRow, type Named } from "./queries.ts";

type Column = ExportColumn<
  InvoiceListRow,
  "counterparty" | "number" | "status" | "costItem" | "branch" | "project" | "request" | "payBy" | "amount" | "paid"
>;

/** What the file can hold; the page names its columns alike. */
export const INVOICE_EXPORT: readonly Column[] = [
  ["counterparty", "lists:counterparty", "text", (row) => row.counterparty.name],
  ["number", "lists:number", "text", (row) => row.invoiceNumber],
  ["number", "invoices:list.date", "day", (row) => row.invoiceDate],
  ["status", "lists:status", "text", (row, { say }) => say(`status:invoice.${row.status}`)],
  ["costItem", "invoices:list.costItem", "text", (row) => namesOf(row.costItems)],
  ["branch", "lists:branch", "text", (row) => namesOf(row.branches)],
  ["project", "lists:project", "text", (row) => namesOf(row.projects)],
  ["request", "invoices:list.request", "text", (row) => row.request?.number],
  ["payBy", "invoices:list.payBy", "day", (row) => row.payBy],
  ["amount", "invoices:list.amount", "amount", (row) => row.amountMinor],
  ["amount", "lists:currency", "text", (row) => row.currency],
  ["paid", "status:invoice.paid", "amount", (row) => row.paidMinor],
];

/** The registry of invoices as a file. */
export function exportedInvoices(ctx: Context, filters: InvoiceFilters, sort: string): ExportedList<InvoiceListRow> {
  return {
    list: "invoices",
    title: "invoices:list.title",
    columns: INVOICE_EXPORT,
    filters,
    sort,
    page: (after, limit) => listInvoices(ctx.app.db, ctx, { filters, sort, limit, after }),
  };
}

function namesOf(things: readonly Named[]): string {
  return things.map(({ name }) => name).join(", ");
}
