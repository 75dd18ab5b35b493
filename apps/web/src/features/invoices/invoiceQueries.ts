import { queryOptions } from "@tanstack/react-query";
import type { paths, Schema } from "@tartip/api-client";
import { api, call } from "../../lib/api.ts";

export type Invoice = Schema<"InvoiceCard">;
export type InvoiceRow = Schema<"InvoiceListed">;

export function invoiceQuery(id: string) {
  return queryOptions({
    queryKey: ["record", id, "invoice"],
    queryFn: () => call(api.GET("/api/v1/invoices/{id}", { params: { path: { id } } })),
  });
}

type Transition = paths["/api/v1/invoices/{id}/transitions"]["post"]["requestBody"]["content"]["application/json"];
export type InvoiceInput = Omit<Transition, "version">;
export type InvoiceAction = Transition["action"];

/** Takes an action on an invoice. The key is one wish's: a repeat after a lost answer pays once. */
export function moveInvoice(id: string, body: Transition, key: string) {
  return call(
    api.POST("/api/v1/invoices/{id}/transitions", { params: { path: { id } }, body, headers: { "Idempotency-Key": key } }),
  );
}
