import type { RequestFilters } from "../requestQueries.ts";

/** The tabs of the list, in their order. */
export const REQUEST_VIEWS = [
  "mine",
  "waiting",
  "assigned",
  "queue",
  "open",
  "unassigned",
  "overdue",
  "closed",
  "drafts",
] as const;
export type RequestViewName = (typeof REQUEST_VIEWS)[number];

const OPEN_STATUSES = ["new", "in_progress", "approval", "waiting", "rework", "done"];
const CLOSED_STATUSES = ["closed", "rejected"];

interface View {
  filters: RequestFilters;
  /** Order while none is chosen. */
  sort: string;
  /** Statuses that can occur here; fewer than two make the filter pointless. */
  statuses: readonly string[];
}

const VIEWS: Record<RequestViewName, View> = {
  mine: { filters: { view: "mine" }, sort: "-createdAt", statuses: [...OPEN_STATUSES, ...CLOSED_STATUSES] },
  waiting: { filters: { view: "waiting" }, sort: "dueAt", statuses: OPEN_STATUSES },
  assigned: { filters: { view: "assigned", open: true }, sort: "dueAt", statuses: OPEN_STATUSES },
  queue: { filters: { view: "queue", open: true }, sort: "dueAt", statuses: OPEN_STATUSES },
  open: { filters: { open: true }, sort: "dueAt", statuses: OPEN_STATUSES },
  unassigned: { filters: { view: "unassigned", open: true }, sort: "dueAt", statuses: OPEN_STATUSES },
  overdue: { filters: { overdue: true }, sort: "dueAt", statuses: OPEN_STATUSES },
  closed: { filters: { open: false }, sort: "-updatedAt", statuses: CLOSED_STATUSES },
  drafts: { filters: { view: "drafts" }, sort: "-updatedAt", statuses: [] },
};

/** The view named in the address; everything open by default. */
export function viewOf(all: Readonly<Record<string, string>>): RequestViewName {
  return REQUEST_VIEWS.find((view) => view === all["view"]) ?? "open";
}

export function viewFilters(view: RequestViewName): RequestFilters {
  return VIEWS[view].filters;
}

export function statusesOf(view: RequestViewName): readonly string[] {
  return VIEWS[view].statuses;
}

export function sortOf(all: Readonly<Record<string, string>>): string {
  return all["sort"] ?? VIEWS[viewOf(all)].sort;
}

const ID_LISTS = ["branchId", "departmentId", "projectId", "assigneeId", "authorId", "counterpartyId", "type"] as const;
const DAYS = ["dueFrom", "dueTo"] as const;

/** What the server is asked by what stands in the address: the view, narrowed by the chips. */
export function requestFilters(all: Readonly<Record<string, string>>): RequestFilters {
  const view = viewOf(all);
  const filters: RequestFilters = { ...VIEWS[view].filters };
  for (const name of ID_LISTS) {
    const values = listOf(all[name]);
    if (values.length > 0) filters[name] = values;
  }
  // A status that cannot occur in this view stays in the address for the others, but narrows nothing here.
  const statuses = listOf(all["status"]).filter((status) => VIEWS[view].statuses.includes(status));
  if (statuses.length > 0) filters.status = statuses;
  const priorities = listOf(all["priority"])
    .map(Number)
    .filter((value) => value >= 1 && value <= 4);
  if (priorities.length > 0) filters.priority = priorities;
  for (const name of DAYS) if (all[name]) filters[name] = all[name];
  if (all["q"]) filters.q = all["q"];
  return filters;
}

/** Whether anything but view and order narrows the list. */
export function isNarrowed(all: Readonly<Record<string, string>>): boolean {
  return Object.keys(all).some((name) => name !== "view" && name !== "sort");
}

/** Search of another tab: the chips stay, the order is its own again. */
export function searchOfView(all: Readonly<Record<string, string>>, view: RequestViewName): Record<string, string> {
  const kept = Object.fromEntries(Object.entries(all).filter(([name]) => name !== "sort"));
  return { ...kept, view };
}

function listOf(text: string | undefined): string[] {
  return (text ?? "").split(",").filter((part) => part !== "");
}
