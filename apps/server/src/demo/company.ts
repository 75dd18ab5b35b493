import company from "../../demo/company.json" with { type: "json" };
import { addMonths, addMonthsToDay, companyDay, monthOf, wallInstantMs } from "@tartip/domain/kernel/calendar";

/** The synthetic company as it lies in `demo/company.json`. */
export const COMPANY = company;

/** The month that the data calls the current one. */
const DATA_MONTH = "2026-11";

/** Moves the data's dates by whole months, so that its current month is the clock's. */
export interface Shift {
  months: number;
  day(day: string): string;
  month(month: string): string;
  /** The instant at which the clock on the wall shows `time` (HH:MM) on a shifted day of the data. */
  at(day: string, time: string): Date;
}

/** The shift that fits a clock. */
export function shiftFor(now: Date): Shift {
  const current = monthOf(companyDay(now));
  const months = monthsBetween(DATA_MONTH, current);
  const day = (text: string) => addMonthsToDay(text, months);
  return {
    months,
    day,
    month: (month) => addMonths(month, months),
    at: (text, time) => new Date(wallInstantMs(day(text), minutesOf(time))),
  };
}

function monthsBetween(from: string, to: string): number {
  const index = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7));
  return index(to) - index(from);
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}
