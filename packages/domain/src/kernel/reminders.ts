import type { WorkingCalendar } from "./working-time.ts";
import { instantMs } from "./calendar.ts";
import { addWorkingMinutes } from "./working-time.ts";

/** Working hours that pass before those awaited on a record may be reminded again. */
export const REMIND_AGAIN_WORK_HOURS = 4;

/** A person the record waits for, and from when they may be reminded. */
export interface ReminderFacts {
  awaitedIds: readonly string[];
  /** A queue is awaited: all its members. */
  queueAwaited: boolean;
  /** ISO instant; null when a reminder may be sent now. */
  againAt: string | null;
}

/** When the next reminder may follow the last; null when it may be sent now. */
export function againAt(calendar: WorkingCalendar, remindedAt: Date, now: Date): string | null {
  const next = addWorkingMinutes(calendar, remindedAt, REMIND_AGAIN_WORK_HOURS * 60);
  return instantMs(next) > now.getTime() ? next : null;
}

/** Whether anybody but this person is awaited: nobody is reminded by themselves. */
export function awaitsOthers({ awaitedIds, queueAwaited }: ReminderFacts, personId: string): boolean {
  return queueAwaited || awaitedIds.some((id) => id !== personId);
}
