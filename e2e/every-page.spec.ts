import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { PEOPLE, SCREENS, type Screen } from "../tools/screens/list.ts";
import { expect, test } from "./story.ts";

/** Light first: what depends on the width alone is looked at there; in the dark, only colours. */
const LOOKS = [
  { scheme: "light", size: { width: 1440, height: 900 } },
  { scheme: "light", size: { width: 390, height: 844 } },
  { scheme: "dark", size: { width: 390, height: 844 } },
  { scheme: "dark", size: { width: 1440, height: 900 } },
] as const;
type Look = (typeof LOOKS)[number];
type RunOnly = Exclude<NonNullable<Parameters<AxeBuilder["options"]>[0]["runOnly"]>, string | string[]>;

const RULES: RunOnly = { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"] };
const COLOURS: RunOnly = { type: "rule", values: ["color-contrast"] };

/** How far the document and its parts have slid, and how much taller and wider than the window the document is. */
const SLID = `(() => {
  const root = document.documentElement;
  const shell = document.getElementById("page").parentElement;
  return { scrolled: root.scrollTop, taller: root.scrollHeight - window.innerHeight, top: shell.getBoundingClientRect().top };
})()`;
const STAYS = { scrolled: 0, taller: 0, top: 0 };

/** How long a fault of a page must stand to be one. */
const LASTING_MS = 30_000;

/** Every page as everybody who has it, or once. */
const WHOLE = process.env["TARTIP_PROVE"] === "full";

/** Pages of a role; of those that several have, each is the first one's. */
function pagesOf(role: string): Screen[] {
  return SCREENS.filter(({ roles }) => (WHOLE ? roles.includes(role) : roles[0] === role));
}

for (const [role, email] of PEOPLE) {
  if (pagesOf(role).length === 0) continue;
  test(`the pages of the ${role} keep their frame, fit and are readable: light and dark, wide and on a phone`, async ({
    page,
    loginAs,
  }) => {
    const faults = faultsOf(page);
    if (email !== "") await loginAs(email);
    for (const screen of pagesOf(role)) {
      await page.setViewportSize(LOOKS[0].size);
      await page.emulateMedia({ colorScheme: LOOKS[0].scheme });
      await page.goto(await screen.path(page.request));
      for (const look of LOOKS) await judge(page, screen.name, look);
    }
    expect(faults).toEqual([]);
  });
}

for (const role of ["coordinator", "accountant", "cfo", "executor", "contractor"]) {
  test(`the menu of the ${role} leads everywhere`, async ({ page, loginAs }) => {
    const faults = faultsOf(page);
    await loginAs(PEOPLE.get(role) ?? "");
    await page.goto("/");
    const links = page.getByRole("navigation", { name: "Разделы" }).getByRole("link");
    await expect(links.first()).toBeVisible();
    const count = await links.count();
    expect(count).toBeGreaterThan(1);
    for (let place = 0; place < count; place += 1) {
      await links.nth(place).click();
      await settled(page, page.url());
    }
    expect(faults).toEqual([]);
  });
}

/** What the page's own code complains of; a record that is not there is asked for on purpose, and by guests what is not theirs. */
function faultsOf(page: Page): string[] {
  const faults: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" && !/status of 40[14]|ApiError: not_found/u.test(message.text()))
      faults.push(`${page.url()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`${page.url()}: ${error.message}`));
  return faults;
}

/** Softly throughout: one fault of a page must not leave the pages after it unjudged. */
async function judge(page: Page, name: string, { scheme, size }: Look): Promise<void> {
  const where = `${name} ${scheme} ${size.width}`;
  await page.setViewportSize(size);
  await page.emulateMedia({ colorScheme: scheme });
  await expect.soft(page.locator("html"), where).toHaveAttribute("data-mantine-color-scheme", scheme);
  await settled(page, where);
  const wide = () => page.evaluate<number>("document.documentElement.scrollWidth - window.innerWidth");
  await expect.soft.poll(wide, { message: `${where}: wider than the window` }).toBeLessThanOrEqual(0);
  // A sheet to print and the door have no frame.
  if (scheme === "light" && (await page.locator("main#page").count()) > 0) {
    await scroll(page, size);
    await expect.soft.poll(() => page.evaluate(SLID), { message: where }).toEqual(STAYS);
  }
  const faults = () => unreadable(page, scheme === "light" ? RULES : COLOURS);
  // What a page shows while it is still drawing itself is no fault if it goes; what stays is.
  if ((await faults()).length > 0) await expect.soft.poll(faults, { message: where, timeout: LASTING_MS }).toEqual([]);
}

/** What axe finds that keeps somebody from reading or using the page. */
async function unreadable(page: Page, runOnly: RunOnly): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().options({ runOnly }).analyze();
  const serious = violations.filter((one) => one.impact === "critical" || one.impact === "serious");
  return serious.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
}

/** The page shows itself: a heading or a sentence stands and nothing is a skeleton any more. */
async function settled(page: Page, where: string): Promise<void> {
  await expect.soft(page.locator("main :is(h1, h2, h3, p), form").first(), where).toBeVisible();
  await expect.soft(page.locator("[aria-busy=true]"), where).toHaveCount(0);
}

/** The wheel over the frame and over the page, and the keys. */
async function scroll(page: Page, { width, height }: { width: number; height: number }): Promise<void> {
  for (const [x, y] of [
    [20, height / 2],
    [width - 60, 20],
    [width / 2, height / 2],
  ] as const) {
    await page.mouse.move(x, y);
    await page.mouse.wheel(0, 4000);
  }
  await page.keyboard.press("End");
  await page.keyboard.press("PageDown");
}
