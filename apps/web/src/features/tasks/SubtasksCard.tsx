import { IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/action/Button.tsx";
import { Card } from "../../ui/Card.tsx";
import { DueText } from "../../ui/value/DueText.tsx";
import { PersonName } from "../../ui/value/PersonName.tsx";
import { StatusPill } from "../../ui/value/StatusPill.tsx";
import { NewTaskDialog } from "./dialogs/NewTaskDialog.tsx";
import css from "./TaskPage.module.css";
import type { Task } from "./taskQueries.ts";

/** Parts of the task, each a task of its own. */
export function SubtasksCard({ task, mayAdd }: { task: Task; mayAdd: boolean }) {
  const { t } = useTranslation(["tasks", "record"]);
  const [adding, setAdding] = useState(false);
  const { subtasks } = task;
  const done = subtasks.filter((one) => one.status === "done").length;
  if (subtasks.length === 0 && !mayAdd) return null;
  return (
    <Card
      id="subtasks"
      title={t("page.subtasks.title")}
      count={subtasks.length > 0 ? t("record:ofTotal", { done, total: subtasks.length }) : undefined}
      flush={subtasks.length > 0}
      actions={
        mayAdd ? (
          <Button kind="quiet" small icon={<IconPlus size={16} />} onClick={() => setAdding(true)}>
            {t("page.subtasks.add")}
          </Button>
        ) : undefined
      }
    >
      {subtasks.length === 0 ? <p className={css["quiet"]}>{t("page.subtasks.none")}</p> : null}
      <ul role="list">
        {subtasks.map((one) => (
          <li key={one.id} className={css["subtask"]}>
            <StatusPill kind="task" status={one.status} />
            <Link to="/tasks/$id" params={{ id: one.id }} className={css["subtaskName"]}>
              {one.title}
            </Link>
            <PersonName name={one.assigneeName} none={t("list.nobody")} />
            <DueText value={one.dueAt} settled={["done", "cancelled"].includes(one.status)} />
          </li>
        ))}
      </ul>
      <NewTaskDialog opened={adding} onClose={() => setAdding(false)} ofRequest={task.request !== null} parentTaskId={task.id} />
    </Card>
  );
}
