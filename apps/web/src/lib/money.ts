/** Signs of currencies; any other currency shows its code. */
const SIGNS: Record<string, string> = { KZT: "₸", USD: "$", EUR: "€", RUB: "₽", CNY: "¥", GBP: "£" };

const NO_BREAK_SPACE = "\u00a0";
const MINUS = "\u2212";

export interface MoneyParts {
  sign: string;
  whole: string;
  fraction: string;
  currency: string;
}

/** Sign shown after an amount. */
export function currencySign(currency: string): string {
  return SIGNS[currency] ?? currency;
}

/** Splits an amount in minor units (tiyn) for setting: groups by no-break spaces, two digits of fraction. */
export function moneyParts(amountMinor: number, currency = "KZT"): MoneyParts {
  const absolute = Math.abs(amountMinor);
  const whole = Math.trunc(absolute / 100)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, NO_BREAK_SPACE);
  return {
    sign: amountMinor < 0 ? MINUS : "",
    whole,
    fraction: (absolute % 100).toString().padStart(2, "0"),
    currency: currencySign(currency),
  };
}

/** The amount as one string: `1 234 567,50 ₸`; without the fraction when `short` and it is zero. */
export function moneyText(amountMinor: number, currency = "KZT", short = false): string {
  const parts = moneyParts(amountMinor, currency);
  const fraction = short && parts.fraction === "00" ? "" : `,${parts.fraction}`;
  return `${parts.sign}${parts.whole}${fraction}${NO_BREAK_SPACE}${parts.currency}`;
}

/** Whole thousands of the currency for dense grids: `7 367`. Rounds half away from zero. */
export function thousandsText(amountMinor: number): string {
  const thousands = Math.sign(amountMinor) * Math.round(Math.abs(amountMinor) / 100_000);
  const { sign, whole } = moneyParts(thousands * 100);
  return sign + whole;
}

/**
 * Minor units of a typed or pasted amount (`1 234 567,50`, `1,234.5`, `2478000 ₸`), or null when it is none.
 * The last comma or point followed by one or two digits at the end is the fraction.
 */
export function parseMoney(text: string): number | null {
  const cleaned = text.replace(/[\s\u00a0\u202f'’]|[^\d.,\-−]/g, "").replace("−", "-");
  const match = /^(-?)(\d[\d.,]*?)(?:[.,](\d{1,2})?)?$/.exec(cleaned);
  if (!match) return null;
  const whole = (match[2] ?? "").replace(/[.,]/g, "");
  const minor = Number(whole) * 100 + Number((match[3] ?? "").padEnd(2, "0"));
  if (!Number.isSafeInteger(minor)) return null;
  return match[1] ? -minor : minor;
}
