import { readFileSync } from "node:fs";
import { JOURNAL_OF_RECORDS } from "@tartip/domain/kernel/journal";
import { KINDS, ruleOf } from "@tartip/domain/kernel/kinds";
import { describe, expect, it } from "vitest";
import { createTranslator, LANGUAGES } from "./index.ts";

/** Names that are no longer written, but stand in journals: their words stay. */
const FORMER: Readonly<Record<string, readonly string[]>> = {
  counterparty: ["changed"],
  document: ["changed"],
  request: ["assign", "assigned", "created", "edit", "grantOverLimit", "moveDeadline", "voided"],
  task: ["assign", "moveDeadline"],
  shared: ["approval.voided", "approval.voted", "bank_account.added", "bank_account.confirmed", "bank_account.retired"],
};

function keysOf(value: unknown, before = ""): string[] {
  if (value === undefined) return [];
  if (typeof value !== "object" || value === null) return [before.slice(1)];
  return Object.entries(value).flatMap(([key, inner]) => keysOf(inner, `${before}.${key}`));
}

/** What stands under a name of a file of messages. */
function partOf(file: string, name: string): unknown {
  const texts: unknown = JSON.parse(readFileSync(new URL(`../messages/${file}.json`, import.meta.url), "utf8"));
  return new Map<string, unknown>(Object.entries(texts ?? {})).get(name);
}

describe.each(LANGUAGES)("history in %s", (language) => {
  it.each(KINDS)("has words for all that the journal says of a %s, and none to spare", (kind) => {
    const said = [...ruleOf(kind).journal, ...(FORMER[kind] ?? [])];
    expect(keysOf(partOf(`${language}/kinds/${kind}`, "journal")).toSorted()).toEqual(said.toSorted());
  });

  it("has words for what it says of all records, and none to spare", () => {
    const said = [...JOURNAL_OF_RECORDS, ...(FORMER["shared"] ?? [])];
    expect(keysOf(partOf(`${language}/history`, "action")).toSorted()).toEqual(said.toSorted());
  });

  it.each(KINDS)("calls a %s by its name", (kind) => {
    const t = createTranslator(language);
    for (const key of [`record:kind.${kind}`, `search:one.${kind}`, `search:kind.${kind}`])
      expect(t(key, { defaultValue: "" }), key).not.toBe("");
    for (const action of ruleOf(kind).journal) expect(t(`history:action.${kind}.${action}`, { defaultValue: "" })).not.toBe("");
  });
});
