/** Languages of the interface, the default first. */
export const LANGUAGES = ["ru", "kk", "en"] as const;

export type Language = (typeof LANGUAGES)[number];

export const DEFAULT_LANGUAGE: Language = "ru";

/** Whether a text (cookie, setting, header) names a language we have. */
export function isLanguage(text: unknown): text is Language {
  return LANGUAGES.some((language) => language === text);
}

/**
 * The first of our languages in an `Accept-Language` header, else Russian.
 * Weights are ignored: browsers send the list in the person's own order.
 */
export function languageFromHeader(header: string | undefined): Language {
  const wanted = (header ?? "").split(",").map((part) => part.trim().slice(0, 2).toLowerCase());
  return wanted.find(isLanguage) ?? DEFAULT_LANGUAGE;
}
