import { describe, expect, it } from "vitest";
import { parseRate, rateText } from "./rateEntry.ts";
import { asTree, withBelow } from "./rows.ts";

describe("a rate", () => {
  it.each([
    ["520,50", 520_500_000, "520,50"],
    ["6.3512", 6_351_200, "6,3512"],
    ["1 250", 1_250_000_000, "1\u202f250,00"],
  ])("%s is typed and shown", (typed, micro, shown) => {
    expect([parseRate(typed), rateText(micro)]).toEqual([micro, shown]);
  });

  it.each(["", "0", "0,00", "-5", "1,2,3", "пятьсот", "1234567", "1,1234567"])("«%s» is none", (typed) => {
    expect(parseRate(typed)).toBeNull();
  });
});

describe("a tree", () => {
  const row = (id: string, parentId: string | null) => ({ id, parentId });
  const rows = [row("b", null), row("b2", "b"), row("a", null), row("b1", "b"), row("lost", "gone"), row("b21", "b2")];

  it("puts each row below its own", () => {
    expect(asTree(rows).map(({ row: { id }, depth }) => `${depth}${id}`)).toEqual(["0b", "1b2", "2b21", "1b1", "0a", "0lost"]);
  });

  it("knows what would make a circle", () => {
    expect([...withBelow(rows, "b")].toSorted()).toEqual(["b", "b1", "b2", "b21"]);
  });
});
