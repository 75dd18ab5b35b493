import { expect, it } from "vitest";
import { bareNumber } from "./bareNumber.ts";

it.each([
  ["№ 203-К", "203-К"],
  ["№203-К", "203-К"],
  [" № 7", "7"],
  ["No. 17", "17"],
  ["N 17", "17"],
  ["N17", "N17"],
  ["Novus-1", "Novus-1"],
  ["203-К", "203-К"],
  ["№", "№"],
])("says the sign of a number once: %s", (typed, bare) => {
  expect(bareNumber(typed)).toBe(bare);
});
