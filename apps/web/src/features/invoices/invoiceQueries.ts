import { queryOptions } from "@tanstack/react-query";
import type { Schema } from "@tartip/api-client";
import { api, call } from "../../lib/api.ts";

export type Invoice = Schema<"InvoiceCard">;
export type InvoiceRow = Schema<"InvoiceListed">;

export function invoiceQuery(id: string) {
  return queryOptions({
    queryKey: ["record", id, "invoice"],
    queryFn: () => call(api.GET("/api/v1/invoices/{id}", { params: { path: { id } } })),
  });
}
