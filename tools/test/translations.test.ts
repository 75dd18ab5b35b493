import { describe, expect, it } from "vitest";
import { checkTranslations } from "../check-translations.ts";
import { plant, spoken } from "./tree.ts";

type Texts = Record<string, unknown>;

const RU = {
  title: "Заявка {{number}}",
  files_one: "{{count}} файл",
  files_few: "{{count}} файла",
  files_many: "{{count}} файлов",
  files_other: "{{count}} файла",
};
const KK = { title: "{{number}} өтінім", files_one: "{{count}} файл", files_other: "{{count}} файл" };
const EN = { title: "Request {{number}}", files_one: "{{count}} file", files_other: "{{count}} files" };

function found(change: { ru?: Texts; kk?: Texts; en?: Texts }, code: Record<string, string> = {}): string[] {
  const messages = { ru: change.ru ?? RU, kk: change.kk ?? KK, en: change.en ?? EN };
  const files = Object.entries(messages).map(([language, texts]) => [
    `packages/i18n/messages/${language}/ui.json`,
    JSON.stringify(texts),
  ]);
  return spoken(checkTranslations(plant({ ...Object.fromEntries(files), ...code })));
}

it("passes three complete languages", () => {
  expect(found({})).toEqual([]);
});

it("knows nested keys and keys that only look plural", () => {
  const nested = { pay: { some_other: "x", one: "y" } };
  expect(found({ ru: { a: nested, b_one: "z" }, kk: { a: nested, b_one: "z" }, en: { a: nested, b_one: "z" } })).not.toEqual([]);
  const plain = { pay: { state: "x" }, due: "y" };
  expect(found({ ru: plain, kk: plain, en: plain })).toEqual([]);
});

describe("refuses", () => {
  it.each<[string, Parameters<typeof found>[0], RegExp]>([
    ["a missing key", { kk: { ...KK, title: undefined } }, /kk.*lacks "title"/],
    ["a key that Russian lacks", { en: { ...EN, extra: "x" } }, /ru.*lacks "extra"/],
    ["a missing plural form", { ru: { ...RU, files_few: undefined } }, /ru.*lacks "files_few"/],
    ["a form the language lacks", { en: { ...EN, files_few: "{{count}} files" } }, /en has no plural form "few"/],
    ["a missing placeholder", { en: { ...EN, title: "Request" } }, /en.*"title" has the placeholders \[\], ru has \[number\]/],
    ["a renamed placeholder", { kk: { ...KK, title: "{{no}} өтінім" } }, /kk.*placeholders \[no\]/],
    ["an empty text", { kk: { ...KK, title: " " } }, /"title" is empty/],
    ["a value that is no text", { en: { ...EN, title: 5 } }, /"title" is no text/],
  ])("%s", (_name, change, expected) => {
    expect(found(change).join("\n")).toMatch(expected);
  });

  it("a missing file", () => {
    const root = plant({ "packages/i18n/messages/ru/ui.json": "{}", "packages/i18n/messages/en/ui.json": "{}" });
    expect(spoken(checkTranslations(root))).toEqual(["packages/i18n/messages/kk/ui.json:1 is missing"]);
  });

  it("a key that stands twice", () => {
    const text = '{"a":"1","a":"1"}';
    const files = ["ru", "kk", "en"].map((language) => [`packages/i18n/messages/${language}/ui.json`, text]);
    expect(checkTranslations(plant(Object.fromEntries(files)))).toHaveLength(3);
  });
});

describe("holds the code to the catalogues", () => {
  const page = "apps/web/src/features/requests/RequestPage.tsx";
  const use = (call: string, namespace = '"ui"') => ({ [page]: `const { t } = useTranslation(${namespace});\n${call};\n` });

  it("finds keys with and without namespace, plural or not", () => {
    expect(found({}, use('t("title"); t("ui:title"); t("files", { count: 2 }); t(`title.${x}`)'))).toEqual([]);
  });

  it("names the key that is not there", () => {
    expect(found({}, use('t("titel")'))).toEqual([`${page}:2 no text for "ui:titel"`]);
    expect(found({}, use('t("ui:titel")'))).toHaveLength(1);
    expect(found({}, use('t("gone:title")'))).toHaveLength(1);
    expect(found({}, { "apps/server/src/modules/requests/jobs.ts": 'translate("ui:titel");' })).toHaveLength(1);
  });

  it("stays silent where the namespace cannot be seen", () => {
    expect(found({}, use('t("titel")', "namespace"))).toEqual([]);
  });
});

describe("lets a kind of record bring its words", () => {
  const page = "apps/web/src/features/memos/MemoPage.tsx";
  const WORDS = { name: "Memo", plural: "Memos", status: { sent: "Sent" }, notices: { memo_sent: "A memo came" } };

  function kind(change: { ru?: Texts; kk?: Texts; en?: Texts }, code = ""): string[] {
    const files = ["ru", "kk", "en"].flatMap((language) => [
      [`packages/i18n/messages/${language}/notices.json`, JSON.stringify({ event: { changed: "Changed" } })],
      [
        `packages/i18n/messages/${language}/kinds/memo.json`,
        JSON.stringify({ ...WORDS, ...new Map<string, Texts | undefined>(Object.entries(change)).get(language) }),
      ],
    ]);
    return found({}, { ...Object.fromEntries(files), [page]: code });
  }

  it("where the code asks for those of all kinds", () => {
    expect(
      kind({}, 't("status:memo.sent"); t("record:kind.memo"); t("search:kind.memo"); t("notices:event.memo_sent");'),
    ).toEqual([]);
    expect(kind({}, 't("status:memo.gone");')).toEqual([`${page}:1 no text for "status:memo.gone"`]);
  });

  it.each<[string, Parameters<typeof kind>[0], string]>([
    ["in all languages", { kk: { status: {} } }, 'kk/kinds/memo.json:1 lacks "status.sent"'],
    ["with its name", { ru: { name: undefined }, kk: { name: undefined }, en: { name: undefined } }, 'memo.json:1 lacks "name"'],
    ["in parts that somebody reads", { ru: { states: { a: "b" } } }, '"states" is no part of a kind\'s catalogue'],
    [
      "without touching the words of others in one language alone",
      { ru: { notices: { changed: "Changed" } }, kk: { notices: { changed: "x" } }, en: { notices: { changed: "Changed" } } },
      'kk/kinds/memo.json:1 "notices.changed" says otherwise',
    ],
    ["without touching the words of others", { ru: { notices: { changed: "x" } } }, "says otherwise than notices:event.changed"],
  ])("%s", (_name, change, message) => {
    expect(kind(change).join("\n")).toContain(message);
  });
});
