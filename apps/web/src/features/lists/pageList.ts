import { askedIn, sortIn } from "@tartip/domain/lists/filters";
import type { AskedOf, Filters, ListShape, Order } from "@tartip/domain/lists/filters";
import type { ListWithViews } from "./savedViews.ts";

export type Address = Readonly<Record<string, string>>;

interface View<Asked, Sort extends string> {
  asks: Asked;
  /** Its order while none is chosen; the list's usual one when absent. */
  sort?: Order<Sort>;
}

export interface ListSums {
  count: number;
  /** There are more than were counted. */
  capped: boolean;
  totals?: readonly { currency: string; amountMinor: number }[];
}

/** What is asked of the server besides the filters. */
interface PageAsked<Sort extends string> {
  sort: Order<Sort>;
  limit: number;
  after?: string;
}

interface FileAsked<Column, Sort extends string> {
  sort: Order<Sort>;
  format: "xlsx" | "csv";
  columns: Column[];
}

/** A list as a page shows it. What it can be narrowed and ordered by is said in its shape, for the server too. */
export interface PageList<
  Of extends Filters = Filters,
  Sort extends string = string,
  ViewName extends string = string,
  Row = unknown,
  Column extends string = string,
> {
  shape: ListShape<Of, Sort>;
  /** The tabs in their order, and what each asks. */
  views: Readonly<Record<ViewName, View<AskedOf<Of>, Sort>>>;
  /** Open when the address names none. */
  firstView: ViewName;
  /** The last word about what is asked, where the chips of a view have rules of their own. */
  settle?: (asked: AskedOf<Of>, view: ViewName, address: Address) => AskedOf<Of>;
  /** Under which name the person's own views are kept; absent where none can be. */
  savedAs?: ListWithViews;
  /** One text for an empty list: every view but the first then counts as a filter. */
  viewsNarrow?: boolean;
  /** Another tab keeps the chips. */
  keepsChips?: boolean;
  page: (query: AskedOf<Of> & PageAsked<Sort>, signal: AbortSignal) => Promise<{ items: Row[]; next: string | null }>;
  sums?: (query: AskedOf<Of>, signal: AbortSignal) => Promise<ListSums>;
  file?: (query: AskedOf<Of> & FileAsked<Column, Sort>, signal: AbortSignal) => Promise<unknown>;
}

type Viewed<Of extends Filters, Sort extends string, ViewName extends string> = Pick<
  PageList<Of, Sort, ViewName>,
  "shape" | "views" | "firstView" | "settle"
>;

export function viewNames<ViewName extends string>({ views }: { views: Readonly<Record<ViewName, unknown>> }): ViewName[] {
  // reason: Object.keys widens to string; the keys are exactly the views
  return Object.keys(views) as ViewName[];
}

/** The view named in the address. */
export function viewIn<ViewName extends string>(
  list: { views: Readonly<Record<ViewName, unknown>>; firstView: ViewName },
  address: Address,
): ViewName {
  return viewNames(list).find((view) => view === address["view"]) ?? list.firstView;
}

/** What the server is asked by what stands in the address: the view, narrowed by the chips. */
export function askedOf<Of extends Filters, Sort extends string, ViewName extends string>(
  list: Viewed<Of, Sort, ViewName>,
  address: Address,
): AskedOf<Of> {
  const view = viewIn(list, address);
  const { view: _tab, ...chips } = address;
  const asked = { ...list.views[view].asks, ...askedIn(list.shape, chips) };
  return list.settle?.(asked, view, address) ?? asked;
}

/** The chosen order, else that of the view. */
export function sortOf<Of extends Filters, Sort extends string, ViewName extends string>(
  list: Viewed<Of, Sort, ViewName>,
  address: Address,
): Order<Sort> {
  return sortIn(list.shape, address) ?? list.views[viewIn(list, address)].sort ?? list.shape.usualSort;
}

/** Whether anything but view and order narrows the list. */
export function isNarrowed(address: Address): boolean {
  return Object.keys(address).some((name) => name !== "view" && name !== "sort");
}

/** Address of another tab: its order is its own again. */
export function searchOfView({ keepsChips }: { keepsChips?: boolean }, address: Address, view: string): Record<string, string> {
  if (!keepsChips) return { view };
  const kept = Object.fromEntries(Object.entries(address).filter(([name]) => name !== "sort"));
  return { ...kept, view };
}
