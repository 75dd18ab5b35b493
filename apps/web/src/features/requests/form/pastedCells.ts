/** A cell in quotes, where its own are doubled, or one without; then what ends it. */
const CELL = /(?:"((?:[^"]|"")*)"|([^\t\n]*))(\t|\n|$)/uy;

/**
 * Cells of a block copied from a spreadsheet: columns by tabs, rows by line ends. A cell with a line break, a tab or quotes in
 * it comes in quotes, with its own doubled (`"27"" monitor"`). Quotes that enclose nothing whole are text.
 */
export function pastedCells(text: string): string[][] {
  const block = text.replace(/\r\n?/gu, "\n").replace(/\n$/u, "");
  const rows: string[][] = [[]];
  let at = 0;
  for (;;) {
    CELL.lastIndex = at;
    const match = CELL.exec(block);
    if (!match) return rows;
    const [whole, quoted, plain = "", end] = match;
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    at += whole.length;
    if (end === "") return rows;
    if (end === "\n") rows.push([]);
  }
}
