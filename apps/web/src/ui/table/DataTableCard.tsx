import { Checkbox } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { classes } from "../classes.ts";
import css from "./DataTable.module.css";
import type { Column } from "./dataTableTypes.ts";

interface Props<Row> {
  row: Row;
  columns: readonly Column<Row>[];
  index: number;
  top: number | undefined;
  href: string | undefined;
  chosen: boolean | undefined;
  onToggle: (() => void) | undefined;
  measure: ((element: HTMLElement | null) => void) | undefined;
}

/** A row on a phone: title, what stands right of it, and a line of the rest. */
export function DataTableCard<Row>({ row, columns, index, top, href, chosen, onToggle, measure }: Props<Row>) {
  const { t } = useTranslation("ui");
  const at = (place: Column<Row>["card"]) =>
    columns.filter((column) => (column.card ?? (column.main ? "title" : "meta")) === place);
  const title = at("title").map((column) => <span key={column.id}>{column.render(row)}</span>);
  return (
    <div
      ref={measure}
      data-index={index}
      role="row"
      aria-rowindex={index + 2}
      className={classes(css["cardRow"], chosen && css["chosen"], top !== undefined && css["virtual"])}
      style={top === undefined ? undefined : { transform: `translateY(${top}px)` }}
    >
      {onToggle ? (
        <div role="cell" className={css["cardCheck"]}>
          <Checkbox size="20px" radius={4} aria-label={t("table.select")} checked={Boolean(chosen)} onChange={onToggle} />
        </div>
      ) : null}
      <div role="cell" className={css["cardText"]}>
        <div className={css["cardTop"]}>
          {href ? (
            <Link to={href} className={css["cardTitle"]}>
              {title}
            </Link>
          ) : (
            <span className={css["cardTitle"]}>{title}</span>
          )}
          <span className={css["cardAside"]}>
            {at("aside").map((column) => (
              <span key={column.id}>{column.render(row)}</span>
            ))}
          </span>
        </div>
        <div className={css["cardMeta"]}>
          {at("meta").map((column) => (
            <span key={column.id}>{column.render(row)}</span>
          ))}
        </div>
      </div>
    </div>
  );
}
