import { useTranslation } from "react-i18next";
import { now } from "../../lib/clock.ts";
import { daysBetween, exactText, isPast, shortDayText } from "../../lib/dates.ts";
import type { Instant } from "../../lib/dates.ts";
import { nearText } from "./DateText.tsx";
import css from "./DueText.module.css";

interface Props {
  value: Instant | null | undefined;
  /** Finished in time or no longer counted: plain text, no colour. */
  settled?: boolean;
}

/** A deadline: red with «−4 дн.» when missed, amber today, plain later; exact on hover. */
export function DueText({ value, settled }: Props) {
  const { t, i18n } = useTranslation("ui");
  if (!value) return <span className={css["none"]}>{t("date.none")}</span>;
  const at = now();
  const away = daysBetween(at, value);
  const late = !settled && isPast(value, at);
  const tone = settled ? undefined : late ? "red" : away === 0 ? "amber" : undefined;
  const words = late && away < 0 ? shortDayText(value, i18n.language, at) : nearText(value, i18n.language, t, at);
  return (
    <time
      className={css["due"]}
      data-tone={tone}
      dateTime={typeof value === "string" ? value : value.toISOString()}
      title={exactText(value, i18n.language)}
    >
      {words}
      {late && away < 0 ? <span className={css["late"]}>{t("date.late", { count: -away })}</span> : null}
    </time>
  );
}
