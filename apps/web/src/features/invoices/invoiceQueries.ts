import { queryOptions } from "@tanstack/react-query";
import type { paths, Schema } from "@tartip/api-client";
import { api, call } from "../../lib/api.ts";

export type Invoice = Schema<"InvoiceCard">;
export type InvoiceRow = Schema<"InvoiceListed">;

type Query = paths["/api/v1/invoices"]["get"]["parameters"]["query"];
export type InvoiceFilters = Omit<NonNullable<Query>, "sort" | "limit" | "after">;
export type InvoiceSort = NonNullable<Query>["sort"];

/** Views of the register as the server is asked for them. */
const INVOICE_VIEWS = {
  waiting: { view: "waiting" },
  approval: { status: ["received", "approval", "rework"] },
  topay: { status: ["approved"] },
  paying: { status: ["in_payment"] },
  paid: { status: ["paid"] },
  closed: { status: ["closed", "rejected", "cancelled"] },
  all: {},
} as const satisfies Record<string, InvoiceFilters | { status: readonly string[] }>;

export type InvoiceView = keyof typeof INVOICE_VIEWS;
// reason: Object.keys widens to string; the keys are exactly the views
export const VIEW_NAMES = Object.keys(INVOICE_VIEWS) as InvoiceView[];

export function viewOf(all: Readonly<Record<string, string>>): InvoiceView {
  return VIEW_NAMES.find((view) => view === all["view"]) ?? "waiting";
}

/** The filter of a view alone, for its counter. */
export function filtersOfView(view: InvoiceView): InvoiceFilters {
  const wanted = INVOICE_VIEWS[view];
  return "status" in wanted ? { status: [...wanted.status] } : { ...wanted };
}

/** What the server is asked by what stands in the address. */
export function invoiceFilters(all: Readonly<Record<string, string>>): InvoiceFilters {
  const list = (name: string) => (all[name] ? { [name]: all[name].split(",") } : {});
  const text = (name: string) => (all[name] ? { [name]: all[name] } : {});
  return {
    ...filtersOfView(viewOf(all)),
    ...list("status"),
    ...list("branchId"),
    ...list("projectId"),
    ...list("costItemId"),
    ...list("counterpartyId"),
    ...list("currency"),
    ...text("requestId"),
    ...text("payByFrom"),
    ...text("payByTo"),
    ...(all["overdue"] === "true" ? { overdue: true } : {}),
    ...text("q"),
  };
}

/** Count and sums by currency of a filter. */
export function invoiceSumsQuery(filters: InvoiceFilters) {
  return queryOptions({
    queryKey: ["list", "invoices", "sums", filters],
    queryFn: () => call(api.GET("/api/v1/invoices/summary", { params: { query: filters } })),
  });
}

export function invoiceQuery(id: string) {
  return queryOptions({
    queryKey: ["record", id, "invoice"],
    queryFn: () => call(api.GET("/api/v1/invoices/{id}", { params: { path: { id } } })),
  });
}
