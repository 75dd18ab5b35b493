import { expect, it } from "vitest";
import { checkNotices } from "../check-notices.ts";
import { plant, spoken } from "./tree.ts";

const LIST = "packages/domain/src/kernel/notices.ts";
const SENDER = "apps/server/src/modules/memo/effects.ts";
const words = (...events: string[]) => JSON.stringify({ event: Object.fromEntries(events.map((one) => [one, one])) });

const SOUND = {
  [LIST]: 'export type NoticeEvent = "memo_sent" | "memo_read";',
  [SENDER]: 'import { tell } from "../../records/notices/tell.ts";\ntell("memo_sent", ok ? "memo_read" : null);',
  "packages/i18n/messages/en/notices.json": words("changed", "memo_sent"),
  "packages/i18n/messages/en/kinds/memo.json": '{ "notices": { "memo_read": "x" } }',
};

const found = (change: Record<string, string>) => spoken(checkNotices(plant({ ...SOUND, ...change })));

it("lets pass what is listed, sent and said", () => {
  expect(found({})).toEqual([]);
});

it.each([
  ["nobody sends", { [SENDER]: 'import { tell } from "../../records/notices/tell.ts";\ntell("memo_sent");' }],
  ["only a test sends", { [SENDER]: "export {};", "apps/server/src/modules/memo/a.test.ts": SOUND[SENDER] }],
  ["stands where nothing is sent", { [SENDER]: 'export const words = ["memo_sent", "memo_read"];' }],
])("refuses an event that %s", (_name, change) => {
  expect(found(change)).toContainEqual(`${LIST}:1 nobody sends "memo_read"`);
});

it("refuses an event without words in some language, and words of no event", () => {
  const kk = "packages/i18n/messages/kk/notices.json";
  expect(found({ [kk]: words("memo_sent", "memo_lost") })).toEqual([
    `${kk}:1 lacks "memo_read"`,
    `${kk}:1 "memo_lost" is no notice of ${LIST}`,
  ]);
});
