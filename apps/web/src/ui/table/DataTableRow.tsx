import { Checkbox } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { MouseEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { classes } from "../classes.ts";
import css from "./DataTable.module.css";
import type { Column } from "./dataTableTypes.ts";
import { stickyLeft } from "./stickyLeft.ts";

interface Props<Row> {
  row: Row;
  columns: readonly Column<Row>[];
  index: number;
  template: string;
  height: number;
  /** Offset of a virtual row; absent in a flowing table. */
  top: number | undefined;
  href: string | undefined;
  chosen: boolean | undefined;
  current: boolean;
  onToggle: (() => void) | undefined;
  onPoint: () => void;
  onOpen: () => void;
}

/** One row: a press anywhere opens it, the main cell is the real link, the checkbox only selects. */
export function DataTableRow<Row>(props: Props<Row>) {
  const { row, columns, index, template, height, top, href, chosen, current, onToggle, onPoint, onOpen } = props;
  const { t } = useTranslation("ui");
  function press(event: MouseEvent<HTMLDivElement>) {
    const inner = event.target instanceof HTMLElement && event.target.closest("a, button, input, label");
    if (inner || window.getSelection()?.type === "Range") return;
    onPoint();
    if (href) onOpen();
  }
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={onToggle ? Boolean(chosen) : undefined}
      className={classes(
        css["row"],
        css["bodyRow"],
        chosen && css["chosen"],
        current && css["current"],
        href && css["pressable"],
        top !== undefined && css["virtual"],
      )}
      style={{ gridTemplateColumns: template, height, ...(top === undefined ? {} : { transform: `translateY(${top}px)` }) }}
      onClick={press}
    >
      {onToggle ? (
        <div role="cell" className={classes(css["check"], css["sticky"])} style={{ left: 0 }}>
          <Checkbox size="16px" radius={4} aria-label={t("table.select")} checked={Boolean(chosen)} onChange={onToggle} />
        </div>
      ) : null}
      {columns.map((column, place) => (
        <div
          key={column.id}
          role="cell"
          className={classes(
            css["cell"],
            column.align === "right" && css["right"],
            column.quiet && css["quiet"],
            column.sticky && css["sticky"],
            column.main && css["main"],
          )}
          style={column.sticky ? { left: stickyLeft(columns, place, Boolean(onToggle)) } : undefined}
        >
          <CellLink href={column.main ? href : undefined}>{column.render(row)}</CellLink>
        </div>
      ))}
    </div>
  );
}

function CellLink({ href, children }: { href: string | undefined; children: ReactNode }) {
  if (!href) return children;
  return (
    <Link to={href} className={css["link"]}>
      {children}
    </Link>
  );
}
