import currencies from "../../data/currencies.json" with { type: "json" };

/** Largest amount the company can write down, in minor units: every sum of a few thousand of them stays exact in bigint columns. */
export const MAX_AMOUNT_MINOR = 999_999_999_999_999;

export const BASE_CURRENCY = "KZT";

/** Exchange rates are integers of one millionth: base units for one unit of the currency. */
export const RATE_SCALE = 1_000_000;

const DECIMALS = new Map(currencies.map((currency) => [currency.code, currency.minor]));
/** What people write beside an amount: codes, signs and everyday words. */
const MARKS = currencies
  .flatMap((currency) => [currency.code, currency.symbol, ...(currency.words ?? [])])
  .map((mark) => mark.toLowerCase());

export type Language = "ru" | "kk" | "en";
export type MoneyProblem =
  | "moneyEmpty"
  | "moneyNotNumber"
  | "moneyNegative"
  | "moneyFraction"
  | "moneyTooSmall"
  | "moneyTooLarge";

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

export type ParsedMoney = { ok: true; amountMinor: number } | { ok: false; code: MoneyProblem };

const NUMBER = /^\d+(?:\.(\d*))?$/;
const GROUPED_BY_COMMA = /^\d{1,3}(?:,\d{3})+(?:\.\d*)?$/;
const GROUPED_BY_DOT = /^\d{1,3}(?:\.\d{3})+(?:,\d*)?$/;

/**
 * Reads a typed or pasted amount: «1 234 567,50 ₸», «1234567.5», «1,234,567.50».
 *
 * A single mark is the decimal mark, so «1,234» has too many digits and is refused rather than guessed.
 */
export function parseMoney(text: string, currency = BASE_CURRENCY): ParsedMoney {
  const decimals = decimalsOf(currency);
  const bare = withoutCurrency(text)
    .replace(/[\s'’]/gu, "")
    .replace(/^[−–—]/u, "-");
  if (bare === "") return { ok: false, code: "moneyEmpty" };
  if (bare.startsWith("-")) return { ok: false, code: "moneyNegative" };
  const plain = withDecimalDot(bare);
  const match = NUMBER.exec(plain);
  if (!match) return { ok: false, code: "moneyNotNumber" };
  const fraction = (match[1] ?? "").replace(/0+$/, "");
  if (fraction.length > decimals) return { ok: false, code: "moneyFraction" };
  const whole = plain
    .split(".", 1)
    .join("")
    .replace(/^0+(?=\d)/, "");
  if (whole.length > 15) return { ok: false, code: "moneyTooLarge" };
  const amountMinor = Number(whole + fraction.padEnd(decimals, "0"));
  return amountMinor > MAX_AMOUNT_MINOR ? { ok: false, code: "moneyTooLarge" } : { ok: true, amountMinor };
}

function withoutCurrency(text: string): string {
  const lower = text.trim().toLowerCase();
  const tail = MARKS.find((mark) => lower.endsWith(mark));
  const rest = tail === undefined ? lower : lower.slice(0, -tail.length).trim();
  const head = MARKS.find((mark) => rest.startsWith(mark));
  return head === undefined ? rest : rest.slice(head.length);
}

function withDecimalDot(text: string): string {
  const commas = text.split(",").length - 1;
  const dots = text.split(".").length - 1;
  if (GROUPED_BY_COMMA.test(text) && (commas > 1 || dots > 0)) return text.replaceAll(",", "");
  if (GROUPED_BY_DOT.test(text) && (dots > 1 || commas > 0)) return text.replaceAll(".", "").replace(",", ".");
  return commas === 1 && dots === 0 ? text.replace(",", ".") : text;
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

/** A rate as printed by the bank («523.4567») in millionths, or `undefined` when it is no positive number. */
export function parseRate(text: string): number | undefined {
  const match = /^(\d{1,7})(?:[.,](\d{1,6}))?$/.exec(text.trim());
  if (!match) return undefined;
  const rateMicro = Number(match[1]) * RATE_SCALE + Number((match[2] ?? "").padEnd(6, "0"));
  return rateMicro > 0 ? rateMicro : undefined;
}

/** A part of the amount in minor units, half up; `percent` may have two digits after the mark. */
export function percentOf(amountMinor: number, percent: number): number {
  return mulDivHalfUp(amountMinor, Math.round(percent * 100), 10_000);
}

/** How many per cent `part` is of `whole`, one digit after the mark, or `null` of nothing (shown as «—»). */
export function shareOf(partMinor: number, wholeMinor: number): number | null {
  return wholeMinor === 0 ? null : mulDivHalfUp(partMinor, wholeMinor < 0 ? -1000 : 1000, Math.abs(wholeMinor)) / 10;
}
