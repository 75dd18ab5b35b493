import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "../../../lib/errors.ts";
import { toast } from "../../../ui/action/toast.tsx";
import { changeEach } from "../../lists/changeEach.ts";
import { invoiceQuery, moveInvoice } from "../invoiceQueries.ts";
import type { InvoiceRow } from "../invoiceQueries.ts";
import { fitFor, inputFor, rowNow, type Numbers, type TogetherKind } from "./together.ts";

/** Why an invoice was left. */
export interface Refusal {
  error: unknown;
  /** What was confirmed of it, and how it stands now. */
  was: InvoiceRow;
  now: InvoiceRow;
}

/**
 * Moves each invoice by its own rules; those that were refused are left with the reason, as they stand now. A repeat of the same
 * wish carries the same key, so that what an answer was lost of is not paid twice.
 */
export function useTogether(kind: TogetherKind, rows: readonly InvoiceRow[]) {
  const { t } = useTranslation("invoices");
  const cache = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [left, setLeft] = useState(rows);
  const [refusals, setRefusals] = useState<ReadonlyMap<string, Refusal>>(new Map());
  const keys = useRef(new Map<string, string>());
  const sending = useRef(false);
  function keyFor(body: string): string {
    const key = keys.current.get(body) ?? crypto.randomUUID();
    keys.current.set(body, key);
    return key;
  }
  async function readAgain(row: InvoiceRow): Promise<InvoiceRow> {
    const card = cache.fetchQuery({ ...invoiceQuery(row.id), staleTime: 0 });
    return card.then(
      (found) => rowNow(row, found),
      () => row,
    );
  }
  async function send(entry: { paidOn: string; numbers: Numbers }): Promise<boolean> {
    // A double click comes before the button is drawn busy.
    if (sending.current) return false;
    sending.current = true;
    setBusy(true);
    const refused = new Map<string, Refusal>();
    const results = await changeEach(fitFor(kind, left), async (row) => {
      const body = { ...inputFor(kind, row, entry), version: row.version };
      try {
        await moveInvoice(row.id, body, keyFor(JSON.stringify([row.id, body])));
      } catch (error) {
        refused.set(row.id, { error, was: row, now: wasAnswered(error) ? await readAgain(row) : row });
        throw error;
      }
    });
    sending.current = false;
    setBusy(false);
    const done = new Set(results.filter((one) => one.error === undefined).map((one) => one.row.id));
    setLeft(left.filter(({ id }) => !done.has(id)).map((row) => refused.get(row.id)?.now ?? row));
    setRefusals(new Map([...refusals, ...refused].filter(([id]) => !done.has(id))));
    if (done.size > 0) toast(t(kind === "send" ? "together.sent" : "together.paid", { done: done.size, total: results.length }));
    // Nobody waits for the lists.
    void cache.invalidateQueries({ predicate: ({ queryKey: [first] }) => ["list", "me", "record"].includes(String(first)) });
    return refused.size === 0;
  }
  return { busy, left, refusals, send };
}

/** Whether it is certain that nothing was done. What an answer was lost of stays as it was sent: it may have been done. */
function wasAnswered(error: unknown): boolean {
  return error instanceof ApiError && error.problem.status >= 400 && error.problem.status < 500;
}
