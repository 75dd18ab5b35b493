import type { Column } from "./dataTableTypes.ts";

/** Left edge in px of a sticky column: checkbox and sticky columns before it, whose widths must be in px. */
export function stickyLeft<Row>(columns: readonly Column<Row>[], index: number, withCheckbox: boolean): number {
  const before = columns.slice(0, index).map((column) => Number.parseInt(column.width, 10) || 0);
  return before.reduce((sum, width) => sum + width, withCheckbox ? 56 : 0);
}
