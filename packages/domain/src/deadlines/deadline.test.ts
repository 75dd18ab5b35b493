import { expect, it } from "vitest";
import { companyDay } from "../kernel/calendar.ts";
import { deadlineProblem } from "./deadline.ts";

it("refuses a day that is over, and neither today nor what is to come", () => {
  expect(["2026-11-15", "2026-11-16", "2026-11-17"].map((day) => deadlineProblem(day, "2026-11-16"))).toEqual([
    "dueInPast",
    undefined,
    undefined,
  ]);
});

it("goes by the company's day, which begins five hours before that of Greenwich", () => {
  const midnight = "2026-11-15T19:00:00Z";
  expect(deadlineProblem("2026-11-15", companyDay(midnight))).toBe("dueInPast");
  expect(deadlineProblem("2026-11-15", companyDay("2026-11-15T18:59:59Z"))).toBeUndefined();
});
