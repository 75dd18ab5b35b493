import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { dayText } from "../../lib/dates.ts";
import { workDurationText } from "../../lib/durations.ts";
import { useNames } from "../../lib/reference.ts";
import { Button } from "../../ui/action/Button.tsx";
import { DateText } from "../../ui/value/DateText.tsx";
import { DueText } from "../../ui/value/DueText.tsx";
import { FactsGroup, FactsList } from "../../ui/value/FactsList.tsx";
import { PersonName } from "../../ui/value/PersonName.tsx";
import { Watchers } from "../records/Watchers.tsx";
import { MoveDeadlineDialog } from "./dialogs/MoveDeadlineDialog.tsx";
import css from "./TaskPage.module.css";
import type { Task } from "./taskQueries.ts";

/** Right column of a task: people, dates with every move, place, what a restricted request shares. */
export function TaskFacts({ task, meId }: { task: Task; meId: string }) {
  const { t } = useTranslation("tasks");
  const names = useNames();
  const [moving, setMoving] = useState(false);
  const { request } = task;
  // An outsider is not told the places of the company: an empty line would read as a lack.
  const place = [
    { label: t("page.facts.branch"), value: names.branch(task.branchId), waiting: names.waiting },
    { label: t("page.facts.department"), value: names.department(task.departmentId), waiting: names.waiting },
  ].filter((fact) => fact.waiting || fact.value);
  const moved = task.originalDueAt && task.originalDueAt !== task.dueAt;
  return (
    <>
      <FactsGroup title={t("page.facts.people")}>
        <FactsList
          facts={[
            { label: t("page.facts.assignee"), value: <PersonName name={task.assignee?.name} none={t("list.nobody")} /> },
            { label: t("page.facts.setter"), value: <PersonName name={task.setter?.name} /> },
            { label: t("page.facts.reviewer"), value: <PersonName name={task.reviewer?.name} none={t("page.facts.nobody")} /> },
            { label: t("page.facts.watchers"), value: <Watchers recordId={task.id} meId={meId} /> },
          ]}
        />
      </FactsGroup>
      <FactsGroup title={t("page.facts.dates")}>
        <FactsList
          facts={[
            { label: t("page.facts.due"), value: <DueText value={task.dueAt} settled={!task.open} /> },
            ...(moved ? [{ label: t("page.facts.originalDue"), value: <DateText value={task.originalDueAt} /> }] : []),
            { label: t("page.facts.created"), value: <DateText value={task.createdAt} /> },
          ]}
        />
        {task.pausedMinutes > 0 ? (
          <p className={css["quiet"]}>{t("page.facts.paused", { duration: workDurationText(task.pausedMinutes, t) })}</p>
        ) : null}
        <Moves task={task} />
        {task.open && task.mayMoveDeadline ? (
          <div className={css["under"]}>
            <Button small onClick={() => setMoving(true)}>
              {t("page.due.move")}
            </Button>
          </div>
        ) : null}
        {/* Who is late already or soon wants to know whom to ask. */}
        {task.open && task.dueAt && task.assignee?.id === meId && !task.mayMoveDeadline ? (
          <p className={css["quiet"]}>
            {t(request ? "page.due.byWhomOnRequest" : "page.due.byWhom", { name: task.setter?.name })}
          </p>
        ) : null}
      </FactsGroup>
      {request || place.length > 0 ? (
        <FactsGroup title={t("page.facts.place")}>
          <FactsList
            facts={[...(request ? [{ label: t("page.facts.request"), value: <RequestLink request={request} /> }] : []), ...place]}
          />
        </FactsGroup>
      ) : null}
      {task.shared.length > 0 ? (
        <FactsGroup title={t("page.facts.shared")}>
          <FactsList facts={task.shared.map(({ label, value }) => ({ label, value: String(value) }))} />
        </FactsGroup>
      ) : null}
      {moving ? <MoveDeadlineDialog task={task} onClose={() => setMoving(false)} /> : null}
    </>
  );
}

function RequestLink({ request }: { request: NonNullable<Task["request"]> }) {
  if (!request.visible) return request.number ?? "–";
  return (
    <Link to="/requests/$id" params={{ id: request.id ?? "" }}>
      {request.number} {request.title}
    </Link>
  );
}

function Moves({ task }: { task: Task }) {
  const { t } = useTranslation("tasks");
  if (task.deadlineMoves.length === 0) return null;
  const day = (at: string | null) => (at ? dayText(at) : t("page.moves.none"));
  return (
    <div className={css["moves"]}>
      <h3 className={css["movesTitle"]}>{t("page.moves.title")}</h3>
      <ul role="list">
        {task.deadlineMoves.map((move) => (
          <li key={move.at}>
            {t("page.moves.line", { from: day(move.from), to: day(move.to) })}
            <span className={css["quiet"]}>
              {move.reason} · {move.by}, <DateText value={move.at} />
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
