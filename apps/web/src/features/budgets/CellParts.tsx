import { useTranslation } from "react-i18next";
import { BudgetBar, BudgetRemainder } from "../../ui/value/BudgetBar.tsx";
import css from "./CellPanel.module.css";
import { barOf } from "./budgetGrid.ts";
import type { GridPart } from "./budgetGrid.ts";

/** The cells added up in what is shown: by branch and project, each a way in. */
export function CellParts({ parts, onPick }: { parts: readonly GridPart[]; onPick: (cellId: string) => void }) {
  const { t } = useTranslation("budgets");
  return (
    <section className={css["section"]}>
      <h3 className={css["heading"]}>{t("page.parts")}</h3>
      <ul role="list" className={css["parts"]}>
        {parts.map((part) => {
          const numbers = barOf(part);
          return (
            <li key={part.cellId}>
              <button type="button" className={css["part"]} onClick={() => onPick(part.cellId)}>
                <span className={css["partTop"]}>
                  <strong>{[part.branch, part.project].filter(Boolean).join(" · ")}</strong>
                  <BudgetRemainder {...numbers} />
                </span>
                <BudgetBar {...numbers} />
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
