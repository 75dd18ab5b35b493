import { useTranslation } from "react-i18next";
import { now } from "../../../lib/clock.ts";
import { nearText } from "../../../ui/value/DateText.tsx";
import type { RequestRow } from "../requestQueries.ts";

const MOST = 4;

/** Who is awaited, for what and since when; what the status alone does not say. */
export function AwaitedHint({ awaited }: { awaited: RequestRow["awaited"] }) {
  const { t, i18n } = useTranslation("requests");
  const since = (value: string) => nearText(value, i18n.language, (key) => t(`ui:${key}`), now());
  return (
    <>
      <strong>{t("list.awaited.title")}</strong>
      {awaited.slice(0, MOST).map((one) => (
        <div key={`${one.personId ?? "queue"}${one.reason}${one.since}`}>
          {one.name ?? t("list.awaited.queue")} · {t(`list.awaited.reason.${one.reason}`, { defaultValue: "" })} ·{" "}
          {t("list.awaited.since", { when: since(one.since) })}
        </div>
      ))}
      {awaited.length > MOST ? <div>{t("list.awaited.more", { count: awaited.length - MOST })}</div> : null}
    </>
  );
}
