// @vitest-environment happy-dom
import { expect, it } from "vitest";
import { listedInvoice } from "../../../../test/samples.ts";
import { spread } from "./together.ts";

const ROWS = ["a", "b", "c", "d"].map((id) => listedInvoice({ id }));

it("gives each number of a pasted column to its own row: an empty cell keeps its place and changes nothing", () => {
  expect(spread("1\r\n\r\n3\r\n", 0, ROWS, { b: "was" })).toEqual({ a: "1", b: "was", c: "3" });
  expect(spread("\n2\n", 1, ROWS, {})).toEqual({ c: "2" });
  expect(spread("1\tKaspi\n \tHalyk\n3", 1, ROWS, {})).toEqual({ b: "1", d: "3" });
});

it("drops what lies below the column and below the rows, and leaves one line to its field", () => {
  expect(spread("1\n2\n3\n\n\t\n", 2, ROWS, {})).toEqual({ c: "1", d: "2" });
  expect(spread("1184\r\n", 0, ROWS, {})).toBeNull();
  expect(spread("", 0, ROWS, {})).toBeNull();
});
