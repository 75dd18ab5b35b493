import type { InitOptions } from "i18next";
import { DEFAULT_LANGUAGE } from "./languages.ts";

/**
 * What both sides set alike: `namespace:dotted.key`, plain `{{name}}`, no escaping (React and the
 * mail templates escape themselves), Russian where a text is missing.
 */
export const SHARED_OPTIONS: InitOptions = {
  fallbackLng: DEFAULT_LANGUAGE,
  defaultNS: "ui",
  nsSeparator: ":",
  keySeparator: ".",
  interpolation: { escapeValue: false },
  returnNull: false,
};
