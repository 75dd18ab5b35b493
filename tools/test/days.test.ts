import { execFileSync } from "node:child_process";
import { join } from "node:path";
import holidays from "@tartip/domain/data/holidays-kz.json" with { type: "json" };
import { addDays, companyDay, lastDayOfMonth, monthOf, wallInstantMs, weekday } from "@tartip/domain/kernel/calendar";
import { describe, expect, it } from "vitest";
import { MOMENTS, momentOf } from "../testing/days.ts";

const CLOCK = join(import.meta.dirname, "../testing/shifted-clock.mjs");
const NOON = "2028-02-29T12:00:00+05:00";

/** What a process answers that lives at `now`. */
function ask(program: string, now: string | undefined): unknown {
  const env: NodeJS.ProcessEnv = { ...process.env, TARTIP_TEST_NOW: now, TARTIP_TEST_SHIFT_MS: undefined };
  return JSON.parse(execFileSync(process.execPath, ["--import", CLOCK, "-e", program], { env, encoding: "utf8", stdio: "pipe" }));
}

describe("a shifted clock", () => {
  it("begins at the instant asked for and flows", () => {
    const program = `
      const began = Date.now();
      const other = new Date();
      while (Date.now() === began);
      console.log(JSON.stringify({ began, other, flows: Date.now() > began, text: Date() }));`;
    const { began, other, flows, text } = ask(program, NOON) as Record<string, string>; // reason: the shape is the program's
    for (const seen of [began, other, text]) expect(companyDay(new Date(seen ?? ""))).toBe("2028-02-29");
    expect(flows).toBe(true);
  });

  it("is a Date in all else", () => {
    const program = `
      class Day extends Date {}
      console.log(JSON.stringify([new Date(0), new Date("2026-11-30"), new Date() instanceof Date, new Day(5).getTime(),
        new Day() instanceof Day, Date.UTC(2026, 0), Date.parse("1970-01-01T00:00:01Z"), Date.name, Date.length,
        new Date(0).constructor === Date]));`;
    const same = [
      "1970-01-01T00:00:00.000Z",
      "2026-11-30T00:00:00.000Z",
      true,
      5,
      true,
      Date.UTC(2026, 0),
      1000,
      "Date",
      7,
      true,
    ];
    expect(ask(program, NOON)).toEqual(same);
  });

  it("is the same in a process started later", () => {
    const program = `
      const { execFileSync } = require("node:child_process");
      const args = ["--import", ${JSON.stringify(CLOCK)}, "-p", "process.env.TARTIP_TEST_SHIFT_MS"];
      const child = execFileSync(process.execPath, args, { encoding: "utf8" }).trim();
      console.log(JSON.stringify([process.env.TARTIP_TEST_SHIFT_MS, child]));`;
    const [own, child] = ask(program, NOON) as string[]; // reason: the shape is the program's
    expect(Number(own)).not.toBe(0);
    expect(child).toBe(own);
  });

  it("is the machine's when no instant is asked for, and a word that is none is refused", () => {
    expect(ask(`console.log(JSON.stringify(require("node:util").types.isProxy(Date)))`, undefined)).toBe(false);
    expect(() => ask("", "tomorrow")).toThrow(/not an instant/);
  });
});

describe("the list of days", () => {
  const days = MOMENTS.map(({ at }) => companyDay(at));
  const isOff = new Set(Object.values(holidays.years).flatMap((year) => year.days.map((day) => day.date)));
  /** Minutes from the nearest midnight of the company; negative before it. */
  const fromMidnight = MOMENTS.map(({ at }) => {
    const day = companyDay(at);
    const since = (Date.parse(at) - wallInstantMs(day, 0)) / 60_000;
    return since > 720 ? since - 1440 : since;
  });

  it.each<[string, (day: string) => boolean]>([
    ["the first of a month", (day) => day.endsWith("-01")],
    ["the last of a month", (day) => day === lastDayOfMonth(monthOf(day))],
    ["the last but one of a month", (day) => addDays(day, 1) === lastDayOfMonth(monthOf(day))],
    ["the last of a year", (day) => day.endsWith("-12-31")],
    ["29 February", (day) => day.endsWith("-02-29")],
    ["a Saturday", (day) => weekday(day) === 6],
    ["a holiday on a weekday", (day) => isOff.has(day) && weekday(day) < 6],
  ])("has %s", (_what, fits) => {
    expect(days.some(fits)).toBe(true);
  });

  it("has moments on both sides of midnight, some that live to see it", () => {
    expect(fromMidnight.some((minutes) => minutes > -1 && minutes < 0)).toBe(true);
    expect(fromMidnight.some((minutes) => minutes > 0 && minutes < 1)).toBe(true);
    expect(fromMidnight.filter((minutes) => minutes > -5 && minutes < 0).length).toBeGreaterThan(2);
  });

  it("gives every seed a moment and every moment a seed", () => {
    const drawn = new Set(Array.from({ length: 1000 }, (_, seed) => momentOf(seed)));
    expect(drawn.size).toBe(MOMENTS.length);
    expect(() => momentOf(-1)).toThrow(RangeError);
    expect(() => momentOf(Number("x"))).toThrow(RangeError);
  });
});
