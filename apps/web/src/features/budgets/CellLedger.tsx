import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { dayText } from "../../lib/dates.ts";
import { LedgerLine } from "../../ui/value/LedgerLine.tsx";
import { Money } from "../../ui/value/Money.tsx";
import { recordAddress } from "../../lib/kinds.ts";
import css from "./CellPanel.module.css";
import type { BudgetCell } from "./budgetQueries.ts";

type Entry = BudgetCell["entries"][number];

/** Every move of plan, actual, commitments and grants, the first one first. */
export function CellLedger({ cell }: { cell: BudgetCell }) {
  const { t } = useTranslation("budgets");
  const entries = cell.entries.filter((entry) => entry.kind !== "in_work").toReversed();
  return (
    <section className={css["section"]}>
      <h3 className={css["heading"]}>
        {t("cell.made")} <span className={css["count"]}>{t("page.entries", { count: entries.length })}</span>
      </h3>
      {entries.length === 0 ? <p className={css["note"]}>{t("cell.nothing")}</p> : null}
      <ul role="list" className={css["ledger"]}>
        {entries.map((entry) => (
          <EntryLine key={entry.id} entry={entry} />
        ))}
      </ul>
    </section>
  );
}

function EntryLine({ entry }: { entry: Entry }) {
  const { t } = useTranslation("budgets");
  const { record } = entry;
  const released = entry.kind === "commit" && entry.amountMinor < 0;
  return (
    <LedgerLine
      date={dayText(entry.at).slice(0, 5)}
      title={released ? t("page.release") : t(`kind.${entry.kind}`)}
      amount={<Money minor={entry.amountMinor} short />}
    >
      {record ? (
        <Link to={recordAddress(record.kind, record.id)} className={css["record"]}>
          {[record.number, record.title].filter(Boolean).join(" · ")}
        </Link>
      ) : entry.hidden ? (
        <span>{t("cell.hidden")}</span>
      ) : null}
      <span className={css["cause"]}>
        {t(`cause.${entry.cause}`)} · {entry.actor.name}
      </span>
      {entry.reason ? <span className={css["cause"]}>{entry.reason}</span> : null}
    </LedgerLine>
  );
}
