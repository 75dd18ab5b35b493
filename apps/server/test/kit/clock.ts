import type { Clock } from "../../src/platform/clock.ts";

/** A clock that stands still until it is set or moved. */
export interface FixedClock extends Clock {
  set(iso: string): void;
  advance(milliseconds: number): void;
}

/** @param iso instant to start from, e.g. `2026-11-02T04:00:00Z` */
export function fixedClock(iso: string): FixedClock {
  let at = Date.parse(iso);
  return {
    now: () => new Date(at),
    set: (next) => {
      at = Date.parse(next);
    },
    advance: (milliseconds) => {
      at += milliseconds;
    },
  };
}
