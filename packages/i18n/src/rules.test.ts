import { readFileSync } from "node:fs";
import { BLOCKER_CODES } from "@tartip/domain/kernel/blockers";
import { KINDS } from "@tartip/domain/kernel/kinds";
import { REFUSAL_CODES } from "@tartip/domain/kernel/refusals";
import { describe, expect, it } from "vitest";
import { LANGUAGES } from "./languages.ts";
const PLURALS: Record<string, string[]> = { ru: ["one", "few", "many", "other"], kk: ["one", "other"], en: ["one", "other"] };
const PLURAL_CODES: readonly string[] = [
  "reminded_lately",
  "result_files_few",
  "people_work_here",
  "projects_here",
  "departments_below",
  "items_below",
];

type Texts = Record<string, string>;

const read = (path: string): Record<string, Texts> =>
  // reason: check-translations holds the catalogues to this shape
  JSON.parse(readFileSync(new URL(`../messages/${path}.json`, import.meta.url), "utf8")) as Record<string, Texts>;

/** Sentences of rules in a language: the shared ones, and those that kinds of records bring. */
function sentences(language: string, rules: "blockers" | "refusals"): Texts {
  const kinds = KINDS.map((kind) => read(`${language}/kinds/${kind}`)[rules] ?? {});
  return Object.assign({}, read(`${language}/${rules}`), ...kinds);
}

describe.each(LANGUAGES)("rules in %s", (language) => {
  const blockers = sentences(language, "blockers");
  const refusals = sentences(language, "refusals");

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
    const russian = sentences("ru", "blockers");
    for (const [key, text] of Object.entries(blockers)) expect([key, named(text)]).toEqual([key, named(russian[key])]);
  });
});
