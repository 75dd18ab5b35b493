import { priorityOf } from "@tartip/domain/requests/type";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { useNames } from "../../lib/reference.ts";
import { DueText } from "../../ui/value/DueText.tsx";
import { PersonName } from "../../ui/value/PersonName.tsx";
import { PriorityMark } from "../../ui/value/PriorityMark.tsx";
import { StatusPill } from "../../ui/value/StatusPill.tsx";
import type { Column } from "../../ui/table/dataTableTypes.ts";
import type { ExportColumnId } from "../lists/exportColumns.ts";
import type { GroupedTask } from "./taskGroups.ts";
import { taskTitle } from "./taskQueries.ts";
import type { TaskView } from "./taskList.ts";
import type { TaskRow } from "./taskQueries.ts";
import css from "./Tasks.module.css";

/** A file of the list can hold each of them. */
type TaskColumn = Column<GroupedTask, ExportColumnId<"/api/v1/tasks/export">>;

/** Columns of the task list; on a heading row only the name speaks. One's own tasks need no column of who does them. */
export function useTaskColumns(view: TaskView): TaskColumn[] {
  const { t, i18n } = useTranslation(["tasks", "lists"]);
  const names = useNames();
  const cell = (draw: (task: TaskRow) => React.ReactNode) => (row: GroupedTask) => (row.task ? draw(row.task) : null);
  const columns: TaskColumn[] = [
    {
      id: "title",
      header: t("list.name"),
      width: "minmax(200px, 1fr)",
      main: true,
      sortBy: "title",
      render: (row) => (row.task ? <Title task={row.task} language={i18n.language} /> : <GroupHeading row={row} t={t} />),
    },
    { id: "number", header: t("lists:number"), width: "92px", quiet: true, render: cell((task) => task.number) },
    {
      id: "status",
      header: t("lists:status"),
      width: "228px",
      render: cell((task) => <StatusPill kind="task" status={task.status} />),
    },
    {
      id: "priority",
      header: <PriorityMark priority="high" />,
      name: t("lists:priority"),
      width: "20px",
      render: cell((task) => <PriorityMark priority={priorityOf(task.priority)} />),
    },
    {
      id: "assignee",
      header: t("list.assignee"),
      width: "164px",
      render: cell((task) => <PersonName name={task.assigneeName} none={t("list.nobody")} />),
    },
    {
      id: "request",
      header: t("list.request"),
      card: "hidden",
      width: "124px",
      quiet: true,
      render: cell((task) => task.request?.number ?? "–"),
    },
    {
      id: "branch",
      header: t("lists:branch"),
      width: "76px",
      quiet: true,
      render: cell((task) => names.branch(task.branchId) ?? "–"),
    },
    {
      id: "due",
      header: t("list.due"),
      width: "132px",
      sortBy: "dueAt",
      card: "aside",
      render: cell((task) => <DueText value={task.dueAt} settled={!task.open} />),
    },
  ];
  return view === "mine" ? columns.filter((column) => column.id !== "assignee") : columns;
}

/** A step bears the same name in every request: what it is about tells them apart. */
function Title({ task, language }: { task: TaskRow; language: string }) {
  const title = taskTitle(task, language);
  return task.request?.title ? (
    <>
      {title} <span className={css["count"]}>· {task.request.title}</span>
    </>
  ) : (
    title
  );
}

function GroupHeading({ row, t }: { row: GroupedTask; t: TFunction }) {
  if (row.task) return null;
  return (
    <span className={css["group"]} data-tone={row.group === "overdue" ? "red" : undefined}>
      {t(`tasks:list.group.${row.group}`)} <span className={css["count"]}>{row.count}</span>
    </span>
  );
}
