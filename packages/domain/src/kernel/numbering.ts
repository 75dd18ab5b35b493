/** A record's number taken apart: `ОПЛ-2026-000123`. */
export interface RecordNumber {
  prefix: string;
  year: number;
  sequence: number;
}

const NUMBER = /^(\p{L}[\p{L}\d]{0,7})-(\d{4})-(\d{6,12})$/u;
const DIGITS = 6;

/**
 * The number as stored and shown; six digits, more once a series outgrows them.
 *
 * @param year of the company's day of submission
 * @param sequence from 1, without gaps per prefix and year
 */
export function formatNumber(prefix: string, year: number, sequence: number): string {
  if (!Number.isSafeInteger(sequence) || sequence < 1) throw new RangeError(`no such number in a series: ${sequence}`);
  return `${prefix}-${String(year).padStart(4, "0")}-${String(sequence).padStart(DIGITS, "0")}`;
}

/** Takes a number apart, whatever case it was typed in; `undefined` when it is none. */
export function parseNumber(text: string): RecordNumber | undefined {
  const match = NUMBER.exec(text.trim().toUpperCase());
  if (!match) return undefined;
  const [, prefix = "", year = "", digits = ""] = match;
  const sequence = Number(digits);
  const isPadded = digits.length > DIGITS && digits.startsWith("0");
  return sequence < 1 || isPadded ? undefined : { prefix, year: Number(year), sequence };
}
