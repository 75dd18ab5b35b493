import { daysBetween } from "../kernel/calendar.ts";

/** What is compared of an invoice. */
export interface InvoiceTraits {
  id: string;
  /** BIN or IIN; for an owner without one, the counterparty's id. */
  payee: string;
  /** As the supplier wrote it. */
  number: string;
  date: string;
  amountMinor: number;
  currency: string;
  status: string;
}

/** `certain` blocks (an override needs a reason), `likely` asks for a reason, `weak` is a hint. */
export type DuplicateLevel = "certain" | "likely" | "weak";

export interface Duplicate {
  id: string;
  level: DuplicateLevel;
  /** What the two have in common. */
  because: "same" | "number" | "amountNearDate" | "amount" | "otherPayee";
}

const LEVELS: readonly DuplicateLevel[] = ["certain", "likely", "weak"];
const DEAD_STATUSES: readonly string[] = ["rejected", "cancelled"];
const NEAR_DAYS = 7;
const HINT_DAYS = 30;
/** Cyrillic letters and the Latin ones that look like them, pair by pair. */
const LOOK_ALIKES = "\u0410A\u0412B\u0415E\u041aK\u041cM\u041dH\u041eO\u0420P\u0421C\u0422T\u0423Y\u0425X\u0406I\u0405S\u0408J";
const LATIN_TWINS = new Map((LOOK_ALIKES.match(/../g) ?? []).map((pair) => [pair.slice(0, 1), pair.slice(1)]));
const NUMBER_SIGN = /^\s*(?:\u2116|#|N[O\u041e]?[.\u00ba\u00b0]?(?=[\s\d]))\s*/u;

/**
 * The supplier's number without what people write differently: case, «№», spaces, marks, leading zeros, look-alike letters.
 *
 * Groups stay apart: «1/23» and «12/3» are two numbers.
 */
export function normaliseNumber(text: string): string {
  const upper = text.toUpperCase().replace(NUMBER_SIGN, "").normalize("NFKC");
  const folded = upper.replace(/\p{Script=Cyrillic}/gu, (letter) => LATIN_TWINS.get(letter) ?? letter);
  const groups = folded.match(/\d+|\p{L}+/gu) ?? [];
  return groups.map((group) => group.replace(/^0+(?=\d)/, "")).join("-");
}

/** Invoices that look like this one, surest first. Rejected and cancelled ones, and the invoice itself, do not count. */
export function findDuplicates(invoice: InvoiceTraits, others: readonly InvoiceTraits[]): Duplicate[] {
  return others
    .filter((other) => other.id !== invoice.id && !DEAD_STATUSES.includes(other.status))
    .flatMap((other) => likeness(invoice, other) ?? [])
    .toSorted((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level));
}

function likeness(invoice: InvoiceTraits, other: InvoiceTraits): Duplicate | undefined {
  const number = normaliseNumber(invoice.number);
  // "No number" written in words is not a number two invoices share.
  const sameNumber = /\d/.test(number) && number === normaliseNumber(other.number);
  const sameAmount = invoice.amountMinor === other.amountMinor && invoice.currency === other.currency;
  const apart = Math.abs(daysBetween(invoice.date, other.date));
  const { id } = other;
  if (invoice.payee !== other.payee) {
    return sameNumber && sameAmount && apart === 0 ? { id, level: "weak", because: "otherPayee" } : undefined;
  }
  if (sameNumber && sameAmount && apart === 0) return { id, level: "certain", because: "same" };
  if (sameNumber && invoice.date.slice(0, 4) === other.date.slice(0, 4)) return { id, level: "likely", because: "number" };
  if (sameAmount && apart <= NEAR_DAYS) return { id, level: "likely", because: "amountNearDate" };
  return sameAmount && apart <= HINT_DAYS ? { id, level: "weak", because: "amount" } : undefined;
}

/** What is compared to find one expense cut into pieces. Amounts are in the base currency. */
export interface SplitTraits {
  id: string;
  payee: string;
  costItem: string;
  date: string;
  baseMinor: number;
  status: string;
}

export interface SplitSuspicion {
  /** The highest threshold the pieces pass together and none passes alone. */
  threshold: string;
  /** All pieces, this one included. */
  totalMinor: number;
  ids: string[];
}

/**
 * Whether this expense, with others of the same payee and cost item near in time, passes a threshold that each avoids alone.
 *
 * @param thresholds minor units of the base currency; steps apply ABOVE them
 * @param windowDays to either side of this expense's date
 */
export function findSplit(
  expense: SplitTraits,
  others: readonly SplitTraits[],
  { thresholds, windowDays }: { thresholds: Readonly<Record<string, number>>; windowDays: number },
): SplitSuspicion | undefined {
  const near = others.filter((other) => isPiece(expense, other, windowDays));
  const highestFirst = Object.entries(thresholds).toSorted(([, a], [, b]) => b - a);
  for (const [threshold, limitMinor] of highestFirst) {
    if (expense.baseMinor > limitMinor) return undefined;
    const pieces = [expense, ...near.filter((other) => other.baseMinor <= limitMinor)];
    const totalMinor = pieces.reduce((sum, piece) => sum + piece.baseMinor, 0);
    if (pieces.length > 1 && totalMinor > limitMinor) return { threshold, totalMinor, ids: pieces.map((piece) => piece.id) };
  }
  return undefined;
}

function isPiece(expense: SplitTraits, other: SplitTraits, windowDays: number): boolean {
  const isSameNeed = other.payee === expense.payee && other.costItem === expense.costItem;
  const isNear = Math.abs(daysBetween(expense.date, other.date)) <= windowDays;
  return isSameNeed && isNear && other.id !== expense.id && !DEAD_STATUSES.includes(other.status);
}
