import { addDays, daysBetween } from "../kernel/calendar.ts";

/** Days before the end at which the responsible is warned, far to near. */
export const WARNING_DAYS: readonly number[] = [90, 60, 30];

/** Where a document stands in time. `daysLeft` counts the last day as still valid. */
export type Validity =
  | { state: "openEnded" }
  | { state: "notYet"; startsIn: number }
  | { state: "valid" | "expiring"; daysLeft: number; warning: number | null }
  | { state: "expired"; daysAgo: number };

/** The validity of a document on a day of the company; it is good through its last day. */
export function validityOn(document: { validFrom: string | null; validTo: string | null }, today: string): Validity {
  const { validFrom, validTo } = document;
  if (validTo !== null && validTo < today) return { state: "expired", daysAgo: daysBetween(validTo, today) };
  if (validFrom !== null && validFrom > today) return { state: "notYet", startsIn: daysBetween(today, validFrom) };
  if (validTo === null) return { state: "openEnded" };
  const daysLeft = daysBetween(today, validTo);
  const warning = WARNING_DAYS.filter((days) => daysLeft <= days).at(-1) ?? null;
  return { state: warning === null ? "valid" : "expiring", daysLeft, warning };
}

/** Whether the document ended by itself before this day: its status follows at company midnight. */
export function hasExpired(validTo: string | null, today: string): boolean {
  return validTo !== null && validTo < today;
}

/**
 * The warning that is due, or `null`: the nearest one reached, so that days without a running server cost no warning.
 *
 * @param warned the smallest warning already given
 */
export function dueWarning(validTo: string | null, today: string, warned: number | null): number | null {
  if (validTo === null || hasExpired(validTo, today)) return null;
  const reached = WARNING_DAYS.filter((days) => addDays(validTo, -days) <= today).at(-1) ?? null;
  return reached !== null && (warned === null || reached < warned) ? reached : null;
}
