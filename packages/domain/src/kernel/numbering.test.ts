import { expect, it } from "vitest";
import { formatNumber, parseNumber } from "./numbering.ts";

it.each([
  ["ОПЛ", 2026, 123, "ОПЛ-2026-000123"],
  ["ИТ", 2026, 999_999, "ИТ-2026-999999"],
  ["HR", 2027, 1_000_000, "HR-2027-1000000"],
])("%s %i %i is %s and back", (prefix, year, sequence, text) => {
  expect(formatNumber(prefix, year, sequence)).toBe(text);
  expect(parseNumber(text)).toEqual({ prefix, year, sequence });
});

it("finds a number typed in small letters", () => {
  expect(parseNumber(" опл-2026-000123 ")).toEqual({ prefix: "ОПЛ", year: 2026, sequence: 123 });
});

it.each(["", "ОПЛ-2026", "ОПЛ-26-000123", "ОПЛ-2026-123", "ОПЛ-2026-000000", "ОПЛ-2026-0000123", "-2026-000123"])(
  "%s is no number",
  (text) => {
    expect(parseNumber(text)).toBeUndefined();
  },
);

it.each([0, -1, 1.5, Number.NaN])("has no number %s in a series", (sequence) => {
  expect(() => formatNumber("ОПЛ", 2026, sequence)).toThrow(RangeError);
});
