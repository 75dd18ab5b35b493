import { useSuspenseQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { meQuery } from "../../../lib/session.ts";
import type { ListTab } from "../../lists/ListTabs.tsx";
import { REQUEST_VIEWS } from "./requestViews.ts";
import type { RequestViewName } from "./requestViews.ts";

/** Views of who makes requests or takes them up. */
const OF_AUTHORS: readonly RequestViewName[] = ["mine", "queue", "drafts"];

/** The supplied views; one that nobody but coordinators can act on is shown to them alone. */
export function useRequestTabs(current: RequestViewName): ListTab<RequestViewName>[] {
  const { t } = useTranslation("requests");
  const { data: me } = useSuspenseQuery(meQuery);
  const coordinates = me.permissions.includes("request.coordinate");
  const creates = me.permissions.includes("request.create");
  const offered = (view: RequestViewName) => (view === "unassigned" ? coordinates : creates || !OF_AUTHORS.includes(view));
  return REQUEST_VIEWS.filter((view) => offered(view) || view === current).map((view) => ({
    id: view,
    label: t(`list.tab.${view}`),
    urgent: view === "overdue",
    uncounted: view === "closed",
  }));
}
