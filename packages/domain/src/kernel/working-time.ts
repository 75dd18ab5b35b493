import { addDays, companyDay, COMPANY_ZONE, instantMs, wallInstantMs, weekday } from "./calendar.ts";

/** The data file of holidays (`data/holidays-kz.json`), as far as the rules need it. */
export interface HolidayData {
  tz?: string;
  years: Readonly<
    Record<string, { days: readonly { date: string }[]; workingWeekends?: readonly (string | { date: string })[] }>
  >;
}

/** Hours of a working day as settings write them, `HH:MM`. */
export interface WorkingHours {
  from: string;
  to: string;
  lunchFrom: string;
  lunchTo: string;
}

export const USUAL_HOURS: WorkingHours = { from: "09:00", to: "18:00", lunchFrom: "13:00", lunchTo: "14:00" };
export const FIVE_DAY_WEEKEND: readonly number[] = [6, 7];

/** When the company works. `spans` are minutes after midnight, in order and apart. */
export interface WorkingCalendar {
  zone: string;
  weekend: readonly number[];
  holidays: ReadonlySet<string>;
  /** Weekend days the Government moved work to. */
  workingWeekends: ReadonlySet<string>;
  spans: readonly (readonly [number, number])[];
}

/** No deadline lies further off; a calendar without working days would otherwise search for ever. */
const FARTHEST_DAYS = 7400;
const MINUTE_MS = 60_000;

/** Builds the calendar from data and settings. @throws RangeError when the hours are not in order */
export function workingCalendar(
  data: HolidayData,
  hours: WorkingHours = USUAL_HOURS,
  weekend: readonly number[] = FIVE_DAY_WEEKEND,
): WorkingCalendar {
  const years = Object.values(data.years);
  const moved = years.flatMap((year) => year.workingWeekends ?? []);
  return {
    zone: data.tz ?? COMPANY_ZONE,
    weekend,
    holidays: new Set(years.flatMap((year) => year.days.map((day) => day.date))),
    workingWeekends: new Set(moved.map((day) => (typeof day === "string" ? day : day.date))),
    spans: spansOf(hours),
  };
}

function spansOf(hours: WorkingHours): [number, number][] {
  const [from, lunchFrom, lunchTo, to] = [hours.from, hours.lunchFrom, hours.lunchTo, hours.to].map(minutesOf);
  if (from === undefined || lunchFrom === undefined || lunchTo === undefined || to === undefined)
    throw new RangeError("hours missing");
  if (!(from < to && from <= lunchFrom && lunchFrom <= lunchTo && lunchTo <= to)) throw new RangeError("hours out of order");
  const spans: [number, number][] =
    lunchFrom === lunchTo
      ? [[from, to]]
      : [
          [from, lunchFrom],
          [lunchTo, to],
        ];
  return spans.filter(([start, end]) => start < end);
}

function minutesOf(text: string): number {
  const match = /^([01]\d|2[0-4]):([0-5]\d)$/.exec(text);
  if (!match) throw new RangeError(`not an hour of the day: ${text}`);
  return Number(match[1]) * 60 + Number(match[2]);
}

/** Whether people work on that day of the company. */
export function isWorkingDay(calendar: WorkingCalendar, day: string): boolean {
  if (calendar.workingWeekends.has(day)) return true;
  return !calendar.holidays.has(day) && !calendar.weekend.includes(weekday(day));
}

/** The day `count` working days later (earlier when negative); 0 answers the day itself. */
export function addWorkingDays(calendar: WorkingCalendar, day: string, count: number): string {
  const step = count < 0 ? -1 : 1;
  let left = Math.abs(count);
  let current = day;
  for (let walked = 0; left > 0; walked += 1) {
    if (walked > FARTHEST_DAYS) throw new RangeError("no working day within twenty years");
    current = addDays(current, step);
    if (isWorkingDay(calendar, current)) left -= 1;
  }
  return current;
}

/** The hour work ends on a day, as an ISO instant: the meaning of a deadline given as a date, holiday or not. */
export function endOfWorkingDay(calendar: WorkingCalendar, day: string): string {
  const closes = calendar.spans.at(-1)?.[1] ?? 24 * 60;
  return new Date(wallInstantMs(day, closes, calendar.zone)).toISOString();
}

/** Working spans of a day as instants in milliseconds; none on a day off. */
function spansOn(calendar: WorkingCalendar, day: string): [number, number][] {
  if (!isWorkingDay(calendar, day)) return [];
  return calendar.spans.map(([from, to]) => [wallInstantMs(day, from, calendar.zone), wallInstantMs(day, to, calendar.zone)]);
}

/**
 * The instant by which so much working time has passed, as ISO.
 *
 * Time that ends exactly at the close of day or at lunch ends there, not at the next opening; no minutes answer the instant itself.
 *
 * @param minutes of working time, not negative
 */
export function addWorkingMinutes(calendar: WorkingCalendar, instant: string | Date, minutes: number): string {
  const start = instantMs(instant);
  if (!(minutes >= 0)) throw new RangeError(`working minutes cannot be ${minutes}`);
  let leftMs = minutes * MINUTE_MS;
  if (leftMs === 0) return new Date(start).toISOString();
  let day = companyDay(new Date(start), calendar.zone);
  for (let walked = 0; walked <= FARTHEST_DAYS; walked += 1) {
    for (const [from, to] of spansOn(calendar, day)) {
      const begins = Math.max(from, start);
      const freeMs = to - begins;
      if (freeMs <= 0) continue;
      if (leftMs <= freeMs) return new Date(begins + leftMs).toISOString();
      leftMs -= freeMs;
    }
    day = addDays(day, 1);
  }
  throw new RangeError("no end of working time within twenty years");
}

/**
 * Working minutes from one instant to another, whole ones; 0 when `to` is not later.
 *
 * @param enough the question is only whether there are as many: counting may end there, and a deadline of last year costs no
 * more than one of last week
 */
export function workingMinutesBetween(
  calendar: WorkingCalendar,
  from: string | Date,
  to: string | Date,
  enough = Infinity,
): number {
  const start = instantMs(from);
  const end = instantMs(to);
  if (end <= start) return 0;
  const lastDay = companyDay(new Date(end), calendar.zone);
  let workedMs = 0;
  for (let day = companyDay(new Date(start), calendar.zone); day <= lastDay; day = addDays(day, 1)) {
    if (workedMs >= enough * MINUTE_MS) break;
    for (const [opens, closes] of spansOn(calendar, day)) workedMs += Math.max(0, Math.min(closes, end) - Math.max(opens, start));
  }
  return Math.floor(workedMs / MINUTE_MS);
}
