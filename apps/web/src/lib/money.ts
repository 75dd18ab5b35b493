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
