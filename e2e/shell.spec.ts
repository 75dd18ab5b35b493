import type { Page } from "@playwright/test";
import { PEOPLE, SCREENS } from "../tools/screens/list.ts";
import { expect, test } from "./story.ts";

const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];

/** How far the document and its parts have slid, and how much taller than the window the document is. */
const SLID = `(() => {
  const root = document.documentElement;
  const shell = document.getElementById("page").parentElement;
  return { scrolled: root.scrollTop, taller: root.scrollHeight - window.innerHeight, top: shell.getBoundingClientRect().top };
})()`;
const STAYS = { scrolled: 0, taller: 0, top: 0 };

/** Every page as everybody who has it, or once. */
const WHOLE = process.env["TARTIP_PROVE"] === "full";

/** Pages of a role; of those that several have, each is the first one's. */
function pagesOf(role: string) {
  const isOf = (roles: readonly string[]): boolean =>
    WHOLE ? roles.includes(role) : roles.find((one) => one !== "guest") === role;
  return SCREENS.filter(({ roles }) => isOf(roles));
}

const WITH_SHELL = [...PEOPLE].filter(([role]) => role !== "guest" && pagesOf(role).length > 0);

for (const [role, email] of WITH_SHELL) {
  test(`the frame stays while the ${role} scrolls their pages, wide and on a phone`, async ({ page, loginAs }) => {
    await loginAs(email);
    for (const screen of pagesOf(role)) {
      await page.goto(await screen.path(page.request));
      await expect(page.locator("main").first()).toBeVisible();
      // A sheet to print has no frame.
      if ((await page.locator("main#page").count()) === 0) continue;
      await expect(page.locator("main [aria-busy=true]")).toHaveCount(0);
      for (const size of SIZES) {
        await page.setViewportSize(size);
        await scroll(page, size);
        expect.soft(await page.evaluate(SLID), `${screen.name} ${size.width}`).toEqual(STAYS);
      }
    }
  });
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
