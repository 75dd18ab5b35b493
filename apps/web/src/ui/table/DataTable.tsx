import { useMediaQuery } from "@mantine/hooks";
import { useNavigate } from "@tanstack/react-router";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import type { ReactNode } from "react";
import { DataTableCard } from "./DataTableCard.tsx";
import { DataTableHead } from "./DataTableHead.tsx";
import { DataTableRow } from "./DataTableRow.tsx";
import { TableStateRows } from "./TableStateRows.tsx";
import css from "./DataTable.module.css";
import { classes } from "../classes.ts";
import type { Column, RowHeight, Selection, TableState } from "./dataTableTypes.ts";
import { useTableCursor } from "./useTableCursor.ts";

export interface DataTableProps<Row> {
  /** Name of the table for the reader. */
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowId: (row: Row) => string;
  /** Address of the row's page. */
  rowHref?: (row: Row) => string;
  rowHeight?: RowHeight;
  state?: TableState;
  /** Shown instead of rows when there are none: why, and what to do (`EmptyState`). */
  empty?: ReactNode;
  /** Why they did not come. */
  error?: unknown;
  onRetry?: () => void;
  /** `dueAt` or `-dueAt`. */
  sort?: string;
  onSort?: (sort: string) => void;
  selection?: Selection;
  /** More pages by cursor: called when the end comes near. */
  hasMore?: boolean;
  onMore?: () => void;
  /** Docked above the footer while rows are chosen (`BulkBar`). */
  bulk?: ReactNode;
  footer?: ReactNode;
  /** Inside a card: as high as its rows, no virtual scrolling, no keys. */
  flow?: boolean;
}

/**
 * The one table of the product: dense, sticky head and first columns, virtual rows, keyset loading,
 * selection, keyboard cursor; on a phone a list of cards.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { columns, rows, rowId, rowHref, rowHeight = 36, state = "ready", selection, flow, hasMore, onMore } = props;
  const phone = useMediaQuery("(max-width: 767px)", false, { getInitialValueInEffect: false });
  const scroller = useRef<HTMLDivElement>(null);
  const navigate = useNavigate();
  const virtual = useVirtualizer({
    count: flow ? 0 : rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (phone ? 84 : rowHeight),
    overscan: 12,
    getItemKey: (index) => keyAt(rows, rowId, index),
  });
  const items = virtual.getVirtualItems();
  useLoadMore({ last: items.at(-1)?.index ?? -1, count: rows.length, hasMore, onMore });

  const toggle = (row: Row) => selection?.onSelect(toggled(selection.selected, rowId(row)));
  const open = (row: Row) => rowHref && void navigate({ to: rowHref(row) });
  const [cursor, setCursor] = useTableCursor({
    count: rows.length,
    enabled: !flow && !phone,
    onOpen: (index) => withRow(rows, index, open),
    onToggle: (index) => withRow(rows, index, toggle),
    onClear: () => selection?.onSelect(new Set()),
    reveal: (index) => virtual.scrollToIndex(index),
  });
  const template = [selection ? "32px" : null, ...columns.map((column) => column.width)].filter(Boolean).join(" ");

  function drawRow(row: Row, index: number, top?: number) {
    const common = {
      row,
      columns,
      index,
      href: rowHref?.(row),
      chosen: selection?.selected.has(rowId(row)),
      onToggle: selection ? () => toggle(row) : undefined,
    };
    if (phone)
      return <DataTableCard key={rowId(row)} {...common} top={top} measure={flow ? undefined : virtual.measureElement} />;
    return (
      <DataTableRow
        key={rowId(row)}
        {...common}
        top={top}
        template={template}
        height={rowHeight}
        current={cursor === index}
        onPoint={() => setCursor(index)}
        onOpen={() => open(row)}
      />
    );
  }

  const ready = state === "ready" && rows.length > 0;
  return (
    <div className={classes(css["frame"], flow && css["flow"])}>
      <div
        ref={scroller}
        className={css["scroller"]}
        role="table"
        aria-label={props.label}
        aria-rowcount={hasMore ? -1 : rows.length + 1}
        aria-busy={state === "loading"}
        tabIndex={flow ? undefined : 0}
      >
        <div className={css["wide"]}>
          {phone ? null : <DataTableHead {...props} template={template} />}
          {ready ? (
            <div className={css["body"]} role="rowgroup" style={flow ? undefined : { height: virtual.getTotalSize() }}>
              {flow
                ? rows.map((row, index) => drawRow(row, index))
                : items.map((item) => withRow(rows, item.index, (row) => drawRow(row, item.index, item.start)))}
            </div>
          ) : (
            <TableStateRows
              state={state}
              template={template}
              rowHeight={rowHeight}
              columns={columns.length + (selection ? 1 : 0)}
              empty={props.empty}
              error={props.error}
              onRetry={props.onRetry}
              phone={phone}
            />
          )}
        </div>
      </div>
      {selection && selection.selected.size > 0 ? props.bulk : null}
      {props.footer && (rows.length > 0 || state !== "ready") ? <div className={css["footer"]}>{props.footer}</div> : null}
    </div>
  );
}

function withRow<Row, Result>(rows: readonly Row[], index: number, then: (row: Row) => Result): Result | undefined {
  const row = rows[index];
  return row === undefined ? undefined : then(row);
}

function keyAt<Row>(rows: readonly Row[], rowId: (row: Row) => string, index: number): string | number {
  return withRow(rows, index, rowId) ?? index;
}

function toggled(selected: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(selected);
  if (!next.delete(id)) next.add(id);
  return next;
}

function useLoadMore({
  last,
  count,
  hasMore,
  onMore,
}: {
  last: number;
  count: number;
  hasMore: boolean | undefined;
  onMore: (() => void) | undefined;
}) {
  useEffect(() => {
    if (hasMore && last >= count - 20) onMore?.();
  }, [last, count, hasMore, onMore]);
}
