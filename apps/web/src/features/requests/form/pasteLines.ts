import { lineTotalMinor } from "@tartip/domain/requests/lines";
import type { Line } from "@tartip/domain/requests/lines";
import type { LineColumn } from "@tartip/domain/requests/type";
import { cellsApart, readAmount } from "@tartip/domain/text/amount";
import { pastedCells } from "./pastedCells.ts";

/** A row while it is typed: any cell may still be empty. */
export type DraftLine = Partial<Record<LineColumn, string | number | null>>;

/**
 * Rows copied from a spreadsheet (cells by tabs, rows by line ends), laid over the columns from the one that has the caret.
 * A single cell is no table: the field takes it itself, and the answer is `undefined`.
 */
export function pasteLines(text: string, columns: readonly LineColumn[], from: LineColumn): DraftLine[] | undefined {
  const cells = pastedCells(text);
  if (cells.length === 1 && (cells[0]?.length ?? 0) < 2) return undefined;
  const start = Math.max(0, columns.indexOf(from));
  return cells.filter((row) => row.some((cell) => cell.trim() !== "")).map((row) => lineOf(row, columns.slice(start)));
}

function lineOf(cells: readonly string[], columns: readonly LineColumn[]): DraftLine {
  const line: DraftLine = {};
  for (const [place, column] of columns.entries()) {
    const cell = cells[place]?.trim();
    if (cell === undefined || cell === "") continue;
    // A price that cannot be read stays as it came, for its field to refuse.
    line[column] =
      column === "estPrice" ? (readAmount(cell) ?? cellsApart(cell)) : column === "qty" ? quantity(cell) : oneLine(cell, column);
  }
  return line;
}

/** Only the specification has room for line breaks. */
function oneLine(cell: string, column: LineColumn): string {
  return column === "spec" ? cell : cell.replace(/\s*\n\s*/gu, " ");
}

/** Spreadsheets write 1 000,5 and 1000.5 for the same. */
function quantity(cell: string): string {
  return cellsApart(cell).replace(/\s/gu, "");
}

/** Sum of a typed row, minor units; 0 while price or quantity are missing or wrong. */
export function draftTotalMinor(line: DraftLine): number {
  const { estPrice, qty } = line;
  if (typeof estPrice !== "number") return 0;
  const asLine: Line = { name: "", estPrice, ...(typeof qty === "string" && qty !== "" ? { qty } : {}) };
  return lineTotalMinor(asLine);
}

/** Whether nothing is typed in the row yet. */
export function isBlank(line: DraftLine): boolean {
  return Object.values(line).every((cell) => cell === null || cell === "" || cell === undefined);
}
