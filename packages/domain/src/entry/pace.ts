/** How fast passwords may be tried: some freely, then with waits that double. Minutes and seconds are milliseconds here. */
export interface Pace {
  /** Failures that cost no wait. */
  free: number;
  firstWaitMs: number;
  longestWaitMs: number;
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

/** Of one address tried from one place: a slip of the hand costs nothing, a guesser gets some hundred tries a day. */
export const ORDINARY: Pace = { free: 5, firstWaitMs: 15 * SECOND_MS, longestWaitMs: 15 * MINUTE_MS };

/**
 * While an account is guessed at from many places, or one place guesses at many accounts: one free try for each pair, so
 * that a right password still gets in, and a dozen a day for the one who goes on.
 */
export const WATCHED: Pace = { free: 1, firstWaitMs: MINUTE_MS, longestWaitMs: 240 * MINUTE_MS };

/** How long a failure is remembered. */
export const FORGOTTEN_AFTER_MS = 24 * 60 * MINUTE_MS;

/** Failures within `WATCH_WINDOW_MS` from which on the stricter pace holds: of one account, of one place. */
export const WATCHED_FROM = { account: 20, place: 100 } as const;
export const WATCH_WINDOW_MS = 60 * MINUTE_MS;

/** How long after the latest of so many failures in a row the next try waits. */
export function waitAfter(failures: number, pace: Pace): number {
  if (failures < pace.free) return 0;
  // Beyond 2^30 the doubling would say nothing more than the longest wait.
  return Math.min(pace.longestWaitMs, pace.firstWaitMs * 2 ** Math.min(30, failures - pace.free));
}
