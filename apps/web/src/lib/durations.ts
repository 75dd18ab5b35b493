import type { TFunction } from "i18next";
import { toDate } from "./dates.ts";
import type { Instant } from "./dates.ts";

const HOUR = 60;
const DAY = 24 * HOUR;

/** Whole minutes from one moment to another; negative when `to` is earlier. */
export function minutesBetween(from: Instant, to: Instant): number {
  return Math.floor((toDate(to).getTime() - toDate(from).getTime()) / 60_000);
}

/** Working time, which is no matter of days of the clock: «40 мин», «5 ч 10 мин», «72 ч». */
export function workDurationText(minutes: number, t: TFunction): string {
  if (minutes < HOUR) return t("ui:duration.minutes", { count: Math.max(1, minutes) });
  const hours = Math.floor(minutes / HOUR);
  const rest = minutes % HOUR;
  return rest === 0 ? t("ui:duration.hours", { count: hours }) : t("ui:duration.hoursMinutes", { hours, minutes: rest });
}

/** «40 мин», «5 ч 10 мин», «11 ч», «2 дня»: the longer, the rougher. */
export function durationText(minutes: number, t: TFunction): string {
  if (minutes < HOUR) return t("ui:duration.minutes", { count: Math.max(1, minutes) });
  if (minutes >= 2 * DAY) return t("ui:duration.days", { count: Math.floor(minutes / DAY) });
  const hours = Math.floor(minutes / HOUR);
  const rest = minutes % HOUR;
  if (hours >= 10 || rest === 0) return t("ui:duration.hours", { count: hours });
  return t("ui:duration.hoursMinutes", { hours, minutes: rest });
}
