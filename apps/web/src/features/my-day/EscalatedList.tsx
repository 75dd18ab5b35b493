import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { recordAddress, speaks } from "../../lib/kinds.ts";
import { useNames } from "../../lib/reference.ts";
import { Card } from "../../ui/Card.tsx";
import { DueText } from "../../ui/value/DueText.tsx";
import { StatusPill } from "../../ui/value/StatusPill.tsx";
import { awaitedText } from "./awaitedText.ts";
import css from "./MyDay.module.css";
import type { Escalated } from "./myDayQueries.ts";

interface Props {
  escalated: readonly Escalated[];
  meName: string;
  at: Date;
}

/** Late work of others that went up to the reader as a head: what it is, how late, and whose hand it waits for. */
export function EscalatedList({ escalated, meName, at }: Props) {
  const { t } = useTranslation("my-day");
  const { stateOf } = useNames();
  if (escalated.length === 0) return null;
  return (
    <Card title={t("escalated.title")} count={escalated.length} flush>
      <ul role="list" className={css["rows"]}>
        {escalated.map((row) => (
          <li key={row.id} className={css["ownRow"]}>
            <span className={css["what"]}>
              <Link to={recordAddress(row.recordKind, row.id)} className={css["title"]} title={row.title}>
                {row.title}
              </Link>
              <span className={css["note"]}>{row.number}</span>
            </span>
            <span className={css["pill"]}>
              {speaks(row.recordKind) ? (
                <StatusPill kind={row.recordKind} status={stateOf({ ...row, kind: row.recordKind })} />
              ) : null}
            </span>
            <span className={css["awaited"]}>{awaitedText(row, meName, at, t)}</span>
            <span className={css["when"]}>
              <DueText value={row.dueAt} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
