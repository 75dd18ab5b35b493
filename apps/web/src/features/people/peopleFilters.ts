import type { paths } from "@tartip/api-client";
import { useTranslation } from "react-i18next";
import { labelIn, useNames } from "../../lib/reference.ts";
import type { UrlFilters } from "../../lib/urlFilters.ts";
import type { Filter } from "../../ui/table/FilterBar.tsx";
import { choiceFilter } from "../lists/chips.tsx";

type PeopleQuery = Omit<NonNullable<paths["/api/v1/people"]["get"]["parameters"]["query"]>, "limit" | "after">;

const STATES = ["active", "inactive", "all"] as const;

/** Filters of the directory and what they ask the server; who is switched off only administrators look for. */
export function usePeopleFilters(url: UrlFilters, manages: boolean): { filters: Filter[]; query: PeopleQuery } {
  const { t, i18n } = useTranslation("people");
  const names = useNames();
  const roles = names.reference?.roles.map(({ code, label }) => ({ value: code, label: labelIn(label, i18n.language) })) ?? [];
  const state = STATES.find((one) => one === url.get("state"));
  const filters = [
    choiceFilter(url, "departmentId", t("filter.department"), names.departments),
    choiceFilter(url, "branchId", t("filter.branch"), names.branches),
    choiceFilter(url, "roleCode", t("filter.role"), roles),
  ];
  if (manages) {
    const states = STATES.map((value) => ({ value, label: t(`state.${value}`) }));
    filters.push(choiceFilter(url, "state", t("filter.state"), states));
  }
  const given = Object.fromEntries(
    ["q", "departmentId", "branchId", "roleCode"].flatMap((name) => (url.get(name) ? [[name, url.get(name)]] : [])),
  );
  return { filters, query: { ...given, ...(state ? { state } : {}) } };
}
