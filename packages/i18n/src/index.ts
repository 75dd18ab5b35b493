import { readdirSync, readFileSync } from "node:fs";
import i18next from "i18next";
import type { i18n, Resource } from "i18next";
import { withKinds, type Texts } from "./kinds.ts";
import { LANGUAGES } from "./languages.ts";
import type { Language } from "./languages.ts";
import { SHARED_OPTIONS } from "./options.ts";
import type { Translate } from "./sentences.ts";

export * from "./languages.ts";
export * from "./sentences.ts";

const messages = new URL("../messages/", import.meta.url);
let instance: i18n | undefined;

/** Texts of one language on the server; every catalogue is read from disk once, at the first call. */
export function createTranslator(language: Language): Translate {
  instance ??= start();
  const fixed = instance.getFixedT(language);
  return (key: string, params: Record<string, unknown> = {}) => fixed(key, params);
}

function start(): i18n {
  const resources: Resource = Object.fromEntries(LANGUAGES.map((language) => [language, readLanguage(language)]));
  const created = i18next.createInstance();
  const namespaces = Object.keys(resources["ru"] ?? {});
  void created.init({ ...SHARED_OPTIONS, initAsync: false, lng: "ru", ns: namespaces, resources });
  return created;
}

function readLanguage(language: Language): Record<string, Texts> {
  const kinds = readCatalogues(`${language}/kinds/`);
  const shared = Object.entries(readCatalogues(`${language}/`));
  return Object.fromEntries(shared.map(([namespace, texts]) => [namespace, withKinds(namespace, texts, kinds)]));
}

function readCatalogues(path: string): Record<string, Texts> {
  const folder = new URL(path, messages);
  const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
  return Object.fromEntries(
    files.map((name) => [name.slice(0, -".json".length), JSON.parse(readFileSync(new URL(name, folder), "utf8"))]),
  );
}
