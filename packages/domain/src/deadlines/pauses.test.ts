import { describe, expect, it } from "vitest";
import holidays from "../../data/holidays-kz.json" with { type: "json" };
import { movedBy, pausedMinutes } from "./pauses.ts";
import { addWorkingMinutes, workingCalendar, workingMinutesBetween } from "../kernel/working-time.ts";

const calendar = workingCalendar(holidays);
const at = (wall: string): string => new Date(`${wall}:00+05:00`).toISOString();

describe("a pause", () => {
  it("counts working time alone, from when the work began", () => {
    const weekend = { from: at("2026-11-20T17:00"), to: at("2026-11-23T10:00") };
    expect(pausedMinutes(calendar, [weekend], at("2026-11-16T09:00"))).toBe(120);
    expect(pausedMinutes(calendar, [weekend], at("2026-11-23T09:30"))).toBe(30);
    expect(pausedMinutes(calendar, [weekend], at("2026-11-23T11:00"))).toBe(0);
    expect(
      pausedMinutes(calendar, [weekend, { from: at("2026-11-24T09:00"), to: at("2026-11-24T09:20") }], at("2026-11-16T09:00")),
    ).toBe(140);
    expect(pausedMinutes(calendar, [], at("2026-11-16T09:00"))).toBe(0);
  });

  it.each(["2028-02-29T12:00", "2026-12-31T23:59", "2026-12-15T17:30", "2026-03-20T17:45"])(
    "leaves as much working time before the deadline as there was when it began, from %s",
    (asked) => {
      const due = addWorkingMinutes(calendar, at(asked), 700);
      const answered = addWorkingMinutes(calendar, at(asked), 333);
      const moved = movedBy(calendar, due, pausedMinutes(calendar, [{ from: at(asked), to: answered }], at(asked)));
      expect(workingMinutesBetween(calendar, answered, moved)).toBe(700);
    },
  );

  it("keeps what was late as late as it was", () => {
    const moved = movedBy(calendar, at("2026-11-16T10:00"), 300);
    expect(workingMinutesBetween(calendar, moved, at("2026-11-16T18:00"))).toBe(480 - 60 - 300);
  });
});
