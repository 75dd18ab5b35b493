import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import css from "./BudgetPage.module.css";
import type { Mode } from "./budgetMode.ts";

/** What the figures and colours mean, said once. */
export function BudgetLegendLine({ mode, aside }: { mode: Mode; aside: ReactNode }) {
  const { t } = useTranslation("budgets");
  const marks = [
    ["var(--bar-fact)", t("ui:budget.fact")],
    ["var(--bar-commit)", t("ui:budget.committed")],
    ["var(--bar-track)", t("page.legend.free")],
    ["var(--red-dot)", t("ui:budget.overLimit")],
  ] as const;
  return (
    <div className={css["legend"]}>
      <span className={css["words"]}>{t(`page.legend.${mode}`)}</span>
      {marks.map(([colour, word]) => (
        <span key={word} className={css["mark"]}>
          <span className={css["square"]} style={{ background: colour }} />
          {word}
        </span>
      ))}
      <span className={css["aside"]}>{aside}</span>
    </div>
  );
}
