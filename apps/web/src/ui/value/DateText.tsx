import { useTranslation } from "react-i18next";
import { now } from "../../lib/clock.ts";
import { dayOf, daysBetween, exactText, isDay, shortDayText, timeText, weekdayText } from "../../lib/dates.ts";
import type { Instant } from "../../lib/dates.ts";

/** A day or moment in near words («вчера, 16:35», «чт, 20 авг»), exact on hover. */
export function DateText({ value, none = "–" }: { value: Instant | null | undefined; none?: string }) {
  const { t, i18n } = useTranslation("ui");
  if (!value) return <span style={{ color: "var(--text-3)" }}>{none}</span>;
  return (
    <time
      dateTime={typeof value === "string" ? value : value.toISOString()}
      title={exactText(value, i18n.language)}
      style={{ whiteSpace: "nowrap" }}
    >
      {nearText(value, i18n.language, t, now())}
    </time>
  );
}

/** Near words of a day or moment: today, yesterday, tomorrow by name, this fortnight by weekday, else by date. */
export function nearText(value: Instant, language: string, t: (key: string) => string, at: Date): string {
  const away = daysBetween(at, value);
  const time = isDay(value) ? "" : `, ${timeText(value)}`;
  if (Math.abs(away) <= 1) return t(`ui:date.${["yesterday", "today", "tomorrow"][away + 1] ?? "today"}`) + time;
  if (away > 0 && away < 14) return weekdayText(dayOf(value), language, at) + time;
  return shortDayText(value, language, at) + (Math.abs(away) < 14 ? time : "");
}
