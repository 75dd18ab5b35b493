import type { Locator, Page } from "@playwright/test";

type Scope = Page | Locator;

/** An input by the beginning of its label; required marks and notes may follow it. */
export function field(scope: Scope, label: string): Locator {
  const page = "page" in scope ? scope.page() : scope;
  const own = page.getByLabel(new RegExp(`^${label.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`));
  return scope.locator("input:visible, textarea:visible, button:visible").and(own).first();
}

/** Types what to look for and takes the option that has it in its name. */
export async function pick(scope: Scope, label: string, typed: string, option = typed): Promise<void> {
  const page = "page" in scope ? scope.page() : scope;
  await field(scope, label).fill(typed);
  await page.getByRole("option", { name: option }).first().click();
}

/** Takes an option of a closed list. */
export async function select(scope: Scope, label: string, option: string): Promise<void> {
  const page = "page" in scope ? scope.page() : scope;
  await field(scope, label).click();
  await page.getByRole("option", { name: option }).first().click();
}

/** The toast or note that tells what was done. */
export function told(page: Page, words: string | RegExp): Locator {
  return page.getByText(words).first();
}
