import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { monthColumn } from "../../lib/dates.ts";
import { thousandsText } from "../../lib/money.ts";
import { classes } from "../../ui/classes.ts";
import { BudgetGroupRows } from "./BudgetGroupRows.tsx";
import css from "./BudgetTable.module.css";
import type { BudgetGrid } from "./budgetGrid.ts";
import { takenOf } from "./budgetGrid.ts";
import { figureOf, isBad, thousands } from "./budgetMode.ts";
import type { CellPlace, Mode } from "./budgetMode.ts";
import { MiniBar } from "./MiniBar.tsx";
import { useGridKeys } from "./useGridKeys.ts";

interface Props {
  grid: BudgetGrid;
  mode: Mode;
  year: number;
  /** 0…11 when the year shown is the current one. */
  currentMonth: number | null;
  chosen: CellPlace | null;
  onChoose: (place: CellPlace) => void;
}

/** Cost items by months: sticky head, first column and totals; arrows move between cells, Enter opens one. */
export function BudgetTable(props: Props) {
  const { grid, mode, currentMonth, chosen } = props;
  const { t, i18n } = useTranslation("budgets");
  const keys = useGridKeys();
  const table = useRef<HTMLTableElement>(null);
  const place = chosen ? `${chosen.itemId}.${chosen.month}` : "";
  // The panel takes room from the table: what was chosen must stay in sight.
  useEffect(() => {
    if (place) table.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [place]);
  return (
    <div className={css["scroller"]} data-beside={chosen ? true : undefined}>
      <table ref={table} className={css["table"]} role="grid" aria-label={t("page.grid")} onKeyDown={keys}>
        <thead>
          <tr>
            <th scope="col" className={css["name"]}>
              {t("page.item")}
            </th>
            {grid.months.map((_, month) => (
              <th
                key={month}
                scope="col"
                className={classes(month === currentMonth && css["current"])}
                aria-current={month === currentMonth ? "date" : undefined}
              >
                {capital(monthColumn(month + 1, i18n.language))}
              </th>
            ))}
            <th scope="col" className={css["year"]}>
              {t("page.yearTotal")}
            </th>
          </tr>
        </thead>
        {grid.groups.map((group, index) => (
          <BudgetGroupRows key={group.id} {...props} group={group} first={index === 0} />
        ))}
        <tfoot>
          <tr>
            <th scope="row" className={css["name"]}>
              {t("page.total")}
              <span className={css["under"]}>{mode === "taken" ? t("page.totalNote") : null}</span>
            </th>
            {[...grid.months, grid.year].map((figures, month) => (
              <td
                key={month}
                className={classes(css["sum"], month === currentMonth && css["current"], month === 12 && css["year"])}
              >
                <span className={classes(css["figure"], isBad(mode, figures) && css["over"])}>
                  {thousands(figureOf(mode, figures))}
                </span>
                {mode === "taken" ? <span className={css["plan"]}>{thousandsText(figures.planMinor)}</span> : null}
                {Math.max(takenOf(figures), figures.planMinor) > 0 ? <MiniBar figures={figures} /> : null}
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function capital(word: string): string {
  return word.charAt(0).toLocaleUpperCase() + word.slice(1);
}
