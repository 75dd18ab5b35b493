import { IconCheck, IconEye, IconHandGrab, IconPlayerPlay, IconPlus } from "@tabler/icons-react";
import type { Icon } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../ui/action/Button.tsx";
import { Card } from "../../ui/Card.tsx";
import { DueText } from "../../ui/value/DueText.tsx";
import { recordAddress } from "../../lib/kinds.ts";
import { grouped } from "../tasks/taskGroups.ts";
import { taskTitle } from "../tasks/taskQueries.ts";
import css from "./MyDay.module.css";
import { useMove } from "./myDayQueries.ts";
import type { DayTask } from "./myDayQueries.ts";

const NewTaskDialog = lazy(() =>
  import("../tasks/dialogs/NewTaskDialog.tsx").then((module) => ({ default: module.NewTaskDialog })),
);

interface Props {
  tasks: readonly DayTask[];
  meId: string;
  at: Date;
  mayCreate: boolean;
}

/** My tasks by deadline: the overdue first; a press starts or takes one without leaving the page. */
export function Tasks({ tasks, meId, at, mayCreate }: Props) {
  const { t } = useTranslation("my-day");
  const [creating, setCreating] = useState(false);
  return (
    <Card
      title={t("tasks.title")}
      count={tasks.length}
      flush
      actions={
        mayCreate ? (
          <IconButton label={t("tasks.new")} onClick={() => setCreating(true)}>
            <IconPlus size={18} stroke={1.6} />
          </IconButton>
        ) : (
          <Link to="/tasks">{t("tasks.all")}</Link>
        )
      }
    >
      {tasks.length === 0 ? (
        <p className={css["none"]}>
          {t("tasks.none")}{" "}
          {mayCreate ? (
            <Link to="/tasks" search={{ view: "queue" }}>
              {t("tasks.queueLink")}
            </Link>
          ) : null}
        </p>
      ) : null}
      <ul role="list">
        {grouped(tasks, at).map((line) =>
          line.task ? (
            <TaskLine key={line.task.id} task={line.task} meId={meId} />
          ) : (
            <li key={line.group} className={css["group"]} data-tone={line.group === "overdue" ? "red" : undefined}>
              <h3>
                {t(`tasks.group.${line.group}`)} <span>{line.count}</span>
              </h3>
            </li>
          ),
        )}
      </ul>
      <Suspense>{creating ? <NewTaskDialog opened onClose={() => setCreating(false)} /> : null}</Suspense>
    </Card>
  );
}

type Next = "start" | "take" | "handIn" | "check" | "open";

const NEXT_ICONS: Record<Next, Icon> = {
  start: IconPlayerPlay,
  take: IconHandGrab,
  handIn: IconCheck,
  check: IconEye,
  open: IconEye,
};

/** What the person does with the task next; only starting and taking need nothing more. */
function nextOf({ status, assigneeId }: DayTask, meId: string): Next {
  if (status === "submitted") return "check";
  if (assigneeId === null) return "take";
  if (assigneeId !== meId) return "open";
  return status === "todo" ? "start" : "handIn";
}

function TaskLine({ task, meId }: { task: DayTask; meId: string }) {
  const { t, i18n } = useTranslation("my-day");
  const move = useMove();
  const title = taskTitle(task, i18n.language);
  const next = nextOf(task, meId);
  const Drawing = NEXT_ICONS[next];
  const name = t(`tasks.${next}`, { title });
  const direct = next === "start" || next === "take";
  const said = t("tasks.started", { title });
  const wanted =
    next === "take"
      ? t("tasks.queue")
      : next === "check"
        ? t("tasks.review")
        : task.status === "rework"
          ? t("tasks.rework")
          : task.reopened
            ? t("tasks.reopened")
            : undefined;
  const { id, version, request } = task;
  return (
    <li className={css["task"]}>
      {direct ? (
        <button
          type="button"
          className={css["begin"]}
          aria-label={name}
          title={name}
          onClick={() => move.mutate({ kind: "task", id, version, action: next, said })}
        >
          <Drawing size={14} aria-hidden />
        </button>
      ) : (
        <Link to={recordAddress("task", id)} className={css["begin"]} aria-label={name} title={name} data-going>
          <Drawing size={14} aria-hidden />
        </Link>
      )}
      <span className={css["taskText"]}>
        <Link to={recordAddress("task", id)} className={css["taskTitle"]} title={title}>
          {title}
        </Link>
        <span className={css["note"]}>
          {[wanted, request?.title || request?.number || task.number].filter(Boolean).join(" · ")}
        </span>
      </span>
      <span className={css["taskDue"]}>
        <DueText value={task.dueAt} />
      </span>
    </li>
  );
}
