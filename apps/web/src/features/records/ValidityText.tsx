import type { Schema } from "@tartip/api-client";
import { useTranslation } from "react-i18next";
import { dayText } from "../../lib/dates.ts";
import css from "./ValidityText.module.css";

/** Until when a paper holds: amber and red as its end comes near, always with the days in words. */
export function ValidityText({ row }: { row: Pick<Schema<"DocumentListed">, "validTo" | "validity" | "status"> }) {
  const { t } = useTranslation("documents");
  const { state, daysLeft, daysAgo, startsIn, warning } = row.validity;
  if (state === "openEnded" || !row.validTo) return <span className={css["quiet"]}>{t("validity.openEnded")}</span>;
  const until = t("validity.until", { day: dayText(row.validTo) });
  const live = row.status !== "expired";
  const tone = !live ? undefined : state === "expired" || warning === 30 ? "red" : state === "expiring" ? "amber" : undefined;
  const note =
    state === "expired" && daysAgo && daysAgo <= 60
      ? t("validity.ended", { count: daysAgo })
      : state === "notYet" && startsIn
        ? t("validity.starts", { count: startsIn })
        : state === "expiring" && daysLeft !== undefined
          ? t("validity.left", { count: daysLeft })
          : undefined;
  return (
    <span className={css["term"]}>
      <span className={css["until"]} data-tone={state === "expired" ? tone : undefined}>
        {until}
      </span>
      {note ? (
        <span className={css["note"]} data-tone={tone}>
          {note}
        </span>
      ) : null}
    </span>
  );
}
