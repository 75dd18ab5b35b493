import { expect, it } from "vitest";
import { reconcile } from "./reconcile.ts";

it("takes their changes where we typed nothing", () => {
  const base = { title: "А", amount: 1, purpose: "" };
  expect(reconcile(base, { ...base, purpose: "По счёту" }, { amount: 2 })).toEqual({
    theirs: { purpose: "По счёту" },
    clashes: [],
  });
});

it("names a field that both changed, unless to the same", () => {
  const base = { title: "А", amount: 1 };
  expect(reconcile(base, { title: "Б", amount: 1 }, { title: "В" }).clashes).toEqual(["title"]);
  expect(reconcile(base, { title: "Б", amount: 1 }, { title: "Б" }).clashes).toEqual([]);
});

it("sees no change between the ways of writing nothing", () => {
  expect(reconcile({ title: null }, { title: "" }, { title: "Б" })).toEqual({ theirs: {}, clashes: [] });
  expect(reconcile({ due: "2026-08-01" }, {}, {})).toEqual({ theirs: { due: null }, clashes: [] });
});
