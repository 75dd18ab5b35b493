import { isEmpty } from "../kernel/conditions.ts";
import type { FieldError } from "../kernel/errors.ts";
import { amountProblem, MAX_AMOUNT_MINOR, mulDivHalfUp } from "../kernel/money.ts";
import { cleanText } from "./text.ts";
import type { LineColumn } from "./type.ts";

/** A row of a table of goods. `qty` is decimal text with up to three digits after the mark. */
export interface Line {
  name: string;
  spec?: string;
  qty?: string;
  unit?: string;
  /** Estimated price of one unit, minor units of the form's currency. */
  estPrice?: number;
}

interface CleanLines {
  value?: Line[];
  errors: FieldError[];
}

const MOST_LINES = 500;
const QTY = /^(\d{1,9})(?:[.,](\d{1,3}))?$/;
const THOUSAND = 1000;

/** Cleans a table: blank rows are dropped, each wrong cell is told by its row, `items.2.qty`. */
export function cleanLines(columns: readonly LineColumn[], value: unknown, path: string): CleanLines {
  if (!Array.isArray(value)) return { errors: [{ field: path, code: "linesInvalid" }] };
  if (value.length > MOST_LINES) return { errors: [{ field: path, code: "linesTooMany", params: { count: MOST_LINES } }] };
  const errors: FieldError[] = [];
  const lines = value.flatMap((row: unknown, index) => cleanLine(columns, row, `${path}.${index}`, errors) ?? []);
  if (errors.length > 0) return { errors };
  return linesTotalMinor(lines) > MAX_AMOUNT_MINOR
    ? { errors: [{ field: path, code: "moneyTooLarge" }] }
    : { value: lines, errors };
}

function cleanLine(columns: readonly LineColumn[], row: unknown, path: string, errors: FieldError[]): Line | undefined {
  if (typeof row !== "object" || row === null || Array.isArray(row))
    return void errors.push({ field: path, code: "linesInvalid" });
  const cells = new Map<string, unknown>(Object.entries(row).filter(([, cell]) => !isEmpty(cell)));
  const strange = [...cells.keys()].find((key) => !columns.some((column) => column === key));
  if (strange !== undefined) return void errors.push({ field: `${path}.${strange}`, code: "unknownField" });
  if (cells.size === 0) return undefined;
  const line: Line = { name: textCell("name", 300) ?? "" };
  if (line.name === "" && !cells.has("name")) errors.push({ field: `${path}.name`, code: "required" });
  const spec = textCell("spec", 1000);
  if (spec !== undefined) line.spec = spec;
  const unit = textCell("unit", 20);
  if (unit !== undefined) line.unit = unit;
  if (columns.includes("qty")) line.qty = qtyCell(cells.get("qty"), `${path}.qty`, errors);
  const estPrice = cells.get("estPrice");
  const problem = estPrice === undefined ? undefined : amountProblem(estPrice, 0);
  if (problem) errors.push({ field: `${path}.estPrice`, code: problem });
  else if (typeof estPrice === "number") line.estPrice = estPrice;
  return line;

  function textCell(key: LineColumn, max: number): string | undefined {
    if (!cells.has(key)) return undefined;
    const cleaned = cleanText(cells.get(key), `${path}.${key}`, { max, lines: key === "spec" });
    errors.push(...cleaned.errors);
    return cleaned.value;
  }
}

function qtyCell(value: unknown, path: string, errors: FieldError[]): string {
  const thousandths = typeof value === "string" ? qtyThousandths(value) : undefined;
  if (thousandths === undefined) errors.push({ field: path, code: value === undefined ? "required" : "qtyInvalid" });
  return thousandths === undefined ? "" : qtyText(thousandths);
}

/** «2,5» as 2500 thousandths; `undefined` when it is no positive quantity with at most three digits after the mark. */
export function qtyThousandths(text: string): number | undefined {
  const match = QTY.exec(text.replace(/\s/gu, ""));
  if (!match) return undefined;
  const thousandths = Number(match[1]) * THOUSAND + Number((match[2] ?? "").padEnd(3, "0"));
  return thousandths > 0 ? thousandths : undefined;
}

function qtyText(thousandths: number): string {
  return String(thousandths / THOUSAND);
}

/** Sum of a row in minor units, rounded half up; 0 without a price. */
export function lineTotalMinor(line: Line): number {
  const thousandths = qtyThousandths(line.qty ?? "1") ?? 0;
  const tooLarge = thousandths * (line.estPrice ?? 0) > MAX_AMOUNT_MINOR * THOUSAND;
  return tooLarge ? MAX_AMOUNT_MINOR + 1 : mulDivHalfUp(thousandths, line.estPrice ?? 0, THOUSAND);
}

/** Sum of the table: rows are rounded first, as paper does. Anything beyond writing down answers more than `MAX_AMOUNT_MINOR`. */
export function linesTotalMinor(lines: readonly Line[]): number {
  return lines.reduce((sum, line) => Math.min(sum + lineTotalMinor(line), MAX_AMOUNT_MINOR + 1), 0);
}
