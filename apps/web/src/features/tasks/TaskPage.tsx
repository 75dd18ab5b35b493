import { IconPencil } from "@tabler/icons-react";
import { priorityOf } from "@tartip/domain/requests/type";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { meQuery } from "../../lib/session.ts";
import { Button } from "../../ui/action/Button.tsx";
import { Card } from "../../ui/Card.tsx";
import { PageHeader } from "../../ui/shell/PageHeader.tsx";
import type { Crumb } from "../../ui/shell/PageHeader.tsx";
import { PriorityMark } from "../../ui/value/PriorityMark.tsx";
import { RecordLayout } from "../../ui/RecordLayout.tsx";
import { Stepper } from "../../ui/value/Stepper.tsx";
import { ChecklistCard } from "../records/ChecklistCard.tsx";
import { FilesCard } from "../records/files/FilesCard.tsx";
import { RecordStream } from "../records/stream/RecordStream.tsx";
import { EditTaskDialog } from "./dialogs/EditTaskDialog.tsx";
import { HandInCard } from "./HandInCard.tsx";
import { PaymentToMake } from "./PaymentToMake.tsx";
import { ResultsCard } from "./ResultsCard.tsx";
import { SubtasksCard } from "./SubtasksCard.tsx";
import { TaskFacts } from "./TaskFacts.tsx";
import { TaskNext } from "./TaskNext.tsx";
import { TaskOrderCard } from "./TaskOrderCard.tsx";
import css from "./TaskPage.module.css";
import { taskQuery, taskTitle } from "./taskQueries.ts";
import type { Task } from "./taskQueries.ts";
import { useTaskWords } from "./taskWords.ts";
import { useTaskMove } from "./useTaskMove.ts";

/** A task: what is asked, what was done, who is awaited. */
export default function TaskPage() {
  const { t, i18n } = useTranslation(["tasks", "record"]);
  const { id = "" } = useParams({ strict: false });
  const { data: task } = useSuspenseQuery(taskQuery(id));
  const { data: me } = useSuspenseQuery(meQuery);
  const [editing, setEditing] = useState(false);
  const words = useTaskWords();
  const isDoer = task.assignee?.id === me.person.id;
  const move = useTaskMove(task, me.person.id);
  const handIn = task.actions.find((action) => action.action === "handIn");
  return (
    <>
      <PageHeader title={taskTitle(task, i18n.language)} crumbs={useCrumbs(task)}>
        <div className={css["line"]}>
          <Stepper
            kind="task"
            steps={task.reviewer ? ["todo", "in_progress", "submitted", "done"] : ["todo", "in_progress", "done"]}
            current={task.status}
            insteadOf={task.status === "blocked" ? "todo" : task.status === "cancelled" ? "done" : "in_progress"}
          />
          <PriorityMark priority={priorityOf(task.priority)} withWord />
        </div>
      </PageHeader>
      <RecordLayout
        strip={<TaskNext task={task} meId={me.person.id} move={move} />}
        facts={<TaskFacts task={task} meId={me.person.id} />}
      >
        {task.open && task.completesBy === "invoicePaid" && task.request?.visible && task.request.id ? (
          <PaymentToMake requestId={task.request.id} />
        ) : null}
        <Card
          title={t("page.what")}
          actions={
            task.open && task.mayEdit ? (
              <Button kind="quiet" small icon={<IconPencil size={16} />} onClick={() => setEditing(true)}>
                {t("edit.open")}
              </Button>
            ) : undefined
          }
        >
          {task.description ? (
            <p className={css["text"]}>{task.description}</p>
          ) : (
            <p className={css["quiet"]}>{t("page.noDescription")}</p>
          )}
        </Card>
        {handIn ? <HandInCard task={task} action={handIn} move={move} /> : null}
        <div id="file-result">
          <FilesCard recordId={task.id} mayChange={task.open} />
        </div>
        <ResultsCard task={task} />
        <ChecklistCard recordId={task.id} mayChange={task.open && (task.mayEdit || isDoer)} />
        <SubtasksCard task={task} mayAdd={task.open && (task.mayEdit || isDoer)} />
        <TaskOrderCard task={task} />
        <RecordStream recordId={task.id} labels={words} reader={me.person.name} />
      </RecordLayout>
      {editing ? <EditTaskDialog task={task} onClose={() => setEditing(false)} /> : null}
    </>
  );
}

function useCrumbs(task: Task): Crumb[] {
  const { t } = useTranslation("tasks");
  const request = task.request;
  return [
    { label: t("page.crumb"), to: "/tasks" },
    ...(request?.number && request.visible ? [{ label: request.number, to: `/requests/${request.id}` }] : []),
    { label: task.number ?? task.title },
  ];
}
