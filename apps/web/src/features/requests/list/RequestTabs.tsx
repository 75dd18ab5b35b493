import { useQueries, useSuspenseQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { meQuery } from "../../../lib/session.ts";
import { ViewTabs } from "../../lists/ViewTabs.tsx";
import { requestSumsQuery } from "../requestQueries.ts";
import { REQUEST_VIEWS, searchOfView, viewFilters } from "./listViews.ts";
import type { RequestViewName } from "./listViews.ts";

const URGENT: readonly RequestViewName[] = ["overdue"];
const UNCOUNTED: readonly RequestViewName[] = ["closed"];

/** Views of who makes requests or takes them up. */
const OF_AUTHORS: readonly RequestViewName[] = ["mine", "queue", "drafts"];

/** Saved views as tabs with their counters; a view nobody but coordinators can act on is shown to them alone. */
export function RequestTabs({ all, current }: { all: Readonly<Record<string, string>>; current: RequestViewName }) {
  const { t } = useTranslation("requests");
  const { data: me } = useSuspenseQuery(meQuery);
  const coordinates = me.permissions.includes("request.coordinate");
  const creates = me.permissions.includes("request.create");
  const offered = (view: RequestViewName) => (view === "unassigned" ? coordinates : creates || !OF_AUTHORS.includes(view));
  const views = REQUEST_VIEWS.filter((view) => offered(view) || view === current);
  const counts = useQueries({
    queries: views.map((view) => ({ ...requestSumsQuery(viewFilters(view)), enabled: !UNCOUNTED.includes(view) })),
  });
  return (
    <ViewTabs
      list="requests"
      all={all}
      label={t("list.tabs")}
      current={current}
      tabs={views.map((view, index) => ({
        id: view,
        label: t(`list.tab.${view}`),
        to: "/requests",
        search: searchOfView(all, view),
        count: counts[index]?.data?.count,
        urgent: URGENT.includes(view),
      }))}
    />
  );
}
