import type { ReactNode } from "react";
import css from "./PlainTable.module.css";

export interface PlainColumn<Row> {
  id: string;
  header: ReactNode;
  render: (row: Row, index: number) => ReactNode;
  /** Numbers stand to the right and do not wrap. */
  number?: boolean;
}

interface Props<Row> {
  /** Name of the table for the reader. */
  label: string;
  columns: readonly PlainColumn<Row>[];
  rows: readonly Row[];
  rowId: (row: Row, index: number) => string | number;
  rowClass?: (row: Row) => string | undefined;
  /** Below the last column; `words` stand under the others. */
  total?: { words: ReactNode; value: ReactNode } | undefined;
}

/** A few rows inside a card or on paper, read from top to bottom; a list to work through is a `DataTable`. */
export function PlainTable<Row>({ label, columns, rows, rowId, rowClass, total }: Props<Row>) {
  return (
    <div className={css["box"]} tabIndex={0} role="region" aria-label={label}>
      <table className={css["table"]}>
        <thead>
          <tr>
            {columns.map(({ id, header, number }) => (
              <th key={id} scope="col" data-number={number || undefined}>
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={rowId(row, index)} className={rowClass?.(row)}>
              {columns.map(({ id, number, render }) => (
                <td key={id} data-column={id} data-number={number || undefined}>
                  {render(row, index)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {total ? (
          <tfoot>
            <tr>
              <td colSpan={columns.length - 1}>{total.words}</td>
              <td data-number>{total.value}</td>
            </tr>
          </tfoot>
        ) : null}
      </table>
    </div>
  );
}
