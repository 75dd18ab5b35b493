/** The company lives in one zone; a day, a month and a year always mean its own. */
export const COMPANY_ZONE = "Asia/Almaty";

const DAY_MS = 86_400_000;
const FIRST_DAY = "2000-01-01";
const LAST_DAY = "2100-12-31";
const wallClocks = new Map<string, Intl.DateTimeFormat>();

function wallClock(zone: string): Intl.DateTimeFormat {
  const known = wallClocks.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    calendar: "iso8601",
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  wallClocks.set(zone, made);
  return made;
}

/** An instant as milliseconds since the epoch. @throws RangeError for text that is no instant */
export function instantMs(instant: string | Date): number {
  const ms = typeof instant === "string" ? Date.parse(instant) : instant.getTime();
  if (Number.isNaN(ms)) throw new RangeError(`not an instant: ${String(instant)}`);
  return ms;
}

/** What a clock on the wall of the zone shows, as if that reading were UTC. */
function wallMs(ms: number, zone: string): number {
  const parts = new Map(
    wallClock(zone)
      .formatToParts(ms)
      .map((part) => [part.type, Number(part.value)]),
  );
  const read = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const seconds = Date.UTC(read("year"), read("month") - 1, read("day"), read("hour"), read("minute"), read("second"));
  return seconds + (((ms % 1000) + 1000) % 1000);
}

/** The company's day `YYYY-MM-DD` on which an instant falls, whatever the zone of the machine. */
export function companyDay(instant: string | Date, zone = COMPANY_ZONE): string {
  return new Date(wallMs(instantMs(instant), zone)).toISOString().slice(0, 10);
}

/** What the company's clock shows at an instant, `14:05`. */
export function companyTime(instant: string | Date, zone = COMPANY_ZONE): string {
  return new Date(wallMs(instantMs(instant), zone)).toISOString().slice(11, 16);
}

/** The instant (milliseconds) at which the wall clock of the zone shows `minutes` after midnight of `day`. */
export function wallInstantMs(day: string, minutes: number, zone = COMPANY_ZONE): number {
  const wall = Date.parse(`${day}T00:00:00Z`) + minutes * 60_000;
  const guess = wall - (wallMs(wall, zone) - wall);
  // The offset may differ on the other side of a change of clocks: ask again at the guessed instant.
  return wall - (wallMs(guess, zone) - guess);
}

/** A real calendar day between 2000 and 2100 written `YYYY-MM-DD`. */
export function isDay(text: unknown): text is string {
  return isRealDay(text) && text >= FIRST_DAY && text <= LAST_DAY;
}

function isRealDay(text: unknown): text is string {
  if (typeof text !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}

/** Why a text is no usable day: not a date at all, or outside 2000–2100. */
export function dayProblem(text: unknown): "dateInvalid" | "dateTooEarly" | "dateTooLate" | undefined {
  if (!isRealDay(text)) return "dateInvalid";
  if (text < FIRST_DAY) return "dateTooEarly";
  return text > LAST_DAY ? "dateTooLate" : undefined;
}

/** A month `YYYY-MM` between 2000 and 2100. */
export function isMonth(text: unknown): text is string {
  return typeof text === "string" && isDay(`${text}-01`);
}

/** The month a day belongs to. */
export function monthOf(day: string): string {
  return day.slice(0, 7);
}

/** Moves a day by whole days, back when negative. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Moves a month by whole months, back when negative. */
export function addMonths(month: string, months: number): string {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + months;
  return `${String(Math.floor(index / 12)).padStart(4, "0")}-${String((((index % 12) + 12) % 12) + 1).padStart(2, "0")}`;
}

/** The same day of another month, or that month's last day where there is none (31 January + 1 = 28 February). */
export function addMonthsToDay(day: string, months: number): string {
  const month = addMonths(monthOf(day), months);
  const last = lastDayOfMonth(month);
  const same = `${month}-${day.slice(8)}`;
  return same > last ? last : same;
}

/** The last day of a month. */
export function lastDayOfMonth(month: string): string {
  return addDays(`${addMonths(month, 1)}-01`, -1);
}

/** Whole days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}

/** Day of the week: 1 Monday … 7 Sunday. */
export function weekday(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}
