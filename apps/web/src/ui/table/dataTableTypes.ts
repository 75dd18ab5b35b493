import type { ReactNode } from "react";

/** One column. `width` is a grid track: `120px`, `minmax(240px, 1fr)`. */
export interface Column<Row, Id extends string = string> {
  id: Id;
  header: ReactNode;
  /** Name for the reader when the header is an icon. */
  name?: string;
  width: string;
  render: (row: Row) => ReactNode;
  align?: "right";
  /** Sort key the server knows; the header becomes a button. */
  sortBy?: string;
  /** The row's name: weight 500, holds the link. */
  main?: boolean;
  /** Pale (numbers, types). */
  quiet?: boolean;
  /** Keeps its place while the table scrolls sideways; only leading columns. */
  sticky?: boolean;
  /** Place on a phone's card: title row, right of the title, second line, or hidden. */
  card?: "title" | "aside" | "meta" | "hidden";
}

export type RowHeight = 36 | 44 | 48 | 56;

/** What stands where rows would be. */
export type TableState = "loading" | "error" | "ready";

export interface Selection {
  selected: ReadonlySet<string>;
  onSelect: (selected: ReadonlySet<string>) => void;
}
