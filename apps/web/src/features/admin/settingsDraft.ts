import type { Schema } from "@tartip/api-client";
import { SETTING_LIMITS } from "@tartip/domain/deadlines/limits";

export type CompanySettings = Schema<"CompanySettings">;

/** When deadlines speak; in this order in the form. */
export const DEADLINE_FIELDS = ["remindDays", "remindHours", "headHours", "departmentHours"] as const;
export const OTHER_FIELDS = ["questionWorkDays", "ackWorkMinutes", "autoCloseWorkDays"] as const;

type DeadlineField = (typeof DEADLINE_FIELDS)[number];
type SettingName = DeadlineField | (typeof OTHER_FIELDS)[number];

/** What differs for some work; an empty number is that of most. */
export interface ExceptionDraft extends Record<DeadlineField, string> {
  type: string | null;
  priority: string | null;
}

/** The settings as they are being filled in: numbers as typed. */
export interface SettingsDraft extends Record<SettingName, string> {
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
      exceptions: draft.exceptions.filter(saysAnything).map(exceptionOf),
    },
    questionWorkDays: Number(draft.questionWorkDays),
    ackWorkMinutes: Number(draft.ackWorkMinutes),
    autoCloseWorkDays: Number(draft.autoCloseWorkDays),
    unplannedByCfo: draft.unplannedByCfo,
  };
}

/** Why a field may not have its number: the key of the sentence, and the limit it names. */
export interface WrongNumber {
  key: string;
  count: number;
}

/** Fields without a number that they may have: `headHours`, `exceptions.0.headHours`; those of exceptions may stay empty. */
export function wrongNumbers(draft: SettingsDraft): Map<string, WrongNumber> {
  const wrong = new Map<string, WrongNumber>();
  const look = (field: string, name: SettingName, text: string) => {
    const found = wrongNumber(name, text);
    if (found) wrong.set(field, found);
  };
  for (const name of [...DEADLINE_FIELDS, ...OTHER_FIELDS]) look(name, name, draft[name]);
  for (const [index, one] of draft.exceptions.entries())
    for (const name of DEADLINE_FIELDS) if (one[name].trim() !== "") look(exceptionField(index, name), name, one[name]);
  return wrong;
}

function wrongNumber(name: SettingName, text: string): WrongNumber | null {
  if (!/^\d{1,9}$/u.test(text.trim())) return { key: "whole", count: 0 };
  const { minimum, maximum, unit } = SETTING_LIMITS[name];
  if (Number(text) < minimum) return { key: `atLeast.${unit}`, count: minimum };
  return Number(text) > maximum ? { key: `atMost.${unit}`, count: maximum } : null;
}

/** The form's field of one that the server names: it counts only exceptions that were sent. */
export function fieldOf(path: string, draft: SettingsDraft): string {
  const [, index, name] = /^deadlines\.exceptions\.(\d+)\.(\w+)$/u.exec(path) ?? [];
  if (index === undefined || name === undefined) return path.replace(/^deadlines\./u, "");
  const sent = draft.exceptions.flatMap((one, at) => (saysAnything(one) ? [at] : []));
  return exceptionField(sent[Number(index)] ?? Number(index), name);
}

/** Name of a field of an exception. */
export function exceptionField(index: number, name: string): string {
  return `exceptions.${index}.${name}`;
}

function saysAnything(one: ExceptionDraft): boolean {
  return DEADLINE_FIELDS.some((name) => one[name].trim() !== "");
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
  const given = DEADLINE_FIELDS.filter((name) => numbers[name].trim() !== "").map(
    (name) => [name, Number(numbers[name])] as const,
  );
  const rule: Partial<Record<DeadlineField, number>> = Object.fromEntries(given);
  return { ...(type ? { type } : {}), ...(priority ? { priority: Number(priority) } : {}), ...rule };
}
