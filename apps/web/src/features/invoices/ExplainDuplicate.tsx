import { useTranslation } from "react-i18next";
import { api, call } from "../../lib/api.ts";
import { BEFORE_DECISION, Explain } from "./Explain.tsx";
import type { Invoice } from "./invoiceQueries.ts";

/** Whether a likeness stands in the way until somebody says why it is none. */
export function asksForWhy({ duplicates, duplicateReason, status }: Invoice): boolean {
  return !duplicateReason && BEFORE_DECISION.includes(status) && duplicates.some(({ level }) => level !== "weak");
}

/** Says why an invoice that looks like another is none; a certain duplicate is let pass by a person who grants an excess. */
export function ExplainDuplicate({ invoice }: { invoice: Invoice }) {
  const { t } = useTranslation("invoices");
  const { id } = invoice;
  return (
    <Explain
      invoice={invoice}
      title={t("action.explainDuplicate")}
      send={(reason, version) =>
        call(api.POST("/api/v1/invoices/{id}/duplicate-reason", { params: { path: { id } }, body: { reason, version } }))
      }
    />
  );
}

/** To who may not say it: who may. */
export function WhoExplains({ invoice }: { invoice: Invoice }) {
  const { t } = useTranslation("invoices");
  const certain = invoice.duplicates.some(({ level }) => level === "certain");
  return <div>{certain ? t("duplicate.byCfo") : t("explainedBy", { name: invoice.author?.name ?? "" })}</div>;
}
