import { DEFAULT_LANGUAGE, isLanguage, SHARED_OPTIONS, withKinds } from "@tartip/i18n/web";
import type { Language, Texts } from "@tartip/i18n/web";
import i18next from "i18next";
import type { BackendModule, ReadCallback } from "i18next";
import { initReactI18next } from "react-i18next";

const REMEMBERED = "tartip.language";
/** In the first load, because every page has them. */
const BASE = ["ui", "shell", "status"];
/** Named by prefix (`t("blockers:…")`) on any page that acts; fetched once the first page stands. */
const SPOKEN = ["errors", "fields", "blockers", "refusals"];

/** Catalogues by their files. */
type ByFile = Record<string, Texts>;

const base: Record<Language, () => Promise<{ catalogues: ByFile; kinds: ByFile }>> = {
  ru: () => import("./messages/ru.ts"),
  kk: () => import("./messages/kk.ts"),
  en: () => import("./messages/en.ts"),
};

/** Every other catalogue, each a chunk of its own. */
const others = import.meta.glob<Texts>(
  ["../../../../packages/i18n/messages/*/*.json", "!../../../../packages/i18n/messages/*/{ui,shell,status}.json"],
  { import: "default" },
);

/** Fetches a catalogue when a page first asks for it (`useTranslation("requests")`), and again in a new language. */
const catalogues: BackendModule = {
  type: "backend",
  init: () => undefined,
  read(language, namespace, done) {
    void deliver(language, namespace, done);
  },
};

async function deliver(language: string, namespace: string, done: ReadCallback): Promise<void> {
  try {
    done(null, await textsOf(language, namespace));
  } catch (error) {
    done(error instanceof Error ? error : String(error), null);
  }
}

async function textsOf(language: string, namespace: string): Promise<Texts> {
  const known = isLanguage(language) ? language : DEFAULT_LANGUAGE;
  const { catalogues: first, kinds } = await base[known]();
  const texts = BASE.includes(namespace)
    ? byName(first)[namespace]
    : await others[`../../../../packages/i18n/messages/${known}/${namespace}.json`]?.();
  return withKinds(namespace, texts ?? {}, byName(kinds));
}

function byName(files: ByFile): ByFile {
  return Object.fromEntries(Object.entries(files).map(([path, texts]) => [path.replace(/^.*\/|\.json$/g, ""), texts]));
}

/** Starts i18next in the remembered language; resolves when the texts of the frame are there. */
export async function startI18n(): Promise<void> {
  const remembered = localStorage.getItem(REMEMBERED);
  const language = isLanguage(remembered) ? remembered : DEFAULT_LANGUAGE;
  await i18next
    .use(catalogues)
    .use(initReactI18next)
    .init({
      ...SHARED_OPTIONS,
      lng: language,
      // The catalogues are complete in each language; a second one would only be loaded in vain.
      fallbackLng: false,
      // A copy: i18next adds to its list.
      ns: [...BASE],
      // A text asked for before its catalogue came: fetch it, and draw again when it is there.
      saveMissing: true,
      missingKeyHandler: (_languages, namespace) => void loadTexts([namespace]),
      react: { useSuspense: true, bindI18nStore: "added" },
    });
  document.documentElement.lang = language;
  // Not in the way of the first page.
  setTimeout(() => void loadTexts(SPOKEN), 1500);
}

/** Fetches catalogues ahead of the page that shows them; at once when they are there. */
export async function loadTexts(namespaces: readonly string[]): Promise<void> {
  const lacking = namespaces.filter((namespace) => !i18next.hasLoadedNamespace(namespace));
  if (lacking.length > 0) await i18next.loadNamespaces(lacking);
}

/** Switches the language without a reload, with the catalogues in use; remembers the choice. */
export async function showLanguage(language: Language): Promise<void> {
  await i18next.changeLanguage(language);
  localStorage.setItem(REMEMBERED, language);
  document.documentElement.lang = language;
}
