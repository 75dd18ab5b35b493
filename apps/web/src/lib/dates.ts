/** The company's zone: every date on a page is its day, wherever the reader sits. */
export const ZONE = "Asia/Almaty";
const ZONE_OFFSET_MS = 5 * 3_600_000;
const DAY_MS = 86_400_000;

export type Instant = string | Date;

const formatters = new Map<string, Intl.DateTimeFormat>();

function format(language: string, at: Date, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormatPart[] {
  const key = language + JSON.stringify(options);
  const known =
    formatters.get(key) ?? new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { ...options, timeZone: ZONE });
  formatters.set(key, known);
  return known.formatToParts(at);
}

function part(language: string, at: Date, name: "weekday" | "month" | "year", width: "short" | "long"): string {
  const options: Intl.DateTimeFormatOptions =
    name === "month" ? { month: width, day: "numeric" } : { [name]: name === "year" ? "numeric" : width };
  const found = format(language, at, options).find((piece) => piece.type === name);
  return (found?.value ?? "").replace(/\.$/, "");
}

/** Whether the text is a bare day `YYYY-MM-DD`. */
export function isDay(value: Instant): value is string {
  return typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value);
}

/** A day or instant as Date; a bare day is noon of that day in the company's zone. */
export function toDate(value: Instant): Date {
  if (value instanceof Date) return value;
  return isDay(value) ? new Date(`${value}T12:00:00+05:00`) : new Date(value);
}

/** The company's day `YYYY-MM-DD` of an instant. */
export function dayOf(value: Instant): string {
  if (isDay(value)) return value;
  return new Date(toDate(value).getTime() + ZONE_OFFSET_MS).toISOString().slice(0, 10);
}

/** Whole days from one company day to another; negative when `to` is earlier. */
export function daysBetween(from: Instant, to: Instant): number {
  return Math.round((Date.parse(dayOf(to)) - Date.parse(dayOf(from))) / DAY_MS);
}

/** `14:05` of the company's clock. */
export function timeText(value: Instant): string {
  return new Date(toDate(value).getTime() + ZONE_OFFSET_MS).toISOString().slice(11, 16);
}

/** `18.08.2026`. */
export function dayText(value: Instant): string {
  return dayOf(value).split("-").reverse().join(".");
}

/** «20 авг», with the year when it is not `now`'s. */
export function shortDayText(value: Instant, language: string, now: Date): string {
  const at = toDate(value);
  const day = String(Number(dayOf(value).slice(8)));
  const year = dayOf(value).slice(0, 4);
  const words = `${day} ${part(language, at, "month", "short")}`;
  return year === dayOf(now).slice(0, 4) ? words : `${words} ${year}`;
}

/** Short weekday, day and month. */
export function weekdayText(value: Instant, language: string, now: Date): string {
  return `${part(language, toDate(value), "weekday", "short")}, ${shortDayText(value, language, now)}`;
}

/** Full weekday, day and month. */
export function longDayText(value: Instant, language: string): string {
  const at = toDate(value);
  return `${part(language, at, "weekday", "long")}, ${Number(dayOf(value).slice(8))} ${part(language, at, "month", "long")}`;
}

/** «август 2026» of a month `YYYY-MM`. */
export function monthText(month: string, language: string, width: "short" | "long" = "long"): string {
  const at = toDate(`${month}-15`);
  const options: Intl.DateTimeFormatOptions = { month: width };
  const name = format(language, at, options).find((piece) => piece.type === "month")?.value ?? "";
  return `${name.replace(/\.$/, "")} ${month.slice(0, 4)}`;
}

/** The exact moment, for the hover text: «чт, 20.08.2026, 14:05». */
export function exactText(value: Instant, language: string): string {
  const day = `${part(language, toDate(value), "weekday", "short")}, ${dayText(value)}`;
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
