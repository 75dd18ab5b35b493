import { expect, it } from "vitest";
import { isNarrowed, requestFilters, searchOfView, sortOf, viewOf } from "./listViews.ts";

it("opens everything open by deadline when the address says nothing", () => {
  expect(requestFilters({})).toEqual({ open: true });
  expect(sortOf({})).toBe("dueAt");
});

it("narrows the view by what stands in the address", () => {
  const all = { view: "mine", status: "new,approval", branchId: "a,b", priority: "4,x,9,1", dueTo: "2026-08-31", q: "аренда" };
  expect(requestFilters(all)).toEqual({
    view: "mine",
    status: ["new", "approval"],
    branchId: ["a", "b"],
    priority: [4, 1],
    dueTo: "2026-08-31",
    q: "аренда",
  });
});

it("drops statuses that cannot occur in the view, and blanks", () => {
  expect(requestFilters({ view: "closed", status: "new,rejected", type: "" })).toEqual({ open: false, status: ["rejected"] });
  expect(requestFilters({ view: "drafts", status: "new" })).toEqual({ view: "drafts" });
});

it("takes an unknown view for the default", () => {
  expect(viewOf({ view: "nonsense" })).toBe("open");
});

it("keeps the chips and drops the order when the tab changes", () => {
  expect(searchOfView({ view: "mine", sort: "title", branchId: "a" }, "overdue")).toEqual({ view: "overdue", branchId: "a" });
  expect(isNarrowed({ view: "mine", sort: "title" })).toBe(false);
  expect(isNarrowed({ q: "x" })).toBe(true);
});
