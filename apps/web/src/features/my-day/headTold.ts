import { addWorkingMinutes, workingCalendar } from "@tartip/domain/kernel/working-time";
import { minutesBetween } from "../../lib/durations.ts";
import type { Instant } from "../../lib/dates.ts";
import type { Reference } from "../../lib/reference.ts";

const SOON_MINUTES = 600;

/**
 * Minutes of the clock until the head is told that nobody accepted an urgent request, 0 once told, `Infinity`
 * when that is not within the working day. The server, which knows the holidays too, does the telling.
 */
export function minutesUntilHead(
  { workHours, weekend, ackWorkMinutes }: Pick<Reference["settings"], "workHours" | "weekend" | "ackWorkMinutes">,
  since: string,
  at: Instant & Date,
): number {
  const calendar = workingCalendar({ years: {} }, workHours, weekend);
  const left = minutesBetween(at, addWorkingMinutes(calendar, since, ackWorkMinutes));
  return left > SOON_MINUTES ? Infinity : Math.max(0, left);
}
