import { DEFAULT_LANGUAGE, isLanguage, SHARED_OPTIONS } from "@tartip/i18n/web";
import type { Language } from "@tartip/i18n/web";
import i18next from "i18next";
import { initReactI18next } from "react-i18next";

const REMEMBERED = "tartip.language";

const loaders: Record<Language, () => Promise<{ catalogues: Record<string, Record<string, unknown>> }>> = {
  ru: () => import("./messages/ru.ts"),
  kk: () => import("./messages/kk.ts"),
  en: () => import("./messages/en.ts"),
};

/** Starts i18next in the remembered language; resolves when its texts are there. */
export async function startI18n(): Promise<void> {
  const remembered = localStorage.getItem(REMEMBERED);
  const language = isLanguage(remembered) ? remembered : DEFAULT_LANGUAGE;
  await i18next.use(initReactI18next).init({ ...SHARED_OPTIONS, lng: language, resources: {}, react: { useSuspense: false } });
  await showLanguage(language);
}

/** Loads a language when needed and switches to it without a reload; remembers the choice. */
export async function showLanguage(language: Language): Promise<void> {
  const { catalogues } = await loaders[language]();
  for (const [path, texts] of Object.entries(catalogues)) {
    i18next.addResourceBundle(language, namespaceOf(path), texts, true, true);
  }
  await i18next.changeLanguage(language);
  localStorage.setItem(REMEMBERED, language);
  document.documentElement.lang = language;
}

function namespaceOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1, -".json".length);
}
