import { IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { labelIn } from "../../../lib/reference.ts";
import { Button } from "../../../ui/action/Button.tsx";
import { Card } from "../../../ui/Card.tsx";
import { DueText } from "../../../ui/value/DueText.tsx";
import { PersonName } from "../../../ui/value/PersonName.tsx";
import { StatusPill } from "../../../ui/value/StatusPill.tsx";
import type { RequestView } from "../requestQueries.ts";
import { NewTaskDialog } from "./actions/NewTaskDialog.tsx";
import css from "./Record.module.css";

type Task = RequestView["tasks"][number];

/** Tasks of the request with who does each and what it waits for. */
export function TasksCard({ request, mayAdd }: { request: RequestView; mayAdd: boolean }) {
  const { t } = useTranslation("record");
  const [adding, setAdding] = useState(false);
  const tasks = request.tasks.filter((task) => !task.skipped);
  const done = tasks.filter((task) => task.status === "done").length;
  const total = tasks.filter((task) => !task.fallsAway).length;
  if (tasks.length === 0 && !mayAdd) return null;
  return (
    <Card
      id="tasks"
      title={t("tasks.title")}
      count={tasks.length > 0 ? t("ofTotal", { done, total }) : undefined}
      flush
      actions={
        mayAdd ? (
          <Button kind="quiet" small icon={<IconPlus size={16} stroke={1.75} />} onClick={() => setAdding(true)}>
            {t("tasks.add")}
          </Button>
        ) : undefined
      }
    >
      <ul role="list" className={css["tasks"]}>
        {tasks.map((task) => (
          <TaskLine key={task.id} task={task} inApproval={awaitsVotes(request)} />
        ))}
        {tasks.length === 0 ? <li className={css["noTasks"]}>{t("tasks.none")}</li> : null}
      </ul>
      {adding ? <NewTaskDialog requestId={request.id} onClose={() => setAdding(false)} /> : null}
    </Card>
  );
}

/** Whether votes stand before the tasks that wait: in a round, and before the first one when no task may go on. */
function awaitsVotes({ status, tasks, explain }: RequestView): boolean {
  const free = tasks.some((task) => !task.skipped && !["blocked", "done", "cancelled"].includes(task.status));
  return status === "approval" || (!free && explain.next[0]?.as === "approval");
}

function TaskLine({ task, inApproval }: { task: Task; inApproval: boolean }) {
  const { t, i18n } = useTranslation("record");
  const title = task.titles ? labelIn(task.titles, i18n.language) : task.title;
  const waits = task.fallsAway
    ? ""
    : task.status === "blocked"
      ? t(inApproval ? "tasks.waitsApproval" : "tasks.waitsTask")
      : task.completesBy
        ? t(`tasks.closesBy.${task.completesBy}`)
        : "";
  const settled = ["done", "cancelled"].includes(task.status);
  return (
    <li className={css["task"]} id={`task-${task.id}`}>
      {task.fallsAway ? (
        <StatusPill kind="step" status="not_required" />
      ) : (
        <StatusPill kind="task" status={task.status} label={task.status === "blocked" ? t("tasks.blocked") : undefined} />
      )}
      <span className={css["taskTitle"]}>
        <Link to="/tasks/$id" params={{ id: task.id }} className={css["taskLink"]}>
          {title}
        </Link>
        {waits && !settled ? <span className={css["pale"]}> · {waits}</span> : null}
      </span>
      <span className={css["taskWho"]}>
        {task.fallsAway ? null : <PersonName name={task.assignee?.name} none={task.queueId ? t("tasks.inQueue") : t("nobody")} />}
      </span>
      <span className={css["taskDue"]}>{task.dueAt ? <DueText value={task.dueAt} settled={settled} /> : null}</span>
    </li>
  );
}
