import currencies from "../../data/currencies.json" with { type: "json" };
import { withoutInvisible } from "../kernel/invisible.ts";

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&");

/** Signs, codes and short words of currencies, as people and banks write them beside an amount; the longer of two comes first. */
const CURRENCY = currencies
  .flatMap(({ code, symbol, words }) => [code, symbol, ...words])
  .toSorted((a, b) => b.length - a.length)
  .map(literal)
  .join("|");
const WITH_CURRENCY = new RegExp(`^(?:(?:${CURRENCY}) *)?(.*?)(?: *(?:${CURRENCY}))?$`, "iu");

/** Between what was copied from several cells or lines: what stands on both sides is never one number. */
const BREAK = /[\t-\r\u0085\u2028\u2029]/u;
const SPACES = /\s+/gu;
const MINUSES = /^[−–—]/u;

/** Groups of three digits by one mark, then a fraction by another; or digits and a fraction by either. */
const GROUPED_BY: readonly (readonly [group: string, fraction: string])[] = [
  [" ", "[.,]"],
  ["['’]", "[.,]"],
  [",", "\\."],
  ["\\.", ","],
];
const GROUPED = GROUPED_BY.map(([group, mark]) => new RegExp(`^([1-9]\\d{0,2}(?:${group}\\d{3})+)(?:${mark}(\\d*))?$`, "u"));
const PLAIN = /^(\d+)(?:[.,](\d*))?$/u;

/**
 * Reads a number that a person typed or pasted: `1 234 567,50`, `1,234,567.50`, `1.234.567,5`, `1'234`, `12.`. A single comma or
 * point before exactly three digits groups thousands (`1,234`), as nobody writes thousandths of what is counted in hundredths.
 * More digits after the mark than `places`, dates, exponents, brackets, formulas, words, broken groups and several cells or
 * lines are no numbers.
 *
 * @param places digits after the mark that the number may have
 * @returns the number in units of its last place (`12,5` with two places is 1250), or null
 */
export function readDecimal(text: string, places: number): number | null {
  const cleaned = oneCell(text).replace(MINUSES, "-");
  const negative = cleaned.startsWith("-");
  const digits = negative ? cleaned.slice(1).trimStart() : cleaned;
  const [whole, fraction = ""] = partsOf(digits, places);
  if (whole === undefined || fraction.length > places) return null;
  const units = Number(whole.replace(/\D/gu, "") + fraction.padEnd(places, "0"));
  if (!Number.isSafeInteger(units)) return null;
  return negative && units !== 0 ? -units : units;
}

/** The text with plain blanks; empty where it holds more than one cell or line. */
function oneCell(text: string): string {
  const bare = withoutInvisible(text).trim();
  return BREAK.test(bare) ? "" : bare.replace(SPACES, " ");
}

/** Several cells or lines as one line that is read as several, for a field that would swallow what stands between them. */
export function cellsApart(text: string): string {
  return text
    .split(BREAK)
    .map((cell) => cell.trim())
    .filter((cell) => cell !== "")
    .join("; ");
}

function partsOf(digits: string, places: number): (string | undefined)[] {
  const plain = PLAIN.exec(digits);
  if (plain && (plain[2] ?? "").length <= places) return plain.slice(1);
  for (const grouped of GROUPED) {
    const match = grouped.exec(digits);
    if (match) return match.slice(1);
  }
  return [];
}

/**
 * An amount of money that a person typed or pasted, with or without its currency (`1850,00 тг.`, `$1,850`).
 *
 * @returns minor units, or null when it is no amount or has more than two digits after the mark
 */
export function readAmount(text: string): number | null {
  return readDecimal(WITH_CURRENCY.exec(oneCell(text))?.[1] ?? "", 2);
}
