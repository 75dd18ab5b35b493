import { expect, it } from "vitest";
import { askedOf, isNarrowed, searchOfView, sortOf, viewIn } from "../../lists/pageList.ts";
import { requestViews } from "./requestViews.ts";

const asked = (address: Record<string, string>) => askedOf(requestViews, address);

it("opens everything open by deadline when the address says nothing", () => {
  expect(asked({})).toEqual({ open: true });
  expect(sortOf(requestViews, {})).toBe("dueAt");
});

it("narrows the view by what stands in the address", () => {
  const address = {
    view: "mine",
    status: "new,approval",
    branchId: "a,b",
    priority: "4,x,9,1",
    dueTo: "2026-08-31",
    q: "аренда",
  };
  expect(asked(address)).toEqual({
    view: "mine",
    status: ["new", "approval"],
    branchId: ["a", "b"],
    priority: [4, 1],
    dueTo: "2026-08-31",
    q: "аренда",
  });
});

it("drops statuses that cannot occur in the view, and blanks", () => {
  expect(asked({ view: "closed", status: "new,rejected", type: "" })).toEqual({ open: false, status: ["rejected"] });
  expect(asked({ view: "drafts", status: "new" })).toEqual({ view: "drafts" });
});

it("takes an unknown view or order for the default", () => {
  expect(viewIn(requestViews, { view: "nonsense" })).toBe("open");
  expect(sortOf(requestViews, { view: "mine", sort: "nonsense" })).toBe("-createdAt");
});

it("keeps the chips and drops the order when the tab changes", () => {
  const search = searchOfView(requestViews, { view: "mine", sort: "title", branchId: "a" }, "overdue");
  expect(search).toEqual({ view: "overdue", branchId: "a" });
  expect(isNarrowed({ view: "mine", sort: "title" })).toBe(false);
  expect(isNarrowed({ q: "x" })).toBe(true);
});
