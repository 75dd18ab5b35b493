import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { now } from "../../lib/clock.ts";
import { meQuery } from "../../lib/session.ts";
import { Button, ButtonLink } from "../../ui/action/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ListPage } from "../lists/ListPage.tsx";
import { sumsQuery, useList } from "../lists/useList.ts";
import { NewTaskDialog } from "./dialogs/NewTaskDialog.tsx";
import { useTaskColumns } from "./taskColumns.tsx";
import { useTaskFilterBar } from "./taskFilterBar.tsx";
import { grouped } from "./taskGroups.ts";
import type { GroupedTask } from "./taskGroups.ts";
import { TASK_VIEWS, taskList } from "./taskList.ts";
import type { TaskView } from "./taskList.ts";

/** Tasks: mine by day, free ones of my queues, to be checked, set by me, all. */
export default function TaskListPage() {
  const { t } = useTranslation(["tasks", "lists"]);
  const state = useList(taskList);
  const { url, view, sort, loaded } = state;
  const [creating, setCreating] = useState(false);
  const mayCreate = useQuery(meQuery).data?.permissions.includes("task.create");
  const byDay = view === "mine" && sort === "dueAt";
  const rows: GroupedTask[] = byDay ? grouped(loaded.rows, now()) : loaded.rows.map((task) => ({ group: "none" as const, task }));
  const add = mayCreate ? (
    <Button kind="primary" icon={<IconPlus size={16} />} onClick={() => setCreating(true)}>
      {t("list.new")}
    </Button>
  ) : null;
  return (
    <>
      <ListPage
        list={taskList}
        state={state}
        title={t("list.title")}
        tabs={{ label: t("list.tabs"), of: TASK_VIEWS.map((id) => ({ id, label: t(`list.tab.${id}`) })) }}
        chips={useTaskFilterBar(url, view)}
        columns={useTaskColumns(view)}
        rows={rows}
        rowId={(row) => row.task?.id ?? row.group}
        rowHref={(row) => (row.task ? `/tasks/${row.task.id}` : "")}
        add={add}
        empty={<NoTasks view={view} />}
      />
      <NewTaskDialog opened={creating} onClose={() => setCreating(false)} />
    </>
  );
}

/** Who has no free tasks to take is not sent to them. */
function NoTasks({ view }: { view: TaskView }) {
  const { t } = useTranslation(["tasks", "lists"]);
  const { data: free } = useQuery(sumsQuery(taskList, taskList.views.queue.asks));
  const queued = (free?.count ?? 0) > 0;
  return (
    <EmptyState
      title={t(`list.empty.${view}`)}
      text={t(`list.empty.${view === "mine" && !queued ? "guest" : view}Text`)}
      actions={
        view === "mine" && queued ? (
          <ButtonLink to="/tasks" search={{ view: "queue" }}>
            {t("list.empty.toQueue")}
          </ButtonLink>
        ) : undefined
      }
    />
  );
}
