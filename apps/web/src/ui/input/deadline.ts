import { deadlineProblem } from "@tartip/domain/deadlines/deadline";
import { fieldSentence } from "@tartip/i18n/web";
import type { Translate } from "@tartip/i18n/web";
import { now } from "../../lib/clock.ts";
import { dayOf } from "../../lib/dates.ts";

/** The first day that may be a deadline: today, by the company's calendar. */
export function firstDeadline(): string {
  return dayOf(now());
}

/** What is wrong with the day chosen as a deadline, before the server says the same; needs the namespace `fields`. */
export function deadlineError(day: string | null, t: Translate): string | undefined {
  const code = day === null ? undefined : deadlineProblem(day, firstDeadline());
  return code && fieldSentence({ field: "", code }, t);
}
