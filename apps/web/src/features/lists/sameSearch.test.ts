import { expect, it } from "vitest";
import { sameSearch } from "./sameSearch.ts";

it("compares what is asked, not how it is written", () => {
  expect(sameSearch({ view: "open", branchId: "a,b" }, { branchId: "b,a", view: "open" })).toBe(true);
  expect(sameSearch({ view: "open" }, { view: "open", sort: "-dueAt" })).toBe(false);
  expect(sameSearch({ q: "" }, {})).toBe(true);
  expect(sameSearch({ view: "open" }, { view: "mine" })).toBe(false);
});
