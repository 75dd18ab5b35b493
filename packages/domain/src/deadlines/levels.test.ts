import { describe, expect, it } from "vitest";
import holidays from "../../data/holidays-kz.json" with { type: "json" };
import { deadlineRuleFor, levelsReached, questionLevel, USUAL_DEADLINES } from "./levels.ts";
import { addWorkingMinutes, workingCalendar } from "../kernel/working-time.ts";

const calendar = workingCalendar(holidays);
const at = (wall: string): Date => new Date(`${wall}:00+05:00`);
const reached = (now: string, dueAt = "2026-11-18T18:00", since = "2026-11-10T09:00") =>
  levelsReached(calendar, { since: at(since), dueAt: at(dueAt) }, at(now), USUAL_DEADLINES);

it.each([
  ["2026-11-17T11:59", 3, null],
  ["2026-11-17T12:00", 3, "first"],
  ["2026-11-19T11:59", 3, "first"],
  ["2026-11-19T12:00", 3, "unanswered"],
  ["2026-11-17T12:00", 1, "unanswered"],
  ["2027-11-17T12:00", 0, "first"],
])("at %s a question of Monday noon with %d days says %s", (now, days, level) => {
  expect(questionLevel(calendar, at("2026-11-16T12:00"), at(now), days)).toBe(level);
});

describe("what a deadline says", () => {
  it.each([
    ["2026-11-17T17:59", []],
    ["2026-11-17T18:00", ["soon_day"]],
    ["2026-11-18T15:59", ["soon_day"]],
    ["2026-11-18T16:00", ["soon_day", "soon_hours"]],
    ["2026-11-18T17:59", ["soon_day", "soon_hours"]],
    ["2026-11-18T18:00", ["overdue"]],
    ["2026-11-19T17:59", ["overdue"]],
    ["2026-11-19T18:00", ["overdue", "head"]],
    ["2026-11-20T18:00", ["overdue", "head", "department"]],
    ["2027-11-20T18:00", ["overdue", "head", "department"]],
  ])("at %s of Wednesday evening: %o", (now, levels) => {
    expect(reached(now)).toEqual(levels);
  });

  it("counts working time alone: from Friday evening to Monday nobody's head hears of it", () => {
    expect(reached("2026-11-22T12:00", "2026-11-20T18:00")).toEqual(["overdue"]);
    expect(reached("2026-11-23T17:59", "2026-11-20T18:00")).toEqual(["overdue"]);
    expect(reached("2026-11-23T18:00", "2026-11-20T18:00")).toEqual(["overdue", "head"]);
    // 16 December is the Day of Independence.
    expect(reached("2026-12-16T18:00", "2026-12-15T18:00")).toEqual(["overdue"]);
  });

  it("does not remind of work that was given later than the reminder would come", () => {
    expect(reached("2026-11-18T10:00", "2026-11-18T18:00", "2026-11-18T09:30")).toEqual([]);
    expect(reached("2026-11-18T16:30", "2026-11-18T18:00", "2026-11-18T09:30")).toEqual(["soon_hours"]);
    expect(reached("2026-11-18T17:00", "2026-11-18T18:00", "2026-11-18T16:30")).toEqual([]);
  });

  it("leaves out a level that is set to nothing", () => {
    const rule = { remindDays: 0, remindHours: 0, headHours: 0, departmentHours: 0 };
    const of = (now: string) =>
      levelsReached(calendar, { since: at("2026-11-10T09:00"), dueAt: at("2026-11-18T18:00") }, at(now), rule);
    expect([of("2026-11-18T17:59"), of("2026-12-18T18:00")]).toEqual([[], ["overdue"]]);
  });

  it.each(["2028-02-29T12:00", "2026-12-31T23:59", "2026-01-03T03:00", "2026-03-21T10:00"])(
    "reaches every later level once so many working hours have passed, from %s",
    (due) => {
      const dueAt = at(due);
      const after = (minutes: number): Date => new Date(addWorkingMinutes(calendar, dueAt, minutes));
      const of = (now: Date) => levelsReached(calendar, { since: at("2025-12-01T09:00"), dueAt }, now, USUAL_DEADLINES);
      expect(of(dueAt)).toEqual(["overdue"]);
      expect([of(after(479)), of(after(480)), of(after(959)), of(after(960))]).toEqual([
        ["overdue"],
        ["overdue", "head"],
        ["overdue", "head"],
        ["overdue", "head", "department"],
      ]);
    },
  );
});

it("takes the exception that says more of the work", () => {
  const settings = {
    ...USUAL_DEADLINES,
    exceptions: [
      { type: "payment", priority: 4, headHours: 1 },
      { type: "payment", headHours: 4, remindHours: 1 },
      { priority: 4, headHours: 2, departmentHours: 2 },
    ],
  };
  const hours = (type: string | null, priority: number) => {
    const { headHours, departmentHours, remindHours } = deadlineRuleFor(settings, { type, priority });
    return [headHours, departmentHours, remindHours];
  };
  expect([hours("payment", 4), hours("payment", 2), hours("hr", 4), hours(null, 2)]).toEqual([
    [1, 2, 1],
    [4, 8, 1],
    [2, 2, 2],
    [8, 8, 2],
  ]);
});
