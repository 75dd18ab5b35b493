import currencies from "../../data/currencies.json" with { type: "json" };

/** Largest amount the company can write down, in minor units: every sum of a few thousand of them stays exact in bigint columns. */
export const MAX_AMOUNT_MINOR = 999_999_999_999_999;

export const BASE_CURRENCY = "KZT";

/** Exchange rates are integers of one millionth: base units for one unit of the currency. */
export const RATE_SCALE = 1_000_000;

const DECIMALS = new Map(currencies.map((currency) => [currency.code, currency.minor]));
export type Language = "ru" | "kk" | "en";
export type MoneyProblem = "moneyNotNumber" | "moneyNegative" | "moneyFraction" | "moneyTooSmall" | "moneyTooLarge";

/** Codes of the currencies amounts may be in. */
export function currencyCodes(): string[] {
  return [...DECIMALS.keys()];
}

/** Digits after the mark. @throws Error for a currency the company does not use */
export function decimalsOf(currency: string): number {
  const decimals = DECIMALS.get(currency);
  if (decimals === undefined) throw new Error(`unknown currency ${currency}`);
  return decimals;
}

/** What is wrong with an amount in minor units, if anything; `min` is 0 where nothing to pay is an answer too. */
export function amountProblem(value: unknown, min: 0 | 1 = 1): MoneyProblem | undefined {
  if (typeof value !== "number" || Number.isNaN(value)) return "moneyNotNumber";
  if (value < 0) return "moneyNegative";
  if (value > MAX_AMOUNT_MINOR) return "moneyTooLarge";
  if (!Number.isInteger(value)) return "moneyFraction";
  return value < min ? "moneyTooSmall" : undefined;
}

/** An amount cut for the screen, where tiyn are drawn fainter than tenge; `text` is the whole of it. */
export interface MoneyParts {
  text: string;
  sign: string;
  whole: string;
  /** With its mark: «,50»; empty when hidden. */
  fraction: string;
  currency: string;
}

/** `ru-RU` would print KZT for ₸; English has no local form that prints the sign, so the narrow one is asked for. */
const LOCALES: Record<Language, string> = { ru: "ru-KZ", kk: "kk-KZ", en: "en-GB" };
const formats = new Map<string, Intl.NumberFormat>();

function formatFor(language: Language, currency: string, digits: number): Intl.NumberFormat {
  const key = `${language} ${currency} ${digits}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(LOCALES[language], {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  formats.set(key, made);
  return made;
}

/**
 * Minor units as people of the language write them: «1 234 567,50 ₸» with no-break spaces.
 *
 * `tiyn: "whenAny"` hides a zero fraction, for tables of round figures.
 */
export function moneyParts(
  amountMinor: number,
  currency: string,
  language: Language,
  tiyn: "always" | "whenAny" = "always",
): MoneyParts {
  const decimals = decimalsOf(currency);
  const scale = 10 ** decimals;
  const digits = tiyn === "whenAny" && amountMinor % scale === 0 ? 0 : decimals;
  const parts = formatFor(language, currency, digits).formatToParts(amountMinor / scale);
  const join = (...types: Intl.NumberFormatPartTypes[]): string =>
    parts
      .filter((part) => types.includes(part.type))
      .map((part) => part.value)
      .join("");
  return {
    text: parts.map((part) => part.value).join(""),
    sign: join("minusSign"),
    whole: join("integer", "group"),
    fraction: join("decimal", "fraction"),
    currency: join("currency"),
  };
}

/** The whole text of `moneyParts`. */
export function formatMoney(amountMinor: number, currency: string, language: Language): string {
  return moneyParts(amountMinor, currency, language).text;
}

/**
 * `value × numerator ÷ denominator` in whole numbers, half away from zero; exact for any safe integers.
 *
 * @throws RangeError when the result itself is no safe integer
 */
export function mulDivHalfUp(value: number, numerator: number, denominator: number): number {
  const product = BigInt(value) * BigInt(numerator);
  const by = BigInt(denominator);
  const size = product < 0n ? -product : product;
  const rounded = (2n * size + by) / (2n * by);
  const result = Number(product < 0n ? -rounded : rounded);
  if (!Number.isSafeInteger(result)) throw new RangeError("amount beyond exact numbers");
  return result;
}

/**
 * Minor units of `currency` in minor units of the base currency, half up.
 *
 * @throws RangeError when the result is beyond exact numbers
 * @param rateMicro base units for one unit of the currency, in millionths (`RATE_SCALE`)
 */
export function toBaseMinor(amountMinor: number, currency: string, rateMicro: number): number {
  if (currency === BASE_CURRENCY) return amountMinor;
  const up = 10 ** decimalsOf(BASE_CURRENCY);
  const down = 10 ** decimalsOf(currency);
  return mulDivHalfUp(amountMinor, rateMicro * up, RATE_SCALE * down);
}
