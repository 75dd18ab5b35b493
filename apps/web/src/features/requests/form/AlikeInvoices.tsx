import { useDebouncedValue } from "@mantine/hooks";
import { isDay } from "@tartip/domain/kernel/calendar";
import { meaningOf, textAt } from "@tartip/domain/requests/meaning";
import { currencyOf } from "@tartip/domain/requests/scope";
import type { RequestType } from "@tartip/domain/requests/type";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api, call } from "../../../lib/api.ts";
import { Note } from "../../../ui/action/Note.tsx";
import type { Values } from "./draft/autosave.ts";
import css from "./Form.module.css";
import { useForm } from "./FormContext.ts";

/** The supplier's paper as it is typed so far; `undefined` while it could be any. */
function typedIn(type: RequestType, values: Values) {
  const { counterparty, expense, invoice } = meaningOf(type);
  const amountMinor = expense && values[expense.amount];
  const [counterpartyId, invoiceNumber] = [textAt(values, counterparty), textAt(values, invoice?.number).trim()];
  const invoiceDate = textAt(values, invoice?.date);
  if (!counterpartyId || !invoiceNumber || !isDay(invoiceDate)) return undefined;
  if (typeof amountMinor !== "number" || amountMinor <= 0) return undefined;
  return { counterpartyId, invoiceNumber, invoiceDate, amountMinor, currency: currencyOf(type, values) };
}

/** Says while an invoice is typed that it may be here already; the server decides at sending. */
export function AlikeInvoices() {
  const { t } = useTranslation("invoices");
  const { type, values } = useForm();
  const [query] = useDebouncedValue(typedIn(type, values), 400);
  const { data } = useQuery({
    queryKey: ["invoices-alike", query],
    queryFn: ({ signal }) => (query ? call(api.GET("/api/v1/invoices/alike", { params: { query }, signal })) : { items: [] }),
    enabled: query !== undefined,
    placeholderData: keepPreviousData,
  });
  const items = query ? (data?.items ?? []) : [];
  return (
    <div role="status">
      {items.length > 0 ? (
        <Note tone={items.some(({ level }) => level === "certain") ? "red" : "amber"} title={t("duplicate.title")}>
          <ul className={css["alike"]}>
            {items.map((one) => (
              <li key={one.id}>
                <Link to="/invoices/$id" params={{ id: one.id }} target="_blank">
                  {one.number ?? one.title}
                </Link>{" "}
                {t(`duplicate.level.${one.level}`)}: {t(`duplicate.because.${one.because}`)}, {t(`status:invoice.${one.status}`)}
              </li>
            ))}
          </ul>
        </Note>
      ) : null}
    </div>
  );
}
