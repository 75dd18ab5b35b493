import { expect, it } from "vitest";
import { formatNumber } from "./numbering.ts";

it.each([
  ["ОПЛ", 2026, 123, "ОПЛ-2026-000123"],
  ["ИТ", 2026, 999_999, "ИТ-2026-999999"],
  ["HR", 2027, 1_000_000, "HR-2027-1000000"],
])("%s %i %i is %s", (prefix, year, sequence, text) => {
  expect(formatNumber(prefix, year, sequence)).toBe(text);
});

it.each([0, -1, 1.5, Number.NaN])("has no number %s in a series", (sequence) => {
  expect(() => formatNumber("ОПЛ", 2026, sequence)).toThrow(RangeError);
});
