import { IconPlus } from "@tabler/icons-react";
import { useQueries, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "../../lib/api.ts";
import { now } from "../../lib/clock.ts";
import { useKeysetList } from "../../lib/keysetList.ts";
import { meQuery } from "../../lib/session.ts";
import { useUrlFilters } from "../../lib/urlFilters.ts";
import type { UrlFilters } from "../../lib/urlFilters.ts";
import { Button, ButtonLink } from "../../ui/Button.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { FilterBar } from "../../ui/FilterBar.tsx";
import { PageHeader } from "../../ui/PageHeader.tsx";
import { ExportMenu } from "../lists/ExportMenu.tsx";
import { ListFooter } from "../lists/ListFooter.tsx";
import { clearFilter } from "../lists/listFilters.tsx";
import { ViewTabs } from "../lists/ViewTabs.tsx";
import { NewTaskDialog } from "./NewTaskDialog.tsx";
import { useTaskColumns } from "./taskColumns.tsx";
import { grouped } from "./taskGroups.ts";
import type { GroupedTask } from "./taskGroups.ts";
import { TASK_VIEWS, taskCountQuery, taskFilters, viewOf } from "./taskQueries.ts";
import type { TaskView } from "./taskQueries.ts";
import { useTaskFilterBar } from "./taskFilterBar.tsx";

/** Tasks: mine by day, free ones of my queues, to be checked, set by me, all. */
export default function TaskListPage() {
  const { t } = useTranslation(["tasks", "lists"]);
  const url = useUrlFilters();
  const view = viewOf(url.all);
  const filters = taskFilters(url.all);
  const sort = url.get("sort") ?? "dueAt";
  const [creating, setCreating] = useState(false);
  const mayCreate = useQuery(meQuery).data?.permissions.includes("task.create");
  const count = useQuery(taskCountQuery(filters));
  const list = useKeysetList(["tasks", filters, sort], async (after, signal) => {
    const query = { ...filters, sort, limit: 100, ...(after ? { after } : {}) };
    return call(api.GET("/api/v1/tasks", { params: { query }, signal }));
  });
  const columns = useTaskColumns(view);
  const byDay = view === "mine" && sort === "dueAt";
  const rows: GroupedTask[] = byDay ? grouped(list.rows, now()) : list.rows.map((task) => ({ group: "none" as const, task }));
  return (
    <>
      <PageHeader
        title={t("list.title")}
        count={count.data?.count}
        actions={
          <>
            {list.rows.length > 0 ? (
              <ExportMenu
                title={t("list.title")}
                columns={columns}
                ask={(asked, signal) =>
                  call(
                    api.GET("/api/v1/tasks/export", {
                      params: { query: { ...filters, sort, ...asked } },
                      signal,
                      parseAs: "blob",
                    }),
                  )
                }
              />
            ) : null}
            {mayCreate ? (
              <Button kind="primary" icon={<IconPlus size={16} />} onClick={() => setCreating(true)}>
                {t("list.new")}
              </Button>
            ) : null}
          </>
        }
      />
      <TaskTabs current={view} all={url.all} />
      <FilterBar
        filters={useTaskFilterBar(url, view)}
        onClear={(id) => clearFilter(url, id)}
        onReset={() => url.reset(["view", "sort"])}
      />
      <DataTable
        {...list}
        label={t("list.title")}
        columns={columns}
        rows={rows}
        rowId={(row) => row.task?.id ?? row.group}
        rowHref={(row) => (row.task ? `/tasks/${row.task.id}` : "")}
        sort={sort}
        onSort={(next) => url.set({ sort: next })}
        empty={<NoTasks view={view} narrowed={Object.keys(url.all).some((name) => !["view", "sort"].includes(name))} />}
        footer={<ListFooter shown={list.rows.length} total={count.data?.count} />}
      />
      <NewTaskDialog opened={creating} onClose={() => setCreating(false)} />
    </>
  );
}

function TaskTabs({ current, all }: { current: TaskView; all: UrlFilters["all"] }) {
  const { t } = useTranslation(["tasks", "lists"]);
  const counts = useQueries({
    queries: TASK_VIEWS.map((view) => taskCountQuery(view === "all" ? { open: true } : { view, open: true })),
  });
  return (
    <ViewTabs
      list="tasks"
      all={all}
      label={t("list.tabs")}
      current={current}
      tabs={TASK_VIEWS.map((view, index) => ({
        id: view,
        label: t(`list.tab.${view}`),
        to: "/tasks",
        search: { view },
        count: counts[index]?.data?.count,
      }))}
    />
  );
}

/** Who has no free tasks to take is not sent to them. */
function NoTasks({ view, narrowed }: { view: TaskView; narrowed: boolean }) {
  const { t } = useTranslation(["tasks", "lists"]);
  const { data: free } = useQuery(taskCountQuery({ view: "queue", open: true }));
  const queued = (free?.count ?? 0) > 0;
  if (narrowed) return <EmptyState title={t("lists:filtered")} text={t("lists:filteredText")} />;
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
