// Preloaded (`node --import`, vitest's setup files): with TARTIP_TEST_NOW set, this process lives at that instant.
// Timers, the monotonic clock and the database keep the machine's time.
import { clockShiftMs, shiftDate } from "./clock-shift.mjs";

const KEY = Symbol.for("tartip.test.clock");
const shiftMs = clockShiftMs();

// A worker that runs several test files loads this once for each.
if (shiftMs !== 0 && !Reflect.has(globalThis, KEY)) {
  Reflect.set(globalThis, KEY, shiftMs);
  shiftDate(shiftMs);
}
