import fc from "fast-check";
import { describe, expect, it } from "vitest";
import holidays from "../../data/holidays-kz.json" with { type: "json" };
import * as time from "./working-time.ts";
import { addDays } from "./calendar.ts";

const SEED = 20261122;
const kz = time.workingCalendar(holidays);
/** Wall clock of Almaty (UTC+5) as an instant. */
const at = (day: string, clock: string): string => new Date(`${day}T${clock}:00+05:00`).toISOString();

describe("working days of Kazakhstan", () => {
  it.each([
    ["2026-11-20", true, "Friday"],
    ["2026-11-21", false, "Saturday"],
    ["2026-08-31", true, "30 August is a holiday no more"],
    ["2026-03-16", true, "known wrong in common libraries"],
    ["2026-03-24", false, "Nauryz, substitute"],
    ["2026-03-25", false, "Nauryz, substitute"],
    ["2026-03-26", true, "after Nauryz"],
    ["2026-01-07", false, "Christmas, not moved"],
  ])("%s works: %s (%s)", (day, works) => {
    expect(time.isWorkingDay(kz, day)).toBe(works);
  });

  it("has 247 of them in 2026", () => {
    let count = 0;
    for (let day = "2026-01-01"; day <= "2026-12-31"; day = addDays(day, 1)) count += time.isWorkingDay(kz, day) ? 1 : 0;
    expect(count).toBe(247);
  });

  it("counts whole days both ways, over weekends and holidays", () => {
    expect(time.addWorkingDays(kz, "2026-11-20", 1)).toBe("2026-11-23");
    expect(time.addWorkingDays(kz, "2026-11-23", -1)).toBe("2026-11-20");
    expect(time.addWorkingDays(kz, "2026-03-20", 1)).toBe("2026-03-26");
    expect(time.addWorkingDays(kz, "2026-11-21", 0)).toBe("2026-11-21");
  });

  it("works on a weekend day to which the Government moved work", () => {
    const moved = time.workingCalendar({
      years: { 2026: { days: [], workingWeekends: ["2026-11-21", { date: "2026-11-22" }] } },
    });
    expect(time.isWorkingDay(moved, "2026-11-21")).toBe(true);
    expect(time.isWorkingDay(moved, "2026-11-22")).toBe(true);
  });
});

describe("addWorkingMinutes", () => {
  it.each([
    ["2026-11-20", "09:00", 60, "2026-11-20", "10:00"],
    ["2026-11-20", "08:00", 60, "2026-11-20", "10:00"],
    ["2026-11-20", "12:30", 60, "2026-11-20", "14:30"],
    ["2026-11-20", "13:30", 60, "2026-11-20", "15:00"],
    ["2026-11-20", "12:00", 60, "2026-11-20", "13:00"],
    ["2026-11-20", "17:00", 60, "2026-11-20", "18:00"],
    ["2026-11-20", "17:30", 60, "2026-11-23", "09:30"],
    ["2026-11-20", "18:00", 60, "2026-11-23", "10:00"],
    ["2026-11-21", "12:00", 480, "2026-11-23", "18:00"],
    ["2026-11-20", "09:00", 2400, "2026-11-26", "18:00"],
    ["2026-03-20", "17:00", 120, "2026-03-26", "10:00"],
    ["2026-11-21", "12:00", 0, "2026-11-21", "12:00"],
  ])("%s %s + %i = %s %s", (day, clock, minutes, endDay, endClock) => {
    expect(time.addWorkingMinutes(kz, at(day, clock), minutes)).toBe(at(endDay, endClock));
  });

  it("refuses negative time, nonsense hours and a year without work", () => {
    expect(() => time.addWorkingMinutes(kz, at("2026-11-20", "09:00"), -1)).toThrow(RangeError);
    expect(() => time.addWorkingMinutes(kz, at("2026-11-20", "09:00"), Number.NaN)).toThrow(RangeError);
    expect(() => time.workingCalendar(holidays, { ...time.USUAL_HOURS, to: "08:00" })).toThrow("order");
    expect(() => time.workingCalendar(holidays, { ...time.USUAL_HOURS, from: "9" })).toThrow("9");
    const never = time.workingCalendar(holidays, time.USUAL_HOURS, [1, 2, 3, 4, 5, 6, 7]);
    expect(() => time.addWorkingMinutes(never, at("2026-11-20", "09:00"), 1)).toThrow("twenty years");
    expect(() => time.addWorkingDays(never, "2026-11-20", 1)).toThrow("twenty years");
  });

  it("is undone by counting the minutes between", () => {
    const instant = fc.integer({ min: Date.parse("2026-01-01"), max: Date.parse("2027-06-01") });
    fc.assert(
      fc.property(instant, fc.integer({ min: 0, max: 10_000 }), (ms, minutes) => {
        const start = new Date(Math.floor(ms / 60_000) * 60_000);
        const end = time.addWorkingMinutes(kz, start, minutes);
        expect(time.workingMinutesBetween(kz, start, end)).toBe(minutes);
      }),
      { seed: SEED, numRuns: 60 },
    );
  });
});

it("counts working minutes between instants", () => {
  expect(time.workingMinutesBetween(kz, at("2026-11-20", "09:00"), at("2026-11-20", "18:00"))).toBe(480);
  expect(time.workingMinutesBetween(kz, at("2026-11-20", "17:00"), at("2026-11-23", "10:00"))).toBe(120);
  expect(time.workingMinutesBetween(kz, at("2026-11-21", "00:00"), at("2026-11-23", "00:00"))).toBe(0);
  expect(time.workingMinutesBetween(kz, at("2026-11-20", "10:00"), at("2026-11-20", "09:00"))).toBe(0);
  for (const enough of [0, 1, 119, 120, 121, 5_000]) {
    const counted = time.workingMinutesBetween(kz, at("2026-11-20", "17:00"), at("2026-11-23", "10:00"), enough);
    expect(counted >= enough, String(enough)).toBe(120 >= enough);
  }
  // A century passes at once where a day is enough.
  expect(time.workingMinutesBetween(kz, at("1926-11-20", "17:00"), at("2026-11-23", "10:00"), 480)).toBeGreaterThanOrEqual(480);
});

it("ends a day at the close of work, on a holiday too", () => {
  expect(time.endOfWorkingDay(kz, "2026-11-20")).toBe(at("2026-11-20", "18:00"));
  expect(time.endOfWorkingDay(kz, "2026-11-22")).toBe(at("2026-11-22", "18:00"));
});

it("keeps a day without lunch in one piece", () => {
  const straight = time.workingCalendar(holidays, { from: "10:00", to: "16:00", lunchFrom: "13:00", lunchTo: "13:00" });
  expect(straight.spans).toEqual([[600, 960]]);
});
