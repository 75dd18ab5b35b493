import { useTranslation } from "react-i18next";
import { monthText } from "../../lib/dates.ts";
import { moneyText } from "../../lib/money.ts";
import { useNames } from "../../lib/reference.ts";
import { BudgetBar, BudgetLegend, BudgetRemainder } from "../../ui/value/BudgetBar.tsx";
import { Card } from "../../ui/Card.tsx";
import { Money } from "../../ui/value/Money.tsx";
import css from "./InvoicePage.module.css";
import type { Invoice } from "./invoiceQueries.ts";

type Split = NonNullable<Invoice["splits"]>[number];

/** Budget lines of the invoice, each with the state of its cell. */
export function SplitCard({ invoice, splits }: { invoice: Invoice; splits: readonly Split[] }) {
  const { t } = useTranslation("invoices");
  const waiting = splits.some(({ cell }) => (cell?.thisMinor ?? 0) > 0);
  return (
    <Card
      title={t("page.split")}
      count={splits.length > 1 ? splits.length : undefined}
      flush
      footer={<BudgetLegend withThis={waiting} />}
    >
      <ul role="list">
        {splits.map((split) => (
          <SplitLine key={split.lineNo} split={split} currency={invoice.currency ?? "KZT"} />
        ))}
      </ul>
    </Card>
  );
}

function SplitLine({ split, currency }: { split: Split; currency: string }) {
  const { t, i18n } = useTranslation("invoices");
  const names = useNames();
  const { cell } = split;
  const place = [names.branch(split.branchId), names.project(split.projectId), monthText(split.month.slice(0, 7), i18n.language)];
  const numbers = {
    planMinor: cell?.planMinor ?? 0,
    factMinor: cell?.actualMinor ?? 0,
    committedMinor: cell?.committedMinor ?? 0,
    thisMinor: cell?.thisMinor ?? 0,
    leftMinor: cell?.leftMinor ?? 0,
  };
  return (
    <li className={css["split"]}>
      <div className={css["splitText"]}>
        <strong>{names.costItem(split.costItemId)}</strong>
        <span className={css["quiet"]}>{place.filter(Boolean).join(" · ")}</span>
        {split.title ? <span className={css["quiet"]}>{split.title}</span> : null}
      </div>
      <div className={css["splitBar"]}>
        {cell ? (
          <>
            <BudgetBar {...numbers} height={8} />
            <span className={css["splitNumbers"]}>
              <span className={css["quiet"]}>
                {t("page.splitCell", {
                  plan: moneyText(numbers.planMinor, "KZT", true),
                  taken: moneyText(numbers.factMinor + numbers.committedMinor, "KZT", true),
                })}
              </span>
              <BudgetRemainder {...numbers} />
            </span>
          </>
        ) : (
          <span className={css["waits"]}>{t("page.noCell")}</span>
        )}
      </div>
      <Money minor={split.amountMinor} currency={currency} strong />
    </li>
  );
}
