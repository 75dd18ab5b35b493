import { useSuspenseQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, call } from "../../lib/api.ts";
import { meQuery } from "../../lib/session.ts";
import { BEFORE_DECISION, Explain } from "./Explain.tsx";
import type { Invoice } from "./invoiceQueries.ts";

/** Says why an invoice that looks like another is none; a certain duplicate is let pass by a person who grants an excess. */
export function ExplainDuplicate({ invoice }: { invoice: Invoice }) {
  const { t } = useTranslation("invoices");
  const { data: me } = useSuspenseQuery(meQuery);
  const { id, duplicates, status } = invoice;
  const certain = duplicates.some((one) => one.level === "certain");
  const runs = invoice.author?.id === me.person.id || me.permissions.includes("invoice.manage");
  const may = me.permissions.includes("overLimit.grant") || (!certain && runs);
  const blocking = certain || duplicates.some((one) => one.level === "likely");
  if (!may || !blocking || !BEFORE_DECISION.includes(status)) return null;
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
