import { lastDayOfMonth, monthOf } from "@tartip/domain/kernel/calendar";
import { addWorkingDays, isWorkingDay } from "@tartip/domain/kernel/working-time";
import year from "../../../demo/year.json" with { type: "json" };
import { workingDayFrom, type Present } from "../present.ts";

interface Line {
  branch: string;
  costItem: string;
  project?: string;
  tenge: number;
}

interface SpentLine extends Line {
  supplier: string;
  contract: string;
  vat: string;
  every: number;
  from: number;
  until?: number;
  day: number;
  author: string;
  subject?: string;
}

/** What one line spends in one month: what is paid for, and when the request for it is made. */
export interface Spent {
  line: SpentLine;
  month: string;
  tenge: number;
  /** The day the request is made on, and the one it is paid on. */
  asked: string;
  paid: string;
}

/** What is planned of one line for one month. */
export interface Planned extends Line {
  month: string;
}

/** Months before the present one, closed and spent. */
export const CLOSED_MONTHS = 12;

const LINES: readonly SpentLine[] = year.lines;
/** Only the next month has these: what is asked for now. */
const AHEAD: readonly Line[] = year.ahead;

/** One of so many cells of a closed month is spent beyond its plan, by this share. */
const OVER_EVERY = 9;
const OVER = 1.04;
/** Invoices of the present month are no larger: a month is spent step by step. */
const LARGEST_PART = 3_000_000;
/** A company's reserve: of its largest line something is left in the present month. */
const PRESENT_SHARE = 0.9;
const LARGEST_SHARE = 0.7;

/** The plan of the closed months, of the present one and of those to the end of the year in which the next one lies. */
export function plannedOf(present: Present): Planned[] {
  const last = `${present.month(1).slice(0, 4)}-12`;
  const planned: Planned[] = [];
  for (let index = 0; ; index += 1) {
    const month = present.month(index - CLOSED_MONTHS);
    if (month > last) return planned;
    const lines = LINES.flatMap((line, place) => (isOn(line, index) ? [{ ...line, tenge: planOf(line, place, index) }] : []));
    const all = index === CLOSED_MONTHS + 1 ? largestOfEach([...lines, ...AHEAD]) : lines;
    planned.push(...all.map((line) => ({ ...line, month })));
  }
}

/** A line stands in a plan once, by its larger figure. */
function largestOfEach(lines: readonly Line[]): Line[] {
  const found = new Map<string, Line>();
  for (const line of lines) {
    const key = `${line.branch} ${line.project ?? ""} ${line.costItem}`;
    if ((found.get(key)?.tenge ?? 0) < line.tenge) found.set(key, line);
  }
  return [...found.values()];
}

/** What was spent in the closed months, and of the present month what was paid by now; in the order of asking. */
export function spentOf(present: Present): Spent[] {
  const closed = Array.from({ length: CLOSED_MONTHS }, (_, index) =>
    LINES.flatMap((line, place) => (isOn(line, index) ? [spentInClosed(present, line, place, index)] : [])),
  );
  return [...closed.flat(), ...spentThisMonth(present)].toSorted((a, b) => (a.asked < b.asked ? -1 : 1));
}

function isOn(line: SpentLine, index: number): boolean {
  return index >= line.from && index <= (line.until ?? Infinity) && (index - line.from) % line.every === 0;
}

/** What an invoice of the line comes to, about what such a one costs. */
function amountOf(line: SpentLine, place: number, index: number): number {
  return Math.round((line.tenge * (0.94 + 0.12 * chance(place, index))) / 100) * 100;
}

function planOf(line: SpentLine, place: number, index: number): number {
  if (index >= CLOSED_MONTHS) return round(line.tenge);
  const over = (place * 5 + index) % OVER_EVERY === 4;
  return round(amountOf(line, place, index) / (over ? OVER : 0.88 + 0.11 * chance(index, place)));
}

/** Plans are written in round sums. */
function round(tenge: number): number {
  const step = tenge >= 2_000_000 ? 20_000 : 5_000;
  return Math.round(tenge / step) * step;
}

/** A number from 0 to 1 that is the same at every start. */
function chance(one: number, other: number): number {
  const wave = Math.sin(one * 12.9898 + other * 78.233 + 1) * 43_758.5453;
  return wave - Math.floor(wave);
}

function spentInClosed(present: Present, line: SpentLine, place: number, index: number): Spent {
  const month = present.month(index - CLOSED_MONTHS);
  const asked = workingDayFrom(present.calendar, `${month}-${String(line.day).padStart(2, "0")}`);
  const paid = addWorkingDays(present.calendar, asked, 5);
  return { line, month, tenge: amountOf(line, place, index), asked, paid };
}

/** About as much of the present month is spent as of it is over. */
function spentThisMonth(present: Present): Spent[] {
  const month = present.month(0);
  const days = Number(lastDayOfMonth(month).slice(8));
  const on = LINES.filter((line) => isOn(line, CLOSED_MONTHS));
  const most = Math.max(...on.map(({ tenge }) => tenge));
  const parts = on.flatMap((line) => partsOf(line, line.tenge * (line.tenge === most ? LARGEST_SHARE : PRESENT_SHARE)));
  const whole = parts.reduce((sum, { tenge }) => sum + tenge, 0);
  let sum = 0;
  return parts
    .toSorted((a, b) => a.nth - b.nth || a.line.day - b.line.day)
    .flatMap(({ line, tenge }) => {
      const share = (sum + tenge / 2) / whole;
      sum += tenge;
      const paid = lastWorkingDayIn(present, month, Math.max(1, Math.ceil(share * days)));
      const asked = addWorkingDays(present.calendar, paid, -5);
      return paid < present.today ? [{ line, month, tenge, asked, paid }] : [];
    });
}

function partsOf(line: SpentLine, whole: number): { line: SpentLine; tenge: number; nth: number }[] {
  const count = Math.ceil(whole / LARGEST_PART);
  return Array.from({ length: count }, (_, nth) => {
    // Equal sums to one supplier would look like one invoice entered twice.
    const tenge = Math.round(((whole / count) * (1 + 0.03 * (nth - (count - 1) / 2))) / 100) * 100;
    return { line, tenge, nth };
  });
}

/** The last day with work up to that day of the month; where there is none, the first one after it. */
function lastWorkingDayIn({ calendar }: Present, month: string, day: number): string {
  const wanted = `${month}-${String(day).padStart(2, "0")}`;
  const before = isWorkingDay(calendar, wanted) ? wanted : addWorkingDays(calendar, wanted, -1);
  return monthOf(before) === month ? before : workingDayFrom(calendar, wanted);
}
