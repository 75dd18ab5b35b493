import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const FOLDER = join(import.meta.dirname, "../messages/ru");

/** Every sentence of the Russian catalogues under its file and key. */
function sentences(): [string, string][] {
  const files = readdirSync(FOLDER, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".json"));
  return files.flatMap((path) => textsOf(JSON.parse(readFileSync(join(FOLDER, path), "utf8")), path));
}

function textsOf(node: unknown, at: string): [string, string][] {
  if (typeof node === "string") return [[at, node]];
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => textsOf(value, `${at} ${key}`));
}

/** How a good colleague does not write, and why. */
const REFUSED: readonly [string, RegExp][] = [
  ["a verb for two genders at once", /\p{L}\((?:а|ла|на|ка)\)/u],
  ["a plural verb with one day", /осталось \{\{count\}\} день/u],
  ["two states in one word", /Истёк \/ закрыт/u],
  ["the demonstration company in the help of a real one", /Чистый Дом|МедТехСервис|Медснаб/u],
];

it.each(REFUSED)("writes Russian without %s", (_why, pattern) => {
  expect(sentences().length).toBeGreaterThan(1000);
  expect(sentences().filter(([, text]) => pattern.test(text))).toEqual([]);
});
