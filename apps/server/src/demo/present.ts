import { addDays, addMonths, companyDay, monthOf, wallInstantMs } from "@tartip/domain/kernel/calendar";
import {
  addWorkingDays,
  addWorkingMinutes,
  isWorkingDay,
  workingMinutesBetween,
  type WorkingCalendar,
} from "@tartip/domain/kernel/working-time";

/** The instant at which the demonstration begins; its days are told from there, so that it looks the same on any day. */
export interface Present {
  now: Date;
  today: string;
  calendar: WorkingCalendar;
  /** Days from today, back when negative. */
  day(shift: number): string;
  /** `YYYY-MM`, months from the present one, back when negative. */
  month(shift: number): string;
  /** The instant after which as many working minutes have passed. */
  before(workingMinutes: number): Date;
}

export function presentOf(now: Date, calendar: WorkingCalendar): Present {
  const today = companyDay(now);
  return {
    now,
    today,
    calendar,
    day: (shift) => addDays(today, shift),
    month: (shift) => addMonths(monthOf(today), shift),
    before: (minutes) => workingInstantBefore(calendar, now, minutes),
  };
}

function workingInstantBefore(calendar: WorkingCalendar, now: Date, minutes: number): Date {
  let day = companyDay(now);
  for (;;) {
    const morning = new Date(wallInstantMs(day, 0));
    const worked = workingMinutesBetween(calendar, morning, now);
    if (worked > minutes) return new Date(addWorkingMinutes(calendar, morning, worked - minutes));
    day = addDays(day, -1);
  }
}

/** The day itself when people work on it, else the next one on which they do. */
export function workingDayFrom(calendar: WorkingCalendar, day: string): string {
  return isWorkingDay(calendar, day) ? day : addWorkingDays(calendar, day, 1);
}
