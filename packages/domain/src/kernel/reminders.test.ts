import { describe, expect, it } from "vitest";
import { againAt, awaitsOthers } from "./reminders.ts";
import { workingCalendar } from "./working-time.ts";

describe("a reminder", () => {
  const calendar = workingCalendar({ years: {} });
  const at = (text: string) => new Date(text);

  it("may follow another after four working hours", () => {
    // Friday 2026-11-13, 16:00 in Almaty: two hours are left of that day, two of Monday's.
    const reminded = at("2026-11-13T11:00:00Z");
    const next = againAt(calendar, reminded, at("2026-11-13T12:00:00Z"));
    expect(next).not.toBeNull();
    expect(againAt(calendar, reminded, at("2026-11-15T12:00:00Z"))).toBe(next);
    expect(againAt(calendar, reminded, at(next ?? ""))).toBeNull();
  });

  it("is for others than who reminds", () => {
    const facts = { awaitedIds: ["a"], queueAwaited: false, againAt: null };
    expect([awaitsOthers(facts, "a"), awaitsOthers(facts, "b"), awaitsOthers({ ...facts, queueAwaited: true }, "a")]).toEqual([
      false,
      true,
      true,
    ]);
  });
});
