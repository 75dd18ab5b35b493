import { expect, it } from "vitest";
import { durationText, minutesBetween } from "./durations.ts";

// reason: only the key and the numbers matter here
const t = ((key: string, params: object) => `${key.slice("ui:duration.".length)} ${Object.values(params).join(" ")}`) as never;

it("grows rougher with the length", () => {
  expect([0, 42, 60, 80, 310, 660, 1500, 2880].map((minutes) => durationText(minutes, t))).toEqual([
    "minutes 1",
    "minutes 42",
    "hours 1",
    "hoursMinutes 1 20",
    "hoursMinutes 5 10",
    "hours 11",
    "hours 25",
    "days 2",
  ]);
});

it("is negative for what lies behind", () => {
  expect(minutesBetween("2026-11-16T10:00:00Z", "2026-11-16T09:30:30Z")).toBe(-30);
});
