// `npm run screens [word …]`: every page × role × light/dark × wide/narrow of the demo company as PNG files in screens/.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { createRequire } from "node:module";
import type { Browser, BrowserContext, chromium as Chromium } from "@playwright/test";
import { startServer, type RunningServer } from "../e2e/server.ts";
import { CHROMIUM_ARGS, chromiumPath } from "./chromium.ts";
import { ROOT } from "./run/process.ts";
import { PEOPLE, SCREENS, type Screen } from "./screens/list.ts";

const FOLDER = join(ROOT, "screens");
const SCHEMES = ["light", "dark"] as const;
const WIDTHS = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];
/** Where the web keeps the person's choice of colours (apps/web/src/lib/scheme.ts). */
const SCHEME_KEY = "tartip.scheme";

// reason: Playwright belongs to the e2e workspace; this is its own type
const { chromium } = createRequire(join(ROOT, "e2e/package.json"))("@playwright/test") as { chromium: typeof Chromium };

/** Words on the command line keep the pictures whose name holds all of them: `requests dark 390`. */
const words = process.argv.slice(2);
let taken = 0;
const broken: string[] = [];

await main();

async function main(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const server = await startServer();
  const browser = await chromium.launch({ executablePath: await chromiumPath(), args: CHROMIUM_ARGS });
  try {
    for (const role of PEOPLE.keys()) await shootRole(browser, server, role);
  } finally {
    await browser.close();
    await server.stop();
  }
  process.stdout.write(`${taken} pictures in ${FOLDER}\n`);
  for (const line of broken) process.stdout.write(`broken: ${line}\n`);
  if (taken === 0 || broken.length > 0) process.exitCode = 1;
}

async function shootRole(browser: Browser, server: RunningServer, role: string): Promise<void> {
  for (const scheme of SCHEMES) {
    for (const viewport of WIDTHS) {
      const wanted = SCREENS.filter(
        (screen) => screen.roles.includes(role) && matches(nameOf(screen, role, scheme, viewport.width)),
      );
      if (wanted.length === 0) continue;
      const context = await browser.newContext({
        baseURL: server.baseURL,
        locale: "ru-RU",
        timezoneId: "Asia/Almaty",
        colorScheme: scheme,
        viewport,
      });
      await context.addInitScript(`localStorage.setItem(${JSON.stringify(SCHEME_KEY)}, ${JSON.stringify(scheme)})`);
      await logIn(context, server, role);
      for (const screen of wanted) await shoot(context, screen, nameOf(screen, role, scheme, viewport.width));
      await context.close();
    }
  }
}

async function logIn(context: BrowserContext, server: RunningServer, role: string): Promise<void> {
  const email = PEOPLE.get(role);
  if (!email) return;
  const answer = await context.request.post("/api/v1/session", { data: { email, password: server.password } });
  if (!answer.ok()) throw new Error(`${email} cannot log in: ${answer.status()} ${await answer.text()}`);
}

async function shoot(context: BrowserContext, screen: Screen, name: string): Promise<void> {
  const page = await context.newPage();
  page.on("pageerror", (error) => broken.push(`${name}: ${error.message}`));
  try {
    await page.goto(await screen.path(context.request));
    // Live events keep a connection open, so "network idle" never comes.
    await page.locator("main, form").first().waitFor();
    await page.waitForLoadState("load");
    await page.evaluate("document.fonts.ready");
    // An outline says so; the drawing of a file and the names of a reference list come after it.
    await page.locator("main [aria-busy=true]").first().waitFor({ state: "detached" });
    await page.waitForTimeout(900);
    await page.screenshot({ path: join(FOLDER, `${name}.png`) });
    taken += 1;
  } catch (error) {
    broken.push(`${name}: ${error instanceof Error ? error.message.split("\n")[0] : String(error)}`);
  } finally {
    await page.close();
  }
}

function nameOf(screen: Screen, role: string, scheme: string, width: number): string {
  return `${screen.name}-${role}-${scheme}-${width}`;
}

function matches(name: string): boolean {
  return words.every((word) => name.includes(word));
}
