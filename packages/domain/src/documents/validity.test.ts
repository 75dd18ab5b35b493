import { describe, expect, it } from "vitest";
import { hasExpired, validityOn, dueWarning } from "./validity.ts";

const TODAY = "2026-11-22";

describe("validityOn", () => {
  it.each([
    [null, null, { state: "openEnded" }],
    ["2026-12-01", null, { state: "notYet", startsIn: 9 }],
    ["2026-01-01", "2026-11-21", { state: "expired", daysAgo: 1 }],
    ["2026-01-01", "2026-11-22", { state: "expiring", daysLeft: 0, warning: 30 }],
    [null, "2026-12-22", { state: "expiring", daysLeft: 30, warning: 30 }],
    [null, "2026-12-23", { state: "expiring", daysLeft: 31, warning: 60 }],
    [null, "2027-01-21", { state: "expiring", daysLeft: 60, warning: 60 }],
    [null, "2027-02-20", { state: "expiring", daysLeft: 90, warning: 90 }],
    [null, "2027-02-21", { state: "valid", daysLeft: 91, warning: null }],
  ])("from %s to %s: %j", (validFrom, validTo, expected) => {
    expect(validityOn({ validFrom, validTo }, TODAY)).toEqual(expected);
  });
});

it.each([
  [null, false],
  ["2026-11-21", true],
  ["2026-11-22", false],
])("%s has expired: %s", (validTo, expired) => {
  expect(hasExpired(validTo, TODAY)).toBe(expired);
});

describe("dueWarning", () => {
  it.each([
    [null, null, null],
    ["2026-11-21", null, null],
    ["2027-02-21", null, null],
    ["2027-02-20", null, 90],
    ["2027-02-20", 90, null],
    ["2027-01-21", 90, 60],
    ["2026-12-22", 60, 30],
    ["2026-12-01", null, 30],
    ["2026-12-01", 30, null],
    // A prolonged contract whose nearest warning was given starts over with its far ones only when asked afresh.
    ["2027-02-20", 30, null],
  ])("to %s, warned %s: %s", (validTo, warned, due) => {
    expect(dueWarning(validTo, TODAY, warned)).toBe(due);
  });
});
