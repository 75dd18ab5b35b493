import { instantMs } from "../kernel/calendar.ts";
import { workingMinutesBetween, type WorkingCalendar } from "../kernel/working-time.ts";

/**
 * What a deadline says, in this order: that it is near (by working days, then by working hours), that it has passed, to the head
 * of the person awaited, and to the head of the department.
 */
export type DeadlineLevel = "soon_day" | "soon_hours" | "overdue" | "head" | "department";

/** When a deadline speaks, in working time; 0 leaves a level out. */
export interface DeadlineRule {
  remindDays: number;
  remindHours: number;
  /** Working hours after the deadline at which the head hears of it. */
  headHours: number;
  /** How many more until the head of the department does. */
  departmentHours: number;
}

/** The rule of most, and what differs for a type, a priority, or both. */
export interface DeadlineSettings extends DeadlineRule {
  exceptions: readonly (Partial<DeadlineRule> & { type?: string; priority?: number })[];
}

export const USUAL_DEADLINES: DeadlineSettings = {
  remindDays: 1,
  remindHours: 2,
  headHours: 8,
  departmentHours: 8,
  exceptions: [],
};

/** The rule for work of a type and a priority: an exception for the type weighs more than one for the priority, for both most. */
export function deadlineRuleFor(
  { exceptions, ...usual }: DeadlineSettings,
  of: { type: string | null; priority: number },
): DeadlineRule {
  const fitting = exceptions
    .filter(({ type, priority }) => (type ?? of.type) === of.type && (priority ?? of.priority) === of.priority)
    .toSorted((one, other) => weight(one) - weight(other));
  const rule = { ...usual };
  for (const { type: _type, priority: _priority, ...own } of fitting) Object.assign(rule, own);
  return rule;
}

function weight({ type, priority }: { type?: string; priority?: number }): number {
  return (type === undefined ? 0 : 2) + (priority === undefined ? 0 : 1);
}

/**
 * Every level that time has reached by `now`. A reminder whose time had come already when the wait began is none: the person
 * has just been told of the work. Once the deadline has passed nothing is near any more.
 *
 * @param since when the wait began
 */
export function levelsReached(
  calendar: WorkingCalendar,
  { since, dueAt }: { since: Date; dueAt: Date },
  now: Date,
  rule: DeadlineRule,
): DeadlineLevel[] {
  if (instantMs(now) < instantMs(dueAt)) {
    const longest = Math.max(rule.remindDays * minutesOfDay(calendar), rule.remindHours * 60) + 1;
    const left = workingMinutesBetween(calendar, now, dueAt, longest);
    const whole = workingMinutesBetween(calendar, since, dueAt, longest);
    const isNear = (minutes: number): boolean => minutes > 0 && left <= minutes && whole > minutes;
    return [
      ...(isNear(rule.remindDays * minutesOfDay(calendar)) ? (["soon_day"] as const) : []),
      ...(isNear(rule.remindHours * 60) ? (["soon_hours"] as const) : []),
    ];
  }
  const head = rule.headHours * 60;
  const department = head + rule.departmentHours * 60;
  const late = workingMinutesBetween(calendar, dueAt, now, department);
  return [
    "overdue",
    ...(rule.headHours > 0 && late >= head ? (["head"] as const) : []),
    ...(rule.departmentHours > 0 && late >= department ? (["department"] as const) : []),
  ];
}

/** What an open question says: a reminder on the first working day, then another, of which the one who asked and a head hear. */
export type QuestionLevel = "first" | "unanswered";

/** The one level of a question asked at `askedAt` that time has reached; 0 days leave the second out. */
export function questionLevel(calendar: WorkingCalendar, askedAt: Date, now: Date, workDays: number): QuestionLevel | null {
  const waited = workingMinutesBetween(calendar, askedAt, now);
  if (workDays > 0 && waited >= workDays * minutesOfDay(calendar)) return "unanswered";
  return waited >= minutesOfDay(calendar) ? "first" : null;
}

function minutesOfDay({ spans }: WorkingCalendar): number {
  return spans.reduce((sum, [from, to]) => sum + to - from, 0);
}
