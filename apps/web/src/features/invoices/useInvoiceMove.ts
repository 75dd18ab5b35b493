import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useRef } from "react";
import { toast } from "../../ui/action/toast.tsx";
import { useMove } from "../records/useMove.ts";
import { invoiceQuery, moveInvoice } from "./invoiceQueries.ts";
import type { Invoice, InvoiceInput } from "./invoiceQueries.ts";

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
    send: (input, version) => moveInvoice(invoice.id, { ...input, version }, keyFor(input, version)),
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
