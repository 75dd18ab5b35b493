import { useQueryClient } from "@tanstack/react-query";
import type { paths } from "@tartip/api-client";
import { useTranslation } from "react-i18next";
import { useRef } from "react";
import { api, call } from "../../lib/api.ts";
import { toast } from "../../ui/action/toast.tsx";
import { useMove } from "../records/useMove.ts";
import { invoiceQuery } from "./invoiceQueries.ts";
import type { Invoice } from "./invoiceQueries.ts";

type Body = paths["/api/v1/invoices/{id}/transitions"]["post"]["requestBody"]["content"]["application/json"];
export type InvoiceInput = Omit<Body, "version">;
export type InvoiceAction = Body["action"];

const TOLD = ["sendToPayment", "pay", "paymentFailed", "waiveRest", "refund", "close"];

/** Takes an action on the invoice. One key per wish of the person: a repeat after a lost answer pays once. */
export function useInvoiceMove(invoice: Invoice) {
  const { t } = useTranslation("invoices");
  const cache = useQueryClient();
  const { queryKey } = invoiceQuery(invoice.id);
  const wish = useRef<{ body: string; key: string }>(undefined);
  function keyFor(input: InvoiceInput, version: number): string {
    const body = JSON.stringify([input, version]);
    if (wish.current?.body !== body) wish.current = { body, key: crypto.randomUUID() };
    return wish.current.key;
  }
  return useMove<InvoiceInput, unknown>({
    card: invoice,
    send: (input, version) =>
      call(
        api.POST("/api/v1/invoices/{id}/transitions", {
          params: { path: { id: invoice.id } },
          body: { ...input, version },
          headers: { "Idempotency-Key": keyFor(input, version) },
        }),
      ),
    onSaved: (_, input) => {
      wish.current = undefined;
      toast(t(`page.saved.${TOLD.includes(input.action) ? input.action : "other"}`));
      void cache.invalidateQueries({
        predicate: ({ queryKey: [first, ...rest] }) =>
          first === "list" || first === "me" || [first, ...rest].includes(invoice.id),
      });
    },
    refetch: () => cache.refetchQueries({ queryKey }),
  });
}

export type InvoiceMove = ReturnType<typeof useInvoiceMove>;
