import { companyDay } from "@tartip/domain/kernel/calendar";
import { writeCsvStream } from "hucre/csv";
import { writeXlsxStream } from "hucre/xlsx";
import type { Lang } from "../../platform/context.ts";

export const EXPORT_FORMATS = ["xlsx", "csv"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** How a value is written: amounts are minor units (the file has units), days `YYYY-MM-DD` or an instant. */
export type ExportKind = "text" | "amount" | "day";
export type ExportValue = string | number | Date | null;

export interface Table {
  /** Name of the sheet: at most 31 characters, none of `\ / ? * [ ]`. */
  title: string;
  headings: readonly { text: string; kind: ExportKind }[];
  rows: AsyncIterable<ExportValue[]>;
}

export const MEDIA_TYPE: Record<ExportFormat, string> = {
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  csv: "text/csv; charset=utf-8",
};

/** The table as bytes, written while its rows are read. A text is never a formula in any program. */
export function tableBytes(format: ExportFormat, language: Lang, table: Table): ReadableStream<Uint8Array> {
  return format === "xlsx" ? sheet(table, language) : separated(table, language);
}

const MINOR_PER_UNIT = 100;
const WIDTH: Record<ExportKind, number> = { text: 24, amount: 18, day: 12 };

function sheet({ title, headings, rows }: Table, language: Lang): ReadableStream<Uint8Array> {
  const formats: Record<ExportKind, string | undefined> = { text: "@", amount: "#,##0.00", day: dayPattern(language) };
  const columns = headings.map(({ text, kind }) => ({ header: text, width: WIDTH[kind], numFmt: formats[kind] ?? "@" }));
  const cells = mapped(rows, headings, (value, kind) => {
    if (kind === "amount") return Number(value) / MINOR_PER_UNIT;
    return kind === "day" ? new Date(`${dayOf(value)}T00:00:00Z`) : noEscape(plain(String(value)));
  });
  return writeXlsxStream(cells, { name: title, columns, freezePane: { rows: 1 } });
}

/** For Excel of the person's country: Russian and Kazakh ones part columns by semicolons and decimals by a comma. */
function separated({ headings, rows }: Table, language: Lang): ReadableStream<Uint8Array> {
  const english = language === "en";
  const cells = mapped(rows, headings, (value, kind) => {
    if (kind === "amount") return (Number(value) / MINOR_PER_UNIT).toFixed(2).replace(".", english ? "." : ",");
    if (kind === "text") return noFormula(plain(String(value)));
    return english ? dayOf(value) : dayOf(value).split("-").toReversed().join(".");
  });
  return writeCsvStream(cells, {
    headers: headings.map(({ text }) => text),
    delimiter: english ? "," : ";",
    bom: true,
    escapeFormulae: true,
  });
}

function dayPattern(language: Lang): string {
  return language === "en" ? "yyyy-mm-dd" : "dd.mm.yyyy";
}

function dayOf(value: NonNullable<ExportValue>): string {
  return value instanceof Date ? companyDay(value) : String(value);
}

/** Neither XML nor a table can hold control characters. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}￾￿]+/gu, " ");
}

/** ISO 29500, ST_Xstring: `_x000D_` in a cell is read as the character of that number; its first sign is written by number itself. */
function noEscape(text: string): string {
  return text.replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/gu, "_x005F_");
}

/** The full-width signs begin a formula in some languages' programs; the library knows only the narrow ones. */
function noFormula(text: string): string {
  return /^[\uFF1D\uFF0B\uFF0D\uFF20]/u.test(text) ? `'${text}` : text;
}

async function* mapped<Cell>(
  rows: AsyncIterable<ExportValue[]>,
  headings: Table["headings"],
  write: (value: NonNullable<ExportValue>, kind: ExportKind) => Cell,
): AsyncGenerator<(Cell | null)[]> {
  for await (const row of rows) {
    yield row.map((value, index) => (value === null || value === "" ? null : write(value, headings[index]?.kind ?? "text")));
  }
}
