import type { Schema } from "@tartip/api-client";
import { useTranslation } from "react-i18next";
import { dayText } from "../../lib/dates.ts";
import css from "./ValidityText.module.css";

/**
 * Until when a paper holds, and from when where that is still ahead: amber and red as its end comes near, always with the
 * days in words.
 */
export function ValidityText({ row }: { row: Pick<Schema<"DocumentListed">, "validFrom" | "validTo" | "validity" | "status"> }) {
  const { t } = useTranslation("documents");
  // An act has no term at all, which is not the same as holding for ever.
  if (!row.validFrom && !row.validTo) return null;
  const { state, daysLeft, daysAgo, warning } = row.validity;
  const until = row.validTo ? t("validity.until", { day: dayText(row.validTo) }) : t("validity.openEnded");
  if (state === "notYet" && row.validFrom)
    return <span>{`${t("validity.from", { day: dayText(row.validFrom) })} ${until}`}</span>;
  if (!row.validTo) return <span className={css["quiet"]}>{until}</span>;
  const live = row.status !== "expired";
  const tone = !live ? undefined : state === "expired" || warning === 30 ? "red" : state === "expiring" ? "amber" : undefined;
  const note =
    state === "expired" && daysAgo && daysAgo <= 60
      ? t("validity.ended", { count: daysAgo })
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
