import { useTranslation } from "react-i18next";
import { useNames } from "../../../lib/reference.ts";
import type { UrlFilters } from "../../../lib/urlFilters.ts";
import type { Filter } from "../../../ui/FilterBar.tsx";
import { optionsFilter, textFilter, useDaysFilter } from "../../lists/listFilters.tsx";
import { typeNames } from "../../records/typeLook.ts";
import { statusesOf } from "./listViews.ts";
import type { RequestViewName } from "./listViews.ts";
import { useEntityFilter } from "./useEntityFilter.tsx";

const PRIORITIES = ["urgent", "high", "medium", "low"] as const;

/** What the list can be narrowed by; every chip lives in the address. */
export function useRequestFilterBar(url: UrlFilters, view: RequestViewName): Filter[] {
  const { t, i18n } = useTranslation("requests");
  const names = useNames();
  const due = useDaysFilter(url, "due", t("list.filter.due"));
  const assignee = useEntityFilter(url, "assigneeId", t("list.filter.assignee"), "person");
  const author = useEntityFilter(url, "authorId", t("list.filter.author"), "person");
  const counterparty = useEntityFilter(url, "counterpartyId", t("list.filter.counterparty"), "counterparty");
  const types = typeNames(names.reference, i18n.language).map(({ code, label }) => ({ value: code, label }));
  const statuses = statusesOf(view).map((status) => ({ value: status, label: t(`status:request.${status}`) }));
  const priorities = PRIORITIES.map((code, index) => ({ value: String(4 - index), label: t(`status:priority.${code}`) }));
  return [
    textFilter(url, "q", t("list.filter.text")),
    ...(statuses.length > 1 ? [optionsFilter(url, "status", t("list.filter.status"), statuses)] : []),
    optionsFilter(url, "type", t("list.filter.type"), types),
    optionsFilter(url, "branchId", t("list.filter.branch"), names.branches),
    optionsFilter(url, "departmentId", t("list.filter.department"), names.departments),
    optionsFilter(url, "projectId", t("list.filter.project"), names.projects),
    assignee,
    author,
    optionsFilter(url, "priority", t("list.filter.priority"), priorities),
    due,
    counterparty,
  ];
}
