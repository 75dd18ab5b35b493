import { priorityOf } from "@tartip/domain/requests/type";
import { useNames } from "../../lib/reference.ts";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Button, ButtonLink } from "../../ui/action/Button.tsx";
import { Card } from "../../ui/Card.tsx";
import { DateText } from "../../ui/value/DateText.tsx";
import { DueText } from "../../ui/value/DueText.tsx";
import { PriorityMark } from "../../ui/value/PriorityMark.tsx";
import { StatusPill } from "../../ui/value/StatusPill.tsx";
import { recordAddress } from "../../lib/kinds.ts";
import css from "./MyDay.module.css";
import { kindOfRow, useMove } from "./myDayQueries.ts";
import type { Waiting } from "./myDayQueries.ts";

/** What may be done from the row; the rest needs an answer, a field or a choice and is done on the page. */
const DIRECT: Record<string, string> = { accept: "accept", take: "take", send: "sendForApproval", close: "close" };

/** Records that want something else of me than a vote. */
export function WaitingList({ waiting }: { waiting: readonly Waiting[] }) {
  const { t } = useTranslation("my-day");
  if (waiting.length === 0) return null;
  return (
    <Card title={t("waiting.title")} count={waiting.length} flush>
      <ul role="list" className={css["rows"]}>
        {waiting.map((row) => (
          <WaitingRow key={`${row.id}${row.reason}`} row={row} />
        ))}
      </ul>
    </Card>
  );
}

function WaitingRow({ row }: { row: Waiting }) {
  const { t } = useTranslation("my-day");
  const move = useMove();
  const { requestState } = useNames();
  const { id, version, title, number, reason, dueAt, since, priority } = row;
  const kind = kindOfRow(row);
  const action = kind === "request" ? DIRECT[reason] : undefined;
  const words = t([`waiting.do.${reason}`, "waiting.do.task"]);
  return (
    <li className={css["waitingRow"]}>
      <span className={css["what"]}>
        <Link to={recordAddress(kind, id)} className={css["title"]} title={title}>
          {title}
        </Link>
        <span className={css["note"]}>
          {priority > 2 ? <PriorityMark priority={priorityOf(priority)} /> : null}{" "}
          {[number, t([`waiting.reason.${reason}`, "waiting.reason.task"])].filter(Boolean).join(" · ")}
        </span>
      </span>
      <span className={css["pill"]}>
        <StatusPill kind={kind} status={kind === "request" ? requestState(row) : row.status} />
      </span>
      <span className={css["when"]}>{dueAt ? <DueText value={dueAt} /> : <DateText value={since} />}</span>
      {action ? (
        <Button onClick={() => move.mutate({ kind, id, version, action, said: t(`waiting.done.${reason}`, { title }) })}>
          {words}
        </Button>
      ) : (
        <ButtonLink to={recordAddress(kind, id)}>{words}</ButtonLink>
      )}
    </li>
  );
}
