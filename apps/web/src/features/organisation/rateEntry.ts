import { readDecimal } from "@tartip/domain/text/amount";

const MICRO = 1_000_000;
const PLACES = 6;
const BELOW = 1_000_000 * MICRO;

/** A rate as it is typed, «520,50» or «1 250.5», in millionths; null for anything else. */
export function parseRate(text: string): number | null {
  const micro = readDecimal(text, PLACES);
  return micro !== null && micro > 0 && micro < BELOW ? micro : null;
}

/** Tenge for one unit: two digits after the mark, more where there are more. */
export function rateText(micro: number): string {
  const [whole = "", fraction = ""] = (micro / MICRO).toFixed(6).split(".");
  const kept = fraction.replace(/0+$/u, "").padEnd(2, "0");
  return `${whole.replace(/\B(?=(\d{3})+$)/gu, "\u202f")},${kept}`;
}
