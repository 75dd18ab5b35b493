import { JOURNAL_OF_RECORDS } from "@tartip/domain/kernel/journal";
import { KINDS, ruleOf } from "@tartip/domain/kernel/kinds";
import { expect, it } from "vitest";
import en from "../messages/en/history.json" with { type: "json" };
import kk from "../messages/kk/history.json" with { type: "json" };
import ru from "../messages/ru/history.json" with { type: "json" };

/** Names that are no longer written, but stand in journals: their words stay. */
const FORMER = [
  "approval.voided",
  "approval.voted",
  "bank_account.added",
  "bank_account.confirmed",
  "bank_account.retired",
  "counterparty.changed",
  "document.changed",
  "request.assign",
  "request.assigned",
  "request.created",
  "request.edit",
  "request.grantOverLimit",
  "request.moveDeadline",
  "request.voided",
  "task.assign",
  "task.moveDeadline",
];

const SAID = [
  ...KINDS.flatMap((kind) => ruleOf(kind).journal.map((name) => `${kind}.${name}`)),
  ...JOURNAL_OF_RECORDS,
  ...FORMER,
];

function keysIn(value: unknown, before = ""): string[] {
  if (typeof value !== "object" || value === null) return [before.slice(1)];
  return Object.entries(value).flatMap(([key, inner]) => keysIn(inner, `${before}.${key}`));
}

it.each([
  ["ru", ru],
  ["kk", kk],
  ["en", en],
])("history has words in %s for all that the journal says of records, and none to spare", (_language, { action }) => {
  expect(keysIn(action).toSorted()).toEqual(SAID.toSorted());
});
