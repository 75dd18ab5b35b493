import { companyDay, companyTime, wallInstantMs } from "@tartip/domain/kernel/calendar";
import i18next from "i18next";

const NOON = 12 * 60;
const WORKDAY_END = 18 * 60;
const DAY_MS = 86_400_000;

export type Instant = string | Date;

type NameKind = "month" | "monthOf" | "monthShort" | "monthColumn" | "weekday" | "weekdayShort";

/** Names come from our catalogues: browsers differ in Russian abbreviations and many have no Kazakh at all. */
function nameOf(kind: NameKind, index: number, language: string): string {
  return i18next.t(`ui:calendar.${kind}.${index}`, { lng: language });
}

function monthNumber(day: string): number {
  return Number(day.slice(5, 7));
}

function weekdayNumber(value: Instant): number {
  return new Date(`${dayOf(value)}T00:00:00Z`).getUTCDay();
}

/** Whether the text is a bare day `YYYY-MM-DD`. */
export function isDay(value: Instant): value is string {
  return typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value);
}

/** A day or instant as Date; a bare day is noon of that day in the company's zone. */
export function toDate(value: Instant): Date {
  if (value instanceof Date) return value;
  return new Date(isDay(value) ? wallInstantMs(value, NOON) : value);
}

/** The company's day `YYYY-MM-DD` of an instant, wherever the reader sits. */
export function dayOf(value: Instant): string {
  return isDay(value) ? value : companyDay(value);
}

/** The moment the company's working day ends, 18:00 on its clock: when a day chosen as a deadline is over. */
export function workdayEnd(day: string): string {
  return new Date(wallInstantMs(day, WORKDAY_END)).toISOString();
}

/** Whole days from one company day to another; negative when `to` is earlier. */
export function daysBetween(from: Instant, to: Instant): number {
  return Math.round((Date.parse(dayOf(to)) - Date.parse(dayOf(from))) / DAY_MS);
}

/** `14:05` of the company's clock. */
export function timeText(value: Instant): string {
  return companyTime(toDate(value));
}

/** `18.08.2026`. */
export function dayText(value: Instant): string {
  return dayOf(value).split("-").reverse().join(".");
}

/** Day and short month, with the year when it is not that of `now`. */
export function shortDayText(value: Instant, language: string, now: Date): string {
  const day = dayOf(value);
  const words = `${Number(day.slice(8))} ${nameOf("monthShort", monthNumber(day), language)}`;
  const year = day.slice(0, 4);
  return year === dayOf(now).slice(0, 4) ? words : `${words} ${year}`;
}

/** Short weekday, day and month. */
export function weekdayText(value: Instant, language: string, now: Date): string {
  return `${nameOf("weekdayShort", weekdayNumber(value), language)}, ${shortDayText(value, language, now)}`;
}

/** Full weekday, day and month. */
export function longDayText(value: Instant, language: string): string {
  const day = dayOf(value);
  return `${nameOf("weekday", weekdayNumber(value), language)}, ${Number(day.slice(8))} ${nameOf("monthOf", monthNumber(day), language)}`;
}

/** Month and year of `YYYY-MM`. */
export function monthText(month: string, language: string): string {
  return `${nameOf("month", monthNumber(month), language)} ${month.slice(0, 4)}`;
}

/** Short name of month 1…12 for the head of a column. */
export function monthColumn(month: number, language: string): string {
  return nameOf("monthColumn", month, language);
}

/** The exact moment, for the hover text: weekday, `20.08.2026, 14:05`. */
export function exactText(value: Instant, language: string): string {
  const day = `${nameOf("weekdayShort", weekdayNumber(value), language)}, ${dayText(value)}`;
  return isDay(value) ? day : `${day}, ${timeText(value)}`;
}

/** A day typed by hand (`10.03.2026`, `10.3.26`, `10/03`, `2026-03-10`) as `YYYY-MM-DD`, or null. Without a year: `now`'s. */
export function parseDay(text: string, now: Date): string | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text.trim());
  const local = /^(\d{1,2})[.,/\- ](\d{1,2})(?:[.,/\- ](\d{2}|\d{4}))?\.?$/.exec(text.trim());
  const compact = /^(\d{2})(\d{2})(\d{4})$/.exec(text.trim());
  const found = iso ? [iso[3], iso[2], iso[1]] : local ? [local[1], local[2], local[3]] : compact?.slice(1);
  if (!found) return null;
  const year = Number(found[2] ?? dayOf(now).slice(0, 4));
  const day = `${year < 100 ? year + 2000 : year}-${String(found[1]).padStart(2, "0")}-${String(found[0]).padStart(2, "0")}`;
  const parsed = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(day) ? day : null;
}

/** Whether a deadline is missed: a day when it is over, a moment when it has come. */
export function isPast(value: Instant, at: Date): boolean {
  return isDay(value) ? daysBetween(at, value) < 0 : toDate(value) < at;
}
