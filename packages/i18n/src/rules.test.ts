import { BLOCKER_CODES } from "@tartip/domain/kernel/blockers";
import { REFUSAL_CODES } from "@tartip/domain/kernel/refusals";
import { describe, expect, it } from "vitest";
import enBlockers from "../messages/en/blockers.json" with { type: "json" };
import enRefusals from "../messages/en/refusals.json" with { type: "json" };
import kkBlockers from "../messages/kk/blockers.json" with { type: "json" };
import kkRefusals from "../messages/kk/refusals.json" with { type: "json" };
import ruBlockers from "../messages/ru/blockers.json" with { type: "json" };
import ruRefusals from "../messages/ru/refusals.json" with { type: "json" };

const PLURALS: Record<string, string[]> = { ru: ["one", "few", "many", "other"], kk: ["one", "other"], en: ["one", "other"] };
const PLURAL_CODES: readonly string[] = [
  "reminded_lately",
  "result_files_few",
  "people_work_here",
  "projects_here",
  "departments_below",
  "items_below",
];

const TEXTS: [string, Record<string, string>, Record<string, string>][] = [
  ["ru", ruBlockers, ruRefusals],
  ["kk", kkBlockers, kkRefusals],
  ["en", enBlockers, enRefusals],
];

describe.each(TEXTS)("rules in %s", (language, blockers, refusals) => {
  it("have one sentence for each blocker and none to spare", () => {
    const keys = BLOCKER_CODES.flatMap((code) =>
      PLURAL_CODES.includes(code) ? (PLURALS[language] ?? []).map((form) => `${code}_${form}`) : [code],
    );
    expect(Object.keys(blockers).toSorted()).toEqual(keys.toSorted());
  });

  it("have one sentence for each refusal and none to spare", () => {
    expect(Object.keys(refusals).toSorted()).toEqual([...REFUSAL_CODES].toSorted());
  });

  it("name the same parameters as the Russian ones", () => {
    const named = (text: string | undefined): string[] =>
      [...(text ?? "").matchAll(/\{\{(\w+)\}\}/gu)].map(([, name]) => name ?? "").toSorted();
    const russian: Record<string, string> = ruBlockers;
    for (const [key, text] of Object.entries(blockers)) expect([key, named(text)]).toEqual([key, named(russian[key])]);
  });
});
