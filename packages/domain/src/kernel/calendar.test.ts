import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as calendar from "./calendar.ts";

const SEED = 20261122;
const day = fc.integer({ min: 0, max: 36_000 }).map((days) => calendar.addDays("2000-01-01", days));

describe("companyDay", () => {
  it.each([
    ["2026-11-22T18:59:59.999Z", "2026-11-22"],
    ["2026-11-22T19:00:00Z", "2026-11-23"],
    ["2025-12-31T19:00:00Z", "2026-01-01"],
    // Until 1 March 2024 the zone was an hour further east.
    ["2024-02-28T18:00:00Z", "2024-02-29"],
    ["2024-03-01T18:30:00Z", "2024-03-01"],
  ])("%s is %s in Almaty", (instant, expected) => {
    expect(calendar.companyDay(instant)).toBe(expected);
    expect(calendar.companyDay(new Date(instant))).toBe(expected);
  });

  it("does not ask the machine where it stands", () => {
    const before = process.env["TZ"];
    for (const zone of ["America/Los_Angeles", "Pacific/Kiritimati", "UTC"]) {
      process.env["TZ"] = zone;
      expect(calendar.companyDay("2026-11-22T19:00:00Z")).toBe("2026-11-23");
      expect(calendar.wallInstantMs("2026-11-23", 0)).toBe(Date.parse("2026-11-22T19:00:00Z"));
    }
    if (before === undefined) delete process.env["TZ"];
    else process.env["TZ"] = before;
  });

  it("refuses what is no instant", () => {
    expect(() => calendar.companyDay("soon")).toThrow(RangeError);
  });

  it("starts every day where it says", () => {
    fc.assert(
      fc.property(day, (one) => {
        const start = calendar.wallInstantMs(one, 0);
        expect(calendar.companyDay(new Date(start))).toBe(one);
        expect(calendar.companyDay(new Date(start - 1))).toBe(calendar.addDays(one, -1));
      }),
      { seed: SEED },
    );
  });
});

describe("days", () => {
  it.each([
    ["2026-02-30", "dateInvalid"],
    ["10.03.2026", "dateInvalid"],
    [20260310, "dateInvalid"],
    [null, "dateInvalid"],
    ["1999-12-31", "dateTooEarly"],
    ["0001-01-01", "dateTooEarly"],
    ["2101-01-01", "dateTooLate"],
    ["2000-01-01", undefined],
    ["2100-12-31", undefined],
  ])("dayProblem(%s) is %s", (text, problem) => {
    expect(calendar.dayProblem(text)).toBe(problem);
  });

  it("moves by days and months", () => {
    expect(calendar.addDays("2026-12-31", 1)).toBe("2027-01-01");
    expect(calendar.addMonths("2026-11", 3)).toBe("2027-02");
    expect(calendar.addMonths("2026-01", -1)).toBe("2025-12");
    expect(calendar.addMonthsToDay("2026-01-31", 1)).toBe("2026-02-28");
    expect(calendar.lastDayOfMonth("2028-02")).toBe("2028-02-29");
    expect(calendar.daysBetween("2026-03-01", "2026-02-28")).toBe(-1);
    expect(calendar.monthOf("2026-03-10")).toBe("2026-03");
    expect(calendar.weekday("2026-11-22")).toBe(7);
    expect(calendar.weekday("2026-11-23")).toBe(1);
  });

  it.each([
    ["2026-12", true],
    ["2026-13", false],
    ["2026-1", false],
    ["1999-12", false],
    ["2026-12-01", false],
    [202612, false],
  ])("isMonth(%s) is %s", (text, expected) => {
    expect(calendar.isMonth(text)).toBe(expected);
  });

  it("goes there and back", () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -800, max: 800 }), (one, step) => {
        const moved = calendar.addDays(one, step);
        expect(calendar.daysBetween(one, moved)).toBe(step);
        expect(calendar.addMonths(calendar.addMonths(calendar.monthOf(one), step), -step)).toBe(calendar.monthOf(one));
      }),
      { seed: SEED },
    );
  });
});
