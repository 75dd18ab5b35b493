import type { Schema } from "@tartip/api-client";

export type CompanySettings = Schema<"CompanySettings">;

/** When deadlines speak; in this order in the form. */
export const DEADLINE_FIELDS = ["remindDays", "remindHours", "headHours", "departmentHours"] as const;
export const OTHER_FIELDS = ["questionWorkDays", "ackWorkMinutes", "autoCloseWorkDays"] as const;

type DeadlineField = (typeof DEADLINE_FIELDS)[number];

/** What differs for some work; an empty number is that of most. */
export interface ExceptionDraft extends Record<DeadlineField, string> {
  type: string | null;
  priority: string | null;
}

/** The settings as they are being filled in: numbers as typed. */
export interface SettingsDraft extends Record<DeadlineField | (typeof OTHER_FIELDS)[number], string> {
  exceptions: ExceptionDraft[];
  unplannedByCfo: boolean;
}

export const EMPTY_EXCEPTION: ExceptionDraft = {
  type: null,
  priority: null,
  remindDays: "",
  remindHours: "",
  headHours: "",
  departmentHours: "",
};

export function draftOf(settings: CompanySettings): SettingsDraft {
  const { deadlines, questionWorkDays, ackWorkMinutes, autoCloseWorkDays, unplannedByCfo } = settings;
  return {
    ...texts(deadlines),
    questionWorkDays: String(questionWorkDays),
    ackWorkMinutes: String(ackWorkMinutes),
    autoCloseWorkDays: String(autoCloseWorkDays),
    unplannedByCfo,
    exceptions: deadlines.exceptions.map((one) => ({
      ...texts(one),
      type: one.type ?? null,
      priority: one.priority === undefined ? null : String(one.priority),
    })),
  };
}

/** The draft as the server takes it; an exception without any number says nothing and is left out. */
export function bodyOf(draft: SettingsDraft) {
  return {
    deadlines: {
      remindDays: Number(draft.remindDays),
      remindHours: Number(draft.remindHours),
      headHours: Number(draft.headHours),
      departmentHours: Number(draft.departmentHours),
      exceptions: draft.exceptions.filter((one) => DEADLINE_FIELDS.some((name) => one[name] !== "")).map(exceptionOf),
    },
    questionWorkDays: Number(draft.questionWorkDays),
    ackWorkMinutes: Number(draft.ackWorkMinutes),
    autoCloseWorkDays: Number(draft.autoCloseWorkDays),
    unplannedByCfo: draft.unplannedByCfo,
  };
}

/** Whether it is a number that the field may not have: a finished request is looked at before it closes. */
export function isTooSmall(name: string, draft: SettingsDraft): boolean {
  return name === "autoCloseWorkDays" && isWhole(draft.autoCloseWorkDays) && Number(draft.autoCloseWorkDays) < 1;
}

/** Fields without a whole number that they may have: `headHours`, `exceptions.0.headHours`; those of exceptions may stay empty. */
export function wrongNumbers(draft: SettingsDraft): Set<string> {
  const wrong = [...DEADLINE_FIELDS, ...OTHER_FIELDS].filter((name) => !isWhole(draft[name]) || isTooSmall(name, draft));
  const inExceptions = draft.exceptions.flatMap((one, index) =>
    DEADLINE_FIELDS.filter((name) => one[name] !== "" && !isWhole(one[name])).map((name) => `exceptions.${index}.${name}`),
  );
  return new Set([...wrong, ...inExceptions]);
}

function isWhole(text: string): boolean {
  return /^\d{1,4}$/u.test(text.trim());
}

function texts(numbers: Partial<Record<DeadlineField, number>>): Record<DeadlineField, string> {
  const text = (name: DeadlineField): string => (numbers[name] === undefined ? "" : String(numbers[name]));
  return {
    remindDays: text("remindDays"),
    remindHours: text("remindHours"),
    headHours: text("headHours"),
    departmentHours: text("departmentHours"),
  };
}

function exceptionOf({ type, priority, ...numbers }: ExceptionDraft) {
  const given = DEADLINE_FIELDS.filter((name) => numbers[name] !== "").map((name) => [name, Number(numbers[name])] as const);
  const rule: Partial<Record<DeadlineField, number>> = Object.fromEntries(given);
  return { ...(type ? { type } : {}), ...(priority ? { priority: Number(priority) } : {}), ...rule };
}
