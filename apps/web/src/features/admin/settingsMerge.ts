import { draftOf } from "./settingsDraft.ts";
import type { CompanySettings, ExceptionDraft, SettingsDraft } from "./settingsDraft.ts";

type Key = Exclude<keyof SettingsDraft, "exceptions">;

/** Settings that stand differently now than they did when the form was opened; in the order of the form. */
export function changedMeanwhile(seen: CompanySettings, now: CompanySettings): Key[] {
  const [{ exceptions: _before, ...before }, after] = [draftOf(seen), draftOf(now)];
  // reason: a draft has these keys and no others
  return (Object.keys(before) as Key[]).filter((key) => !same(before[key], after[key]));
}

/** The same of exceptions, each as it stands now, or as it was and is no more. */
export function exceptionsMeanwhile(seen: CompanySettings, now: CompanySettings): { one: ExceptionDraft; gone: boolean }[] {
  const [before, after] = [byWork(draftOf(seen).exceptions), byWork(draftOf(now).exceptions)];
  const changed = [...after].filter(([work, one]) => !same(one, before.get(work)));
  const removed = [...before].filter(([work]) => !after.has(work));
  return [...changed.map(([, one]) => ({ one, gone: false })), ...removed.map(([, one]) => ({ one, gone: true }))];
}

/** The form over what stands now: what the person did not touch follows it, what they entered stays. */
export function overNow(draft: SettingsDraft, seen: CompanySettings, now: CompanySettings): SettingsDraft {
  const [before, after] = [draftOf(seen), draftOf(now)];
  const untouched = Object.entries(after).filter(([key]) => same(Reflect.get(draft, key), Reflect.get(before, key)));
  const exceptions = exceptionsOverNow(draft.exceptions, before.exceptions, after.exceptions);
  return { ...draft, ...Object.fromEntries(untouched), exceptions };
}

function exceptionsOverNow(mine: ExceptionDraft[], before: ExceptionDraft[], after: ExceptionDraft[]): ExceptionDraft[] {
  const [own, seen, now] = [byWork(mine), byWork(before), byWork(after)];
  const kept = [...own].flatMap(([work, one]) => (same(one, seen.get(work)) ? (now.get(work) ?? []) : one));
  const added = [...now].flatMap(([work, one]) => (own.has(work) || seen.has(work) ? [] : one));
  return [...kept, ...added];
}

/** Exceptions by what they are for; of several for the same, the first, the second and so on. */
function byWork(exceptions: readonly ExceptionDraft[]): Map<string, ExceptionDraft> {
  const rows = new Map<string, ExceptionDraft>();
  const times = new Map<string, number>();
  for (const one of exceptions) {
    const work = JSON.stringify([one.type, one.priority]);
    const before = times.get(work) ?? 0;
    times.set(work, before + 1);
    rows.set(`${work} ${before}`, one);
  }
  return rows;
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
