// What people are told: the list of the domain, the words in every language and the places that send it say the same.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Visitor } from "oxc-parser";
import { isTest, readSources, report, rootFromArguments, type Source, type Violation } from "./checks/sources.ts";

const LIST = "packages/domain/src/kernel/notices.ts";
const MESSAGES = "packages/i18n/messages";
/** What a page says of a notice stored before its event was dropped. */
const FALLBACK = "changed";
/** A file that sends notices, or holds events for one that does, imports one of these. */
const SENDER =
  /records\/notices\/(tell|followers)\.ts$|records\/run-host\.ts$|kernel\/notices$|^\.\.?\/(notices\/)?(tell|followers)\.ts$/;

/** All violations of a checkout (or of a tree shaped like one). */
export function checkNotices(root: string): Violation[] {
  const sources = readSources(root);
  const list = sources.find(({ path }) => path === LIST);
  if (!list) return [];
  const events = namedIn(list);
  const sent = new Set(sources.filter(isSender).flatMap((source) => [...namedIn(source).keys()]));
  const unsent = [...events].filter(([event]) => !sent.has(event));
  const languages = readdirSync(join(root, MESSAGES));
  return [
    ...unsent.map(([event, line]) => ({ file: LIST, line, message: `nobody sends "${event}"` })),
    ...languages.flatMap((language) => wordsAgainst(root, language, events)),
  ];
}

function isSender({ path, parsed }: Source): boolean {
  if (!path.startsWith("apps/server/src/") || isTest(path)) return false;
  return parsed.module.staticImports.some(({ moduleRequest }) => SENDER.test(moduleRequest.value));
}

/** Texts that are written in a file, with their lines. */
function namedIn({ parsed, lineAt }: Source): Map<string, number> {
  const texts = new Map<string, number>();
  new Visitor({
    Literal({ value, start }) {
      if (typeof value === "string" && /^[a-z_]+$/.test(value)) texts.set(value, lineAt(start));
    },
  }).visit(parsed.program);
  return texts;
}

function wordsAgainst(root: string, language: string, events: ReadonlyMap<string, number>): Violation[] {
  const file = `${MESSAGES}/${language}/notices.json`;
  const words = new Map(Object.keys(section(root, file, "event")).map((event) => [event, file]));
  const kinds = `${MESSAGES}/${language}/kinds`;
  for (const name of existsSync(join(root, kinds)) ? readdirSync(join(root, kinds)) : [])
    for (const event of Object.keys(section(root, `${kinds}/${name}`, "notices"))) words.set(event, `${kinds}/${name}`);
  words.delete(FALLBACK);
  return [
    ...[...events.keys()].filter((event) => !words.has(event)).map((event) => ({ file, line: 1, message: `lacks "${event}"` })),
    ...[...words]
      .filter(([event]) => !events.has(event))
      .map(([event, path]) => ({ file: path, line: 1, message: `"${event}" is no notice of ${LIST}` })),
  ];
}

function section(root: string, path: string, name: string): object {
  if (!existsSync(join(root, path))) return {};
  const found: unknown = Object.getOwnPropertyDescriptor(JSON.parse(readFileSync(join(root, path), "utf8")), name)?.value;
  return typeof found === "object" && found !== null ? found : {};
}

if (import.meta.main) report(checkNotices(rootFromArguments()));
