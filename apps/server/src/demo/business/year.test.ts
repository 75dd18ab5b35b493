import holidays from "@tartip/domain/data/holidays-kz.json" with { type: "json" };
import { addDays, lastDayOfMonth } from "@tartip/domain/kernel/calendar";
import { workingCalendar } from "@tartip/domain/kernel/working-time";
import { describe, expect, it } from "vitest";
import { MOMENTS } from "../../../../../tools/testing/days.ts";
import { presentOf, type Present } from "../present.ts";
import { CLOSED_MONTHS, plannedOf, spentOf } from "./year.ts";

const calendar = workingCalendar(holidays);
/** Days all over a leap year, and those on which dates go wrong. */
const DAYS = [
  ...Array.from({ length: 53 }, (_, n) => new Date(`${addDays("2028-01-01", n * 7 + (n % 5))}T05:00:00Z`)),
  ...MOMENTS.map(({ at }) => new Date(at)),
].map((day) => presentOf(day, calendar));

type Line = { branch: string; costItem: string; project?: string };

const sum = (amounts: readonly number[]) => amounts.reduce((whole, one) => whole + one, 0);
const keyOf = ({ branch, costItem, project }: Line) => `${branch} ${costItem} ${project ?? ""}`;

/** Plan and spent of a month, by line. */
function monthsOf(present: Present): (month: string) => { plan: number; spent: number }[] {
  const planned = plannedOf(present);
  const spent = spentOf(present);
  return (month) => {
    const paid = spent.filter((one) => one.month === month);
    return planned
      .filter((one) => one.month === month)
      .map((line) => ({
        plan: line.tenge,
        spent: sum(paid.filter((one) => keyOf(one.line) === keyOf(line)).map(({ tenge }) => tenge)),
      }));
  };
}

const shareOf = (lines: readonly { plan: number; spent: number }[]) =>
  sum(lines.map(({ spent }) => spent)) / sum(lines.map(({ plan }) => plan));

describe("a year of plans and spending", () => {
  it("spends each closed month between 80 and 108 % of its plan, some lines over and some under", () => {
    for (const present of DAYS) {
      const linesOf = monthsOf(present);
      const months = Array.from({ length: CLOSED_MONTHS }, (_, n) => linesOf(present.month(n - CLOSED_MONTHS)));
      for (const lines of months) {
        expect(shareOf(lines)).toBeGreaterThan(0.8);
        expect(shareOf(lines)).toBeLessThan(1.08);
        expect(lines.some(({ plan, spent }) => spent < plan)).toBe(true);
      }
      expect(months.filter((lines) => lines.some(({ plan, spent }) => spent > plan)).length).toBeGreaterThan(4);
    }
  });

  it("has spent about as much of the present month as of it is over", () => {
    const far = DAYS.flatMap((present) => {
      const over = (Number(present.today.slice(8)) - 1) / Number(lastDayOfMonth(present.month(0)).slice(8));
      const share = shareOf(monthsOf(present)(present.month(0)));
      return Math.abs(share - over) > 0.2 ? [`${present.today}: ${Math.round(share * 100)} % of the plan`] : [];
    });
    expect(far).toEqual([]);
  });

  it("pays before today, and within the month what belongs to a closed one", () => {
    for (const present of DAYS) {
      for (const { month, asked, paid } of spentOf(present)) {
        expect(asked < paid && paid < present.today, `${present.today}: ${paid}`).toBe(true);
        expect(paid <= lastDayOfMonth(month)).toBe(true);
      }
    }
  });
});
