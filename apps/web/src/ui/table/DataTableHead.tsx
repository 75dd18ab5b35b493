import { Checkbox } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { classes } from "../classes.ts";
import css from "./DataTable.module.css";
import type { Column, Selection } from "./dataTableTypes.ts";
import { stickyLeft } from "./stickyLeft.ts";

interface Props<Row> {
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowId: (row: Row) => string;
  template: string;
  sort?: string;
  onSort?: (sort: string) => void;
  selection?: Selection;
}

/** Head of the table: mixed checkbox over the loaded rows, sort buttons. */
export function DataTableHead<Row>({ columns, rows, rowId, template, sort, onSort, selection }: Props<Row>) {
  return (
    <div role="rowgroup" className={css["headGroup"]}>
      <div className={classes(css["row"], css["head"])} role="row" style={{ gridTemplateColumns: template }}>
        {selection ? <HeadCheckbox ids={rows.map(rowId)} selection={selection} /> : null}
        {columns.map((column, index) => (
          <div
            key={column.id}
            role="columnheader"
            className={classes(css["cell"], column.align === "right" && css["right"], column.sticky && css["sticky"])}
            style={column.sticky ? { left: stickyLeft(columns, index, Boolean(selection)) } : undefined}
            aria-sort={ariaSort(column.sortBy, sort)}
          >
            {column.sortBy && onSort ? <SortButton column={column} sort={sort} onSort={onSort} /> : <HeadName column={column} />}
          </div>
        ))}
      </div>
    </div>
  );
}

function HeadName<Row>({ column }: { column: Column<Row> }) {
  if (!column.name) return <span className={css["headText"]}>{column.header}</span>;
  return (
    <span title={column.name} className={css["headText"]}>
      <span className="screen-reader">{column.name}</span>
      <span aria-hidden>{column.header}</span>
    </span>
  );
}

function SortButton<Row>({
  column,
  sort,
  onSort,
}: {
  column: Column<Row>;
  sort: string | undefined;
  onSort: (sort: string) => void;
}) {
  const key = column.sortBy ?? "";
  const down = sort === `-${key}`;
  const active = down || sort === key;
  return (
    <button
      type="button"
      className={classes(css["sort"], active && css["sorted"])}
      onClick={() => onSort(sort === key ? `-${key}` : key)}
    >
      <HeadName column={column} />
      {active ? down ? <IconArrowDown size={13} aria-hidden /> : <IconArrowUp size={13} aria-hidden /> : null}
    </button>
  );
}

function HeadCheckbox({ ids, selection }: { ids: string[]; selection: Selection }) {
  const { t } = useTranslation("ui");
  const all = ids.length > 0 && ids.every((id) => selection.selected.has(id));
  const some = selection.selected.size > 0;
  return (
    <div role="columnheader" className={classes(css["check"], css["sticky"])} style={{ left: 0 }}>
      <Checkbox
        size="16px"
        radius={4}
        aria-label={t("table.selectAll")}
        checked={all}
        indeterminate={some && !all}
        onChange={() => selection.onSelect(some ? new Set() : new Set(ids))}
      />
    </div>
  );
}

function ariaSort(key: string | undefined, sort: string | undefined): "ascending" | "descending" | "none" | undefined {
  if (!key) return undefined;
  if (sort === key) return "ascending";
  return sort === `-${key}` ? "descending" : "none";
}
