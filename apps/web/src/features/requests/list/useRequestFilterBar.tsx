import { useTranslation } from "react-i18next";
import { useNames } from "../../../lib/reference.ts";
import type { UrlFilters } from "../../../lib/urlFilters.ts";
import type { Filter } from "../../../ui/table/FilterBar.tsx";
import { useChips } from "../../lists/chips.tsx";
import { typeNames } from "../../records/typeLook.ts";
import { requestViews, statusesOf } from "./requestViews.ts";
import type { RequestViewName } from "./requestViews.ts";
import { useEntityFilter } from "../../lists/useEntityFilter.tsx";

const PRIORITIES = ["urgent", "high", "medium", "low"] as const;

/** What the list can be narrowed by; every chip lives in the address. */
export function useRequestFilterBar(url: UrlFilters, view: RequestViewName): Filter[] {
  const { t, i18n } = useTranslation("requests");
  const names = useNames();
  const { chip, days } = useChips(requestViews.shape, url);
  const assignee = useEntityFilter(url, "assigneeId", t("list.filter.assignee"), "person");
  const author = useEntityFilter(url, "authorId", t("list.filter.author"), "person");
  const counterparty = useEntityFilter(url, "counterpartyId", t("list.filter.counterparty"), "counterparty");
  const types = typeNames(names.reference, i18n.language).map(({ code, label }) => ({ value: code, label }));
  const statuses = statusesOf(view).map((status) => ({ value: status, label: t(`status:request.${status}`) }));
  const priorities = PRIORITIES.map((code, index) => ({ value: String(4 - index), label: t(`status:priority.${code}`) }));
  return [
    chip("q", t("list.filter.text")),
    ...(statuses.length > 1 ? [chip("status", t("list.filter.status"), statuses)] : []),
    chip("type", t("list.filter.type"), types),
    chip("branchId", t("list.filter.branch"), names.branches),
    chip("departmentId", t("list.filter.department"), names.departments),
    chip("projectId", t("list.filter.project"), names.projects),
    assignee,
    author,
    chip("priority", t("list.filter.priority"), priorities),
    days("due", t("list.filter.due")),
    counterparty,
  ];
}
