import { expect, it } from "vitest";
import { minutesUntilHead } from "./headTold.ts";

const settings = {
  workHours: { from: "09:00", to: "18:00", lunchFrom: "13:00", lunchTo: "14:00" },
  weekend: [6, 7],
  ackWorkMinutes: 60,
};

/** Almaty is five hours ahead of UTC; 16.11.2026 is a Monday. */
const monday = (time: string) => new Date(`2026-11-16T${time}:00+05:00`);

it("counts down the working hour the responsible has", () => {
  expect(minutesUntilHead(settings, "2026-11-16T10:00:00+05:00", monday("10:42"))).toBe(18);
  expect(minutesUntilHead(settings, "2026-11-16T12:30:00+05:00", monday("12:45"))).toBe(105);
});

it("says that the head was told, or that it will be another working day", () => {
  expect(minutesUntilHead(settings, "2026-11-16T10:00:00+05:00", monday("11:30"))).toBe(0);
  expect(minutesUntilHead(settings, "2026-11-16T19:00:00+05:00", monday("19:10"))).toBe(Infinity);
});
