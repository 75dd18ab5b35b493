import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { toast } from "../../../ui/action/toast.tsx";
import { changeEach } from "../../lists/changeEach.ts";
import { moveInvoice } from "../invoiceQueries.ts";
import type { InvoiceRow } from "../invoiceQueries.ts";
import { inputFor, type Numbers, type TogetherKind } from "./together.ts";

/**
 * Moves each invoice by its own rules; those that were refused are left with the reason. A repeat of the same wish carries the same
 * key, so that what an answer was lost of is not paid twice.
 */
export function useTogether(kind: TogetherKind, rows: readonly InvoiceRow[]) {
  const { t } = useTranslation("invoices");
  const cache = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [left, setLeft] = useState(rows);
  const [errors, setErrors] = useState<ReadonlyMap<string, unknown>>(new Map());
  const keys = useRef(new Map<string, string>());
  const sending = useRef(false);
  function keyFor(body: string): string {
    const key = keys.current.get(body) ?? crypto.randomUUID();
    keys.current.set(body, key);
    return key;
  }
  async function send(entry: { paidOn: string; numbers: Numbers }): Promise<boolean> {
    // A double click comes before the button is drawn busy.
    if (sending.current) return false;
    sending.current = true;
    setBusy(true);
    const results = await changeEach(left, (row) => {
      const body = { ...inputFor(kind, row, entry), version: row.version };
      return moveInvoice(row.id, body, keyFor(JSON.stringify([row.id, body])));
    });
    sending.current = false;
    setBusy(false);
    const refused = results.filter((one) => one.error !== undefined);
    setLeft(refused.map((one) => one.row));
    setErrors(new Map(refused.map((one) => [one.row.id, one.error])));
    const counts = { done: results.length - refused.length, total: results.length };
    if (counts.done > 0) toast(t(kind === "send" ? "together.sent" : "together.paid", counts));
    await cache.invalidateQueries({ predicate: ({ queryKey: [first] }) => ["list", "me", "record"].includes(String(first)) });
    return refused.length === 0;
  }
  return { busy, left, errors, send };
}
