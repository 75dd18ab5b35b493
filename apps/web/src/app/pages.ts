import type { ReactNode } from "react";

type PageModule = { default: () => ReactNode };

/** Every `features/<feature>/<Name>Page.tsx`, each a chunk of its own. */
const pages = import.meta.glob<PageModule>("../features/*/*Page.tsx");

/** Whether the page is built; the rail shows no section without one. */
export function pageExists(name: string): boolean {
  return fileOf(name) in pages;
}

/** Loads a page by `<feature>/<Name>Page`. */
export async function loadPage(name: string, otherwise: () => ReactNode): Promise<PageModule> {
  return (await pages[fileOf(name)]?.()) ?? { default: otherwise };
}

function fileOf(name: string): string {
  return `../features/${name}.tsx`;
}
