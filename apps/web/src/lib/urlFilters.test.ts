import { expect, it } from "vitest";
import { changed } from "./urlFilters.ts";

it("sets, joins and takes off filters", () => {
  const all = { view: "open", status: "new" };
  expect(changed(all, { status: ["new", "approval"], branch: "1" })).toEqual({
    view: "open",
    status: "new,approval",
    branch: "1",
  });
  expect(changed(all, { status: [] })).toEqual({ view: "open" });
  expect(changed(all, { status: undefined, q: "" })).toEqual({ view: "open" });
});
