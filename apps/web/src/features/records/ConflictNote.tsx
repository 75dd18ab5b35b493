import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { toDate } from "../../lib/dates.ts";
import { Note } from "../../ui/action/Note.tsx";
import { actionText, changeLines } from "./stream/historyText.ts";
import css from "./Records.module.css";
import { streamQuery } from "./recordQueries.ts";
import { isSilent } from "./stream/StreamLine.tsx";
import type { FieldWords } from "../../lib/requestType.ts";

/** One change writes its lines of history within this time. */
const WRITING_MS = 500;

interface Props {
  recordId: string;
  /** Version of the page was of this moment. */
  since: string;
  labels: FieldWords;
}

/** Somebody changed the record meanwhile: what exactly, and that the same press acts on the new state. */
export function ConflictNote({ recordId, since, labels }: Props) {
  const { t } = useTranslation("record");
  const { data } = useInfiniteQuery(streamQuery(recordId, "changes"));
  const seen = toDate(since).getTime() + WRITING_MS;
  const fresh = (data?.pages[0]?.items ?? []).filter(
    (entry) => entry.change && toDate(entry.at).getTime() > seen && !isSilent(entry, labels, t),
  );
  return (
    <Note tone="amber" title={t("conflict.title")}>
      <ul className={css["plain"]}>
        {fresh.slice(0, 6).map(({ key, actor, change }) => (
          <li key={key}>
            {[actor?.name ?? t("history:system"), change ? actionText(change.action, t) : ""].join(": ")}
            {change
              ? changeLines(change.changes, labels, t).map((line) => (
                  <span key={line} className={css["line"]}>
                    {line}
                  </span>
                ))
              : null}
          </li>
        ))}
      </ul>
      {t("conflict.again")}
    </Note>
  );
}
