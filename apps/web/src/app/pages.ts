import type { ReactNode } from "react";
import { loadTexts } from "../lib/i18n.ts";

type PageModule = { default: () => ReactNode };

/** Namespaces of a page besides the one named like its feature, fetched together with its code. */
const TEXTS: Record<string, readonly string[]> = {
  "my-day": ["my-day"],
  notifications: ["notices"],
  search: ["search"],
  session: [],
  admin: ["people", "admin"],
  organisation: ["organisation", "lists"],
  people: ["people"],
};
const RECORD_TEXTS = ["lists", "record", "explain", "history"];

/** Every `features/<feature>/<Name>Page.tsx`, each a chunk of its own. */
const pages = import.meta.glob<PageModule>("../features/*/*Page.tsx");

/** Whether the page is built; the rail shows no section without one. */
export function pageExists(name: string): boolean {
  return fileOf(name) in pages;
}

/** Loads a page by `<feature>/<Name>Page`. */
export async function loadPage(name: string, otherwise: () => ReactNode): Promise<PageModule> {
  const [module] = await Promise.all([pages[fileOf(name)]?.(), loadTexts(textsOf(name))]);
  return module ?? { default: otherwise };
}

function textsOf(name: string): readonly string[] {
  const [feature = ""] = name.split("/");
  return TEXTS[feature] ?? [feature, ...RECORD_TEXTS];
}

function fileOf(name: string): string {
  return `../features/${name}.tsx`;
}
