import { carriesInvoice } from "@tartip/domain/requests/meaning";
import { priorityOf } from "@tartip/domain/requests/type";
import { spokenState } from "@tartip/domain/requests/workflow";
import type { Context } from "../../platform/context.ts";
import type { Page } from "../../platform/http/keyset.ts";
import type { ExportColumn, ExportedList } from "../../records/export/export.ts";
import type { RequestFilters } from "./filters.ts";
import { requestType } from "../reference/questions.ts";
import { listRequests, type ListRequest, type RequestListRow } from "./queries.ts";

/** A row with what its state is called by. */
type ExportedRow = RequestListRow & { withInvoice: boolean };

type Column = ExportColumn<
  ExportedRow,
  | "number"
  | "title"
  | "type"
  | "status"
  | "priority"
  | "assignee"
  | "author"
  | "counterparty"
  | "branch"
  | "department"
  | "project"
  | "created"
  | "due"
  | "amount"
>;

/** What the file can hold; the page names its columns alike. */
export const REQUEST_EXPORT: readonly Column[] = [
  ["number", "lists:number", "text", (row) => row.number],
  ["title", "requests:list.column.title", "text", (row) => row.title],
  ["type", "requests:list.column.type", "text", (row, { names }) => names.type(row.typeCode)],
  ["status", "lists:status", "text", (row, { say }) => say(`status:request.${spokenState(row.status, row.withInvoice)}`)],
  ["priority", "lists:priority", "text", (row, { say }) => say(`status:priority.${priorityOf(row.priority)}`)],
  ["assignee", "requests:list.column.assignee", "text", (row) => row.assigneeName],
  ["author", "requests:list.column.author", "text", (row) => row.authorName],
  ["counterparty", "lists:counterparty", "text", (row) => row.counterpartyName],
  ["branch", "lists:branch", "text", (row, { names }) => names.branch(row.branchId)],
  ["department", "requests:list.column.department", "text", (row, { names }) => names.department(row.departmentId)],
  ["project", "lists:project", "text", (row, { names }) => names.project(row.projectId)],
  ["created", "requests:list.column.created", "day", (row) => row.createdAt],
  ["due", "requests:list.column.due", "day", (row) => row.dueAt],
  ["amount", "requests:list.column.amount", "amount", (row) => row.amountMinor],
  ["amount", "lists:currency", "text", (row) => row.currency],
];

/** The list of requests as a file. */
export function exportedRequests(ctx: Context, filters: RequestFilters, sort: string): ExportedList<ExportedRow> {
  return {
    list: "requests",
    title: "requests:list.title",
    columns: REQUEST_EXPORT,
    filters,
    sort,
    page: (after, limit) => exportedPage(ctx, { filters, sort, limit, after }),
  };
}

async function exportedPage(ctx: Context, request: ListRequest): Promise<Page<ExportedRow>> {
  const { items, next } = await listRequests(ctx.app.db, ctx, request);
  const ids = [...new Set(items.map((row) => row.typeId))];
  const types = await Promise.all(ids.map((id) => requestType(ctx.app.db, id)));
  const paid = new Set(ids.filter((_, index) => types[index] && carriesInvoice(types[index])));
  return { items: items.map((row) => ({ ...row, withInvoice: paid.has(row.typeId) })), next };
}
