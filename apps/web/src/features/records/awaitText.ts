import type { TFunction } from "i18next";
import { daysBetween, timeText } from "../../lib/dates.ts";
import type { Instant } from "../../lib/dates.ts";
import { nearText } from "../../ui/value/DateText.tsx";

/** «3 ч», «40 мин», «2 дн.»: working time of eight hours a day. */
export function durationText(minutes: number, t: TFunction): string {
  if (minutes < 60) return t("record:duration.minutes", { count: Math.max(1, Math.round(minutes)) });
  const hours = minutes / 60;
  if (hours < 16) return t("record:duration.hours", { count: Math.round(hours) });
  return t("record:duration.days", { count: Math.round(hours / 8) });
}

/** Since when somebody is awaited: the hour today, else near words. */
export function sinceText(value: Instant, language: string, t: TFunction, at: Date): string {
  return daysBetween(at, value) === 0 ? timeText(value) : nearText(value, language, t, at);
}
