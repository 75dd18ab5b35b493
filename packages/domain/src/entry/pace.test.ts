import { describe, expect, it } from "vitest";
import { FORGOTTEN_AFTER_MS, ORDINARY, WATCHED, waitAfter, type Pace } from "./pace.ts";

const seconds = (pace: Pace, upTo: number) =>
  Array.from({ length: upTo + 1 }, (_, failures) => waitAfter(failures, pace) / 1_000);

/** Tries of somebody who comes back the moment it is allowed, within a day. */
function triesInADay(pace: Pace): number {
  let at = 0;
  let tries = 0;
  while (at < FORGOTTEN_AFTER_MS) {
    tries += 1;
    at += waitAfter(tries, pace);
  }
  return tries;
}

describe("the pace of passwords", () => {
  it("lets a few slips pass, then waits twice as long each time up to a quarter of an hour", () => {
    expect(seconds(ORDINARY, 13)).toEqual([0, 0, 0, 0, 0, 15, 30, 60, 120, 240, 480, 900, 900, 900]);
  });

  it("gives one free try to each pair of a watched account or place", () => {
    expect(seconds(WATCHED, 10)).toEqual([0, 60, 120, 240, 480, 960, 1_920, 3_840, 7_680, 14_400, 14_400]);
  });

  it("leaves a patient guesser a hundred tries a day, and a dozen while it is watched", () => {
    expect(triesInADay(ORDINARY)).toBe(105);
    expect(triesInADay(WATCHED)).toBe(13);
  });

  it("never answers anything but a wait that is not longer than the longest", () => {
    for (const pace of [ORDINARY, WATCHED]) expect(waitAfter(1_000_000, pace)).toBe(pace.longestWaitMs);
  });
});
