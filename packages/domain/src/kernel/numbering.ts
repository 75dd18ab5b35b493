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
