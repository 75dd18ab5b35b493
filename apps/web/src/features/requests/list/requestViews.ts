import { requestList as shape } from "@tartip/domain/lists/requests";
import type { AskedOf } from "@tartip/domain/lists/filters";
import type { PageList } from "../../lists/pageList.ts";
import { viewNames } from "../../lists/pageList.ts";

export type RequestFilters = (typeof shape)["filters"];
export type RequestSort = (typeof shape)["sorts"][number];

const OPEN_STATUSES = ["new", "in_progress", "approval", "waiting", "rework", "done"];
const CLOSED_STATUSES = ["closed", "rejected"];

/** Statuses that can occur in a view; fewer than two make the filter pointless. */
const STATUSES: Partial<Record<RequestViewName, readonly string[]>> = {
  mine: [...OPEN_STATUSES, ...CLOSED_STATUSES],
  closed: CLOSED_STATUSES,
  drafts: [],
};

export type RequestViewName = "mine" | "waiting" | "assigned" | "queue" | "open" | "unassigned" | "overdue" | "closed" | "drafts";

type Views = Pick<
  PageList<RequestFilters, RequestSort, RequestViewName>,
  "shape" | "views" | "firstView" | "settle" | "keepsChips"
>;

/** The views of the list, in their order. */
export const requestViews: Views = {
  shape,
  views: {
    mine: { asks: { view: "mine" }, sort: "-createdAt" },
    waiting: { asks: { view: "waiting" }, sort: "dueAt" },
    assigned: { asks: { view: "assigned", open: true }, sort: "dueAt" },
    queue: { asks: { view: "queue", open: true }, sort: "dueAt" },
    open: { asks: { open: true }, sort: "dueAt" },
    unassigned: { asks: { view: "unassigned", open: true }, sort: "dueAt" },
    overdue: { asks: { overdue: true }, sort: "dueAt" },
    closed: { asks: { open: false }, sort: "-updatedAt" },
    drafts: { asks: { view: "drafts" }, sort: "-updatedAt" },
  },
  firstView: "open",
  settle: withPossibleStatuses,
  keepsChips: true,
};

export const REQUEST_VIEWS = viewNames(requestViews);

export function statusesOf(view: RequestViewName): readonly string[] {
  return STATUSES[view] ?? OPEN_STATUSES;
}

/** A status that cannot occur in this view stays in the address for the others, but narrows nothing here. */
function withPossibleStatuses(
  { status = [], ...asked }: AskedOf<RequestFilters>,
  view: RequestViewName,
): AskedOf<RequestFilters> {
  const possible = status.filter((one) => statusesOf(view).includes(one));
  return possible.length > 0 ? { ...asked, status: possible } : asked;
}
