import { expect, it } from "vitest";
import { clockShiftMs } from "./clock-shift.mjs";

it("lives at the time of the run", () => {
  // The machine's clock: what every `Date` is moved from.
  const machine = performance.timeOrigin + performance.now();
  const minutesOff = Math.abs(Math.round((Date.now() - machine - clockShiftMs()) / 60_000));
  expect(minutesOff).toBe(0);
});
