import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { monthText } from "../../lib/dates.ts";
import { moneyText, thousandsText } from "../../lib/money.ts";
import { classes } from "../../ui/classes.ts";
import css from "./BudgetTable.module.css";
import { isOver, overAlone, takenOf } from "./budgetGrid.ts";
import type { Figures, GridCell, GridGroup, GridRow } from "./budgetGrid.ts";
import { figureOf, isBad, thousands } from "./budgetMode.ts";
import type { CellPlace, Mode } from "./budgetMode.ts";
import { MiniBar } from "./MiniBar.tsx";

interface Props {
  group: GridGroup;
  mode: Mode;
  year: number;
  currentMonth: number | null;
  chosen: CellPlace | null;
  onChoose: (place: CellPlace) => void;
  /** Holds the cell that Tab reaches when none is chosen. */
  first: boolean;
}

/** A group of cost items: its sums, and the items unless folded. */
export function BudgetGroupRows({ group, first, ...rest }: Props) {
  const { t } = useTranslation("budgets");
  const [folded, setFolded] = useState(false);
  const { mode, currentMonth } = rest;
  return (
    <tbody>
      <tr className={css["groupRow"]}>
        <th scope="rowgroup" className={css["name"]}>
          <button
            type="button"
            className={css["fold"]}
            aria-expanded={!folded}
            title={t(folded ? "page.unfold" : "page.fold")}
            onClick={() => setFolded(!folded)}
          >
            {folded ? <IconChevronRight size={14} aria-hidden /> : <IconChevronDown size={14} aria-hidden />}
            {group.name ?? t("group.none")}
          </button>
        </th>
        {[...group.months, group.year].map((figures, month) => (
          <td key={month} className={classes(month === currentMonth && css["current"], month === 12 && css["year"])}>
            {thousands(figureOf(mode, figures))}
          </td>
        ))}
      </tr>
      {folded
        ? null
        : group.rows.map((row, index) => <ItemRow key={row.itemId} {...rest} row={row} first={first && index === 0} />)}
    </tbody>
  );
}

function ItemRow({ row, mode, year, currentMonth, chosen, onChoose, first }: Omit<Props, "group"> & { row: GridRow }) {
  const { t, i18n } = useTranslation("budgets");
  const here = chosen?.itemId === row.itemId ? chosen.month : null;
  const start = currentMonth ?? 0;
  const alone = (cell: GridCell) => overAlone(cell).join("; ");
  function cellName(figures: Figures, month: number): string {
    return t(isOver(figures) ? "page.cellOver" : "page.cell", {
      item: `${row.code} ${row.name}`,
      month: monthText(`${year}-${String(month + 1).padStart(2, "0")}`, i18n.language),
      taken: moneyText(takenOf(figures)),
      plan: moneyText(figures.planMinor),
    });
  }
  return (
    <tr>
      <th scope="row" className={css["name"]} title={`${row.code} ${row.name}`}>
        <span className={css["item"]}>
          <span className={css["code"]}>{row.code}</span> {row.name}
        </span>
      </th>
      {row.months.map((cell, month) => (
        <td
          key={month}
          className={classes(css["cell"], month === currentMonth && css["current"], month === here && css["chosen"])}
          aria-selected={month === here}
        >
          {cell ? (
            <button
              type="button"
              className={css["press"]}
              aria-label={[cellName(cell, month), alone(cell)].filter(Boolean).join(": ")}
              title={alone(cell) ? t("page.overAlone", { where: alone(cell) }) : undefined}
              tabIndex={month === here || (chosen === null && first && month === start) ? 0 : -1}
              onClick={() => onChoose({ itemId: row.itemId, month })}
            >
              <CellFigures figures={cell} mode={mode} />
            </button>
          ) : (
            <span className={css["nothing"]}>·</span>
          )}
        </td>
      ))}
      <td className={classes(css["cell"], css["year"])}>
        <span className={css["press"]}>
          <CellFigures figures={row.year} mode={mode} />
        </span>
      </td>
    </tr>
  );
}

function CellFigures({ figures, mode }: { figures: Figures; mode: Mode }) {
  return (
    <>
      <span className={classes(css["figure"], isBad(mode, figures) && css["over"])}>{thousands(figureOf(mode, figures))}</span>
      {mode === "taken" ? <span className={css["plan"]}>{thousandsText(figures.planMinor)}</span> : null}
      <MiniBar figures={figures} />
    </>
  );
}
