import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readXlsx } from "hucre/xlsx";
import { afterAll, expect, it } from "vitest";
import { tableBytes, type ExportFormat } from "./formats.ts";

const folder = mkdtempSync(path.join(tmpdir(), "tartip-office-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a spreadsheet runs when it takes it for a formula, by the signs they begin with. */
const SIGNS = ["=", "+", "-", "@", "\t=", "\r=", "\n=", "\0=", " =", "|", "'=", '"='];
const CALLS = [
  "1+1",
  "SUM(A1:A9)",
  'HYPERLINK("http://127.0.0.1:9";"x")',
  "cmd|' /C calc'!A0",
  'WEBSERVICE("http://127.0.0.1:9")',
];
const PAYLOADS = SIGNS.flatMap((sign) => CALLS.map((call) => `${sign}${call}`));

async function written(format: ExportFormat): Promise<string> {
  async function* rows() {
    for (const [index, text] of PAYLOADS.entries()) yield [text, 123_456 + index, "2026-11-22"];
  }
  const headings = [
    { text: "Тема", kind: "text" },
    { text: "Сумма", kind: "amount" },
    { text: "Срок", kind: "day" },
  ] as const;
  const bytes = await new Response(tableBytes(format, "ru", { title: "Заявки", headings, rows: rows() })).arrayBuffer();
  const file = path.join(folder, `list.${format}`);
  writeFileSync(file, new Uint8Array(bytes));
  return file;
}

/** Opens the file as a person would and saves it as a sheet again, whose formulas then show. */
function opened(file: string, filter: string): Uint8Array {
  const out = path.join(folder, "opened");
  const profile = `-env:UserInstallation=file://${path.join(folder, "profile")}`;
  const options = ["--headless", profile, ...(filter ? [`--infilter=${filter}`] : []), "--convert-to", "xlsx", "--outdir", out];
  execFileSync("soffice", [...options, file], { stdio: "ignore", timeout: 100_000 });
  return readFileSync(path.join(out, "list.xlsx"));
}

it.each([
  ["xlsx", ""],
  // Semicolon, quote, UTF-8, first line, text of numbers read as numbers, in the Russian locale (1049).
  ["csv", "CSV:59,34,76,1,,1049,false,true"],
] as const)("LibreOffice finds no formula in an exported %s, and numbers and days as such", async (format, filter) => {
  const { sheets } = await readXlsx(opened(await written(format), filter), { readStyles: true });
  const [sheet] = sheets;
  expect(sheet?.rows.length).toBe(PAYLOADS.length + 1);
  const formulas = [...(sheet?.cells?.values() ?? [])].filter((cell) => cell.formula !== undefined);
  expect(formulas).toEqual([]);
  const [, first] = sheet?.rows ?? [];
  expect(typeof first?.[0]).toBe("string");
  expect(first?.[1]).toBe(1234.56);
  expect(first?.[2]).toEqual(new Date("2026-11-22T00:00:00Z"));
});
