import { draftOf } from "./settingsDraft.ts";
import type { CompanySettings, SettingsDraft } from "./settingsDraft.ts";

type Key = keyof SettingsDraft;

/** Settings that stand differently now than they did when the form was opened; in the order of the form. */
export function changedMeanwhile(seen: CompanySettings, now: CompanySettings): Key[] {
  const [before, after] = [draftOf(seen), draftOf(now)];
  // reason: a draft has these keys and no others
  return (Object.keys(before) as Key[]).filter((key) => !same(before[key], after[key]));
}

/** The form over what stands now: what the person did not touch follows it, what they entered stays. */
export function overNow(draft: SettingsDraft, seen: CompanySettings, now: CompanySettings): SettingsDraft {
  const [before, after] = [draftOf(seen), draftOf(now)];
  const untouched = Object.entries(after).filter(([key]) => same(Reflect.get(draft, key), Reflect.get(before, key)));
  return { ...draft, ...Object.fromEntries(untouched) };
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
