import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Money } from "../../ui/value/Money.tsx";
import { recordAddress, statusWords } from "../../lib/kinds.ts";
import css from "./CellPanel.module.css";
import type { BudgetCell } from "./budgetQueries.ts";

/** What is submitted and not yet approved: the records that will take the rest. */
export function CellWork({ cell }: { cell: BudgetCell }) {
  const { t } = useTranslation("budgets");
  const holdings = cell.holdings.filter((holding) => holding.inWorkMinor !== 0);
  return (
    <section className={css["section"]}>
      <h3 className={css["heading"]}>
        {t("figure.inWork")} <span className={css["count"]}>{holdings.length}</span>
      </h3>
      {holdings.length === 0 ? <p className={css["note"]}>{t("page.nothingInWork")}</p> : null}
      <ul role="list" className={css["ledger"]}>
        {holdings.map(({ record, inWorkMinor }, index) => (
          <li key={record?.id ?? index} className={css["work"]}>
            <span className={css["workText"]}>
              {record ? (
                <>
                  <strong>{statusWords(record.kind, record.status, t)}</strong>
                  <Link to={recordAddress(record.kind, record.id)} className={css["record"]}>
                    {[record.number, record.title].filter(Boolean).join(" · ")}
                  </Link>
                </>
              ) : (
                t("cell.hidden")
              )}
            </span>
            <Money minor={inWorkMinor} short strong tone="violet" />
          </li>
        ))}
      </ul>
    </section>
  );
}
