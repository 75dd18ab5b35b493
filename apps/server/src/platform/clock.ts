/** Where "now" comes from; domain and services never read the machine's clock themselves. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still until it is set or moved; for tests and for the seeded history. */
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

const companyDay = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Almaty", dateStyle: "short" });

/** The company's calendar day (`YYYY-MM-DD`, Asia/Almaty) of an instant. */
export function dayOf(instant: Date): string {
  return companyDay.format(instant);
}
