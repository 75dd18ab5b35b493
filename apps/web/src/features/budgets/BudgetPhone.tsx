import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { monthText } from "../../lib/dates.ts";
import { moneyText } from "../../lib/money.ts";
import { BudgetBar, BudgetRemainder } from "../../ui/value/BudgetBar.tsx";
import { IconButton } from "../../ui/action/Button.tsx";
import css from "./BudgetPhone.module.css";
import type { BudgetGrid, GridRow } from "./budgetGrid.ts";
import { barOf, takenOf } from "./budgetGrid.ts";
import type { CellPlace } from "./budgetMode.ts";

interface Props {
  grid: BudgetGrid;
  year: number;
  /** 0…11. */
  month: number;
  onMonth: (month: number) => void;
  onChoose: (place: CellPlace) => void;
}

/** The budget on a phone: one month as a list, the others by arrows. */
export function BudgetPhone({ grid, year, month, onMonth, onChoose }: Props) {
  const { t, i18n } = useTranslation("budgets");
  const figures = grid.months[month];
  return (
    <div className={css["page"]}>
      <div className={css["months"]}>
        <IconButton label={t("page.previousMonth")} disabled={month === 0} onClick={() => onMonth(month - 1)}>
          <IconChevronLeft size={20} />
        </IconButton>
        <strong aria-live="polite">{monthText(`${year}-${String(month + 1).padStart(2, "0")}`, i18n.language)}</strong>
        <IconButton label={t("page.nextMonth")} disabled={month === 11} onClick={() => onMonth(month + 1)}>
          <IconChevronRight size={20} />
        </IconButton>
      </div>
      {figures ? (
        <div className={css["total"]}>
          <span className={css["line"]}>
            <strong>{t("page.total")}</strong>
            <span>
              {moneyText(takenOf(figures), "KZT", true)} / {moneyText(figures.planMinor, "KZT", true)}
            </span>
          </span>
          <BudgetBar {...barOf(figures)} height={8} />
        </div>
      ) : null}
      {grid.groups.map((group) => (
        <section key={group.id}>
          <h2 className={css["group"]}>{group.name ?? t("group.none")}</h2>
          <ul role="list">
            {group.rows.map((row) => (
              <PhoneRow key={row.itemId} row={row} month={month} onChoose={onChoose} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function PhoneRow({ row, month, onChoose }: { row: GridRow; month: number; onChoose: (place: CellPlace) => void }) {
  const { t } = useTranslation("budgets");
  const cell = row.months[month];
  if (!cell)
    return (
      <li className={css["row"]}>
        <span>
          {row.code} {row.name}
        </span>
        <span className={css["none"]}>{t("page.noPlan")}</span>
      </li>
    );
  const numbers = barOf(cell);
  return (
    <li>
      <button type="button" className={css["row"]} onClick={() => onChoose({ itemId: row.itemId, month })}>
        <span className={css["item"]}>
          <span className={css["none"]}>{row.code}</span> {row.name}
        </span>
        <BudgetBar {...numbers} />
        <span className={css["line"]}>
          <span className={css["none"]}>
            {moneyText(takenOf(cell), "KZT", true)} / {moneyText(cell.planMinor, "KZT", true)}
          </span>
          <BudgetRemainder {...numbers} />
        </span>
      </button>
    </li>
  );
}
