import { useTranslation } from "react-i18next";
import { labelIn, useNames } from "../../lib/reference.ts";
import type { UrlFilters } from "../../lib/urlFilters.ts";
import type { Filter } from "../../ui/table/FilterBar.tsx";
import { flagFilter, useChips } from "../lists/chips.tsx";
import { useEntityFilter } from "../lists/useEntityFilter.tsx";
import { taskList } from "./taskList.ts";
import type { TaskView } from "./taskList.ts";

const STATUSES = ["blocked", "todo", "in_progress", "submitted", "rework", "done", "cancelled"];

/** What the task list can be narrowed by. */
export function useTaskFilterBar(url: UrlFilters, view: TaskView): Filter[] {
  const { t, i18n } = useTranslation(["tasks", "lists"]);
  const names = useNames();
  const { chip, days } = useChips(taskList.shape, url);
  const assignee = useEntityFilter(url, "assigneeId", t("list.filter.assignee"), "person");
  const types = names.reference?.requestTypes.map(({ code, definition }) => ({
    value: code,
    label: typeLabel(definition, i18n.language) ?? code,
  }));
  const statuses = STATUSES.map((status) => ({ value: status, label: t(`status:task.${status}`) }));
  return [
    chip("q", t("lists:filter.search")),
    ...(view === "review" || view === "queue" ? [] : [chip("status", t("lists:status"), statuses)]),
    days("due", t("list.due")),
    chip("overdue", t("list.filter.overdue"), t("list.filter.overdueYes")),
    ...(view === "mine" || view === "queue" ? [] : [assignee]),
    chip("branchId", t("lists:branch"), names.branches),
    chip("departmentId", t("list.filter.department"), names.departments),
    days("created", t("list.filter.created")),
    chip("type", t("list.filter.type"), types ?? []),
    flagFilter(url, "closed", t("list.filter.closed"), t("list.filter.closedYes")),
  ];
}

function typeLabel(definition: unknown, language: string): string | undefined {
  if (typeof definition !== "object" || definition === null || !("label" in definition)) return undefined;
  // reason: every type carries its label in three languages (packages/domain/src/requests/type.ts)
  return labelIn(definition.label as Record<"ru" | "kk" | "en", string>, language);
}
