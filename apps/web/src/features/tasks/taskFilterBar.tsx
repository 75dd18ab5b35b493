import { useTranslation } from "react-i18next";
import { labelIn, useNames } from "../../lib/reference.ts";
import type { UrlFilters } from "../../lib/urlFilters.ts";
import type { Filter } from "../../ui/FilterBar.tsx";
import { flagFilter, optionsFilter, textFilter, useDaysFilter } from "../lists/listFilters.tsx";
import type { TaskView } from "./taskQueries.ts";

const STATUSES = ["blocked", "todo", "in_progress", "submitted", "rework", "done", "cancelled"];

/** What the task list can be narrowed by. */
export function useTaskFilterBar(url: UrlFilters, view: TaskView): Filter[] {
  const { t, i18n } = useTranslation(["tasks", "lists"]);
  const names = useNames();
  const due = useDaysFilter(url, "due", t("list.due"));
  const types = names.reference?.requestTypes.map(({ code, definition }) => ({
    value: code,
    label: typeLabel(definition, i18n.language) ?? code,
  }));
  const statuses = STATUSES.map((status) => ({ value: status, label: t(`status:task.${status}`) }));
  return [
    textFilter(url, "q", t("lists:filter.search")),
    ...(view === "review" || view === "queue" ? [] : [optionsFilter(url, "status", t("lists:status"), statuses)]),
    due,
    flagFilter(url, "overdue", t("list.filter.overdue"), t("list.filter.overdueYes")),
    optionsFilter(url, "branchId", t("lists:branch"), names.branches),
    optionsFilter(url, "type", t("list.filter.type"), types ?? []),
    flagFilter(url, "closed", t("list.filter.closed"), t("list.filter.closedYes")),
  ];
}

function typeLabel(definition: unknown, language: string): string | undefined {
  if (typeof definition !== "object" || definition === null || !("label" in definition)) return undefined;
  // reason: every type carries its label in three languages (packages/domain/src/requests/type.ts)
  return labelIn(definition.label as Record<"ru" | "kk" | "en", string>, language);
}
