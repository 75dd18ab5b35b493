import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { durationText, minutesBetween } from "../../lib/durations.ts";
import { referenceQuery } from "../../lib/reference.ts";
import { Button } from "../../ui/action/Button.tsx";
import { PriorityMark } from "../../ui/value/PriorityMark.tsx";
import { recordAddress } from "../../lib/kinds.ts";
import { minutesUntilHead } from "./headTold.ts";
import css from "./MyDay.module.css";
import { useMove } from "./myDayQueries.ts";
import type { Urgent } from "./myDayQueries.ts";

/** Urgent requests nobody took yet: red, with the time left until the head learns of it. */
export function UrgentBanners({ urgent, at }: { urgent: readonly Urgent[]; at: Date }) {
  const { t } = useTranslation("my-day");
  if (urgent.length === 0) return null;
  return (
    <section aria-label={t("urgent.label")} className={css["urgentList"]}>
      {urgent.map((request) => (
        <Banner key={request.id} request={request} at={at} />
      ))}
    </section>
  );
}

function Banner({ request, at }: { request: Urgent; at: Date }) {
  const { t } = useTranslation("my-day");
  const { data: reference } = useQuery(referenceQuery);
  const move = useMove();
  const { id, version, title, number, authorName, reason, since } = request;
  const left = reference ? minutesUntilHead(reference.settings, since, at) : null;
  const facts = [number, t("urgent.from", { name: authorName }), t(`urgent.${reason}`)].filter(Boolean).join(" · ");
  return (
    <div className={css["urgent"]}>
      <PriorityMark priority="urgent" />
      <div className={css["urgentText"]}>
        <Link to={recordAddress("request", id)} className={css["urgentTitle"]}>
          {title}
        </Link>
        <span className={css["note"]}>{facts}</span>
      </div>
      <div className={css["urgentTime"]}>
        <strong>{t("urgent.waits", { duration: durationText(minutesBetween(since, at), t) })}</strong>
        <span className={css["note"]}>{headText(left, t)}</span>
      </div>
      <Button onClick={() => move.mutate({ kind: "request", id, version, action: reason, said: t("urgent.done", { title }) })}>
        {t(`urgent.do.${reason}`)}
      </Button>
    </div>
  );
}

function headText(left: number | null, t: TFunction): string | null {
  if (left === null) return null;
  if (left <= 0) return t("urgent.told");
  return left === Infinity ? t("urgent.later") : t("urgent.soon", { duration: durationText(left, t) });
}
