import { instantMs } from "../kernel/calendar.ts";
import { addWorkingMinutes, workingMinutesBetween, type WorkingCalendar } from "../kernel/working-time.ts";

/** While work waited for an answer from elsewhere. */
export interface Pause {
  from: string | Date;
  to: string | Date;
}

/** Working minutes of the pauses that fell on work begun at `since`; what was over before it began does not count. */
export function pausedMinutes(calendar: WorkingCalendar, pauses: readonly Pause[], since: string | Date): number {
  const begun = instantMs(since);
  return pauses.reduce((sum, { from, to }) => {
    const start = new Date(Math.max(instantMs(from), begun));
    return sum + workingMinutesBetween(calendar, start, to);
  }, 0);
}

/** A deadline moved by so many working minutes; one that was late stays as late as it was when the pause began. */
export function movedBy(calendar: WorkingCalendar, dueAt: string | Date, minutes: number): Date {
  return new Date(addWorkingMinutes(calendar, dueAt, minutes));
}
