import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { moneyText } from "../../lib/money.ts";
import { Note } from "../../ui/action/Note.tsx";
import { Doubts } from "./Doubts.tsx";
import { asksForWhy, ExplainDuplicate, WhoExplains } from "./ExplainDuplicate.tsx";
import css from "./InvoicePage.module.css";
import type { Invoice } from "./invoiceQueries.ts";

/** What looks wrong about the invoice: likenesses to others, papers that disagree, and a sum cut into pieces. */
export function InvoiceWarnings({ invoice }: { invoice: Invoice }) {
  const { t } = useTranslation("invoices");
  const { duplicates, splitWarning, duplicateReason } = invoice;
  const certain = duplicates.some((one) => one.level === "certain");
  const asks = asksForWhy(invoice);
  return (
    <>
      {duplicates.length > 0 ? (
        <div id="duplicates">
          <Note
            tone={certain ? "red" : "amber"}
            title={t("duplicate.title")}
            actions={asks && invoice.explains?.duplicate ? <ExplainDuplicate invoice={invoice} /> : undefined}
          >
            <ul className={css["plain"]}>
              {duplicates.map((one) => (
                <li key={one.id}>
                  <Link to="/invoices/$id" params={{ id: one.id }}>
                    {one.number ?? one.title}
                  </Link>{" "}
                  {t(`duplicate.level.${one.level}`)}: {t(`duplicate.because.${one.because}`)},{" "}
                  {t(`status:invoice.${one.status}`)}
                </li>
              ))}
            </ul>
            {duplicateReason}
            {asks && !invoice.explains?.duplicate ? <WhoExplains invoice={invoice} /> : null}
          </Note>
        </div>
      ) : null}
      <Doubts invoice={invoice} />
      {splitWarning ? (
        <Note tone="amber">{t("splitWarning", { amount: moneyText(splitWarning.totalMinor, "KZT", true) })}</Note>
      ) : null}
    </>
  );
}
