import { addDays, isDay } from "../kernel/calendar.ts";
import { isEmpty } from "../kernel/conditions.ts";
import { meaningOf } from "./meaning.ts";
import type { Meant } from "./meaning.ts";
import type { FormValues } from "./scope.ts";

/** Days of the company, both included. */
export interface Days {
  fromDate: string;
  toDate: string;
}

/** What an approved personal request means for the person it is about. */
export interface Leave extends Days {
  /** Nobody when the request names no one. */
  substituteId: string | null;
}

/** The days away a request asks for; null for a request about anything else. */
export function leaveOf(type: Meant, values: FormValues): Leave | null {
  const { leave } = meaningOf(type);
  if (!leave?.kinds.some((kind) => kind === values[leave.kind])) return null;
  const [fromDate, toDate] = [values[leave.from], values[leave.to]];
  if (!isDay(fromDate) || !isDay(toDate) || toDate < fromDate) return null;
  const substitute = leave.substitute === undefined ? undefined : values[leave.substitute];
  return { fromDate, toDate, substituteId: isEmpty(substitute) ? null : String(substitute) };
}

/** Whether two stretches of days have one in common. */
export function overlap(one: Days, other: Days): boolean {
  return one.fromDate <= other.toDate && other.fromDate <= one.toDate;
}

/** What both have in common; null where they have nothing. */
export function shared(one: Days, other: Days): Days | null {
  if (!overlap(one, other)) return null;
  const [fromDate, toDate] = [one.fromDate, one.toDate];
  return {
    fromDate: fromDate > other.fromDate ? fromDate : other.fromDate,
    toDate: toDate < other.toDate ? toDate : other.toDate,
  };
}

/** What people still bring after the turn of a year: the sheet of an illness, the papers of a trip. */
const LATEST_DAYS = 92;

/** Whether all of it lies in a year that is over, and longer back than papers take. @param today the company's day */
export function isOfClosedYear({ toDate }: Days, today: string): boolean {
  return toDate.slice(0, 4) < today.slice(0, 4) && addDays(toDate, LATEST_DAYS) < today;
}

/** The parts of these days that none of the taken ones covers, in order. */
export function uncovered({ fromDate, toDate }: Days, taken: readonly Days[]): Days[] {
  let left: Days[] = [{ fromDate, toDate }];
  for (const one of taken) left = left.flatMap((part) => without(part, one));
  return left.toSorted((a, b) => a.fromDate.localeCompare(b.fromDate));
}

function without(part: Days, taken: Days): Days[] {
  if (taken.toDate < part.fromDate || part.toDate < taken.fromDate) return [part];
  const before = { fromDate: part.fromDate, toDate: addDays(taken.fromDate, -1) };
  const after = { fromDate: addDays(taken.toDate, 1), toDate: part.toDate };
  return [before, after].filter(({ fromDate, toDate }) => fromDate <= toDate);
}
