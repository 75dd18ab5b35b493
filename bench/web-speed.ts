// `node bench/web-speed.ts`: largest paint of the list of requests in a browser that knows nothing yet, and how long a
// change to a known page takes, on the demo company. Exits 1 when a median is over its limit.
import { createRequire } from "node:module";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContext, Page, chromium as Chromium } from "@playwright/test";
import { startServer, type RunningServer } from "../e2e/server.ts";
import { CHROMIUM_ARGS, chromiumPath } from "../tools/chromium.ts";
import { PEOPLE } from "../tools/screens/list.ts";
import { median } from "./report.ts";

const ROOT = join(import.meta.dirname, "..");
const LARGEST_PAINT_MS = 1_000;
const ROUTE_CHANGE_MS = 100;
const COLD_RUNS = 7;
const WARM_ROUNDS = 10;
const ROUTES = ["/requests", "/tasks", "/invoices"];

// reason: Playwright belongs to the e2e workspace; this is its own type
const { chromium } = createRequire(join(ROOT, "e2e/package.json"))("@playwright/test") as { chromium: typeof Chromium };

await main();

async function main(): Promise<void> {
  const server = await startServer();
  const browser = await chromium.launch({ executablePath: await chromiumPath(), args: CHROMIUM_ARGS });
  try {
    const paints: number[] = [];
    for (let run = 0; run < COLD_RUNS; run += 1) paints.push(await coldPaint(browser, server));
    const changes = await warmChanges(browser, server);
    process.stdout.write(
      `${new Date().toISOString().slice(0, 16)} UTC, ${cpus().length} processors, load ${loadavg()[0]?.toFixed(1)}\n`,
    );
    tell("largest paint of the list, cold", paints, LARGEST_PAINT_MS);
    tell("change to a known page, warm", changes, ROUTE_CHANGE_MS);
  } finally {
    await browser.close();
    await server.stop();
  }
}

function tell(what: string, values: readonly number[], limit: number): void {
  const middle = median(values);
  const range = `${Math.round(Math.min(...values))}–${Math.round(Math.max(...values))}`;
  process.stdout.write(`${what}: median ${Math.round(middle)} ms (${range}, ${values.length} times), limit ${limit} ms\n`);
  if (middle > limit) process.exitCode = 1;
}

async function newContext(browser: Browser, server: RunningServer): Promise<BrowserContext> {
  const viewport = { width: 1440, height: 900 };
  const context = await browser.newContext({ baseURL: server.baseURL, locale: "ru-RU", timezoneId: "Asia/Almaty", viewport });
  const email = PEOPLE.get("coordinator") ?? [...PEOPLE.values()][0];
  const answer = await context.request.post("/api/v1/session", { data: { email, password: server.password } });
  if (!answer.ok()) throw new Error(`${email} cannot log in: ${answer.status()}`);
  return context;
}

/** Empty cache, rows on the page: the browser's own largest contentful paint. */
async function coldPaint(browser: Browser, server: RunningServer): Promise<number> {
  const context = await newContext(browser, server);
  try {
    const page = await context.newPage();
    await page.goto("/requests");
    await rowsShown(page);
    await page.waitForTimeout(300);
    return await page.evaluate<number>(`new Promise((resolve) => new PerformanceObserver((list) =>
      resolve(list.getEntries().at(-1)?.startTime ?? 0)).observe({ type: "largest-contentful-paint", buffered: true }))`);
  } finally {
    await context.close();
  }
}

async function rowsShown(page: Page): Promise<void> {
  await page.locator("main a[href*='/requests/'], main [role='row']").nth(1).waitFor();
}

/** Pages that were open before, reached by the menu: from the click to the frame that shows the new heading. */
async function warmChanges(browser: Browser, server: RunningServer): Promise<number[]> {
  const context = await newContext(browser, server);
  try {
    const page = await context.newPage();
    await page.goto(ROUTES[0] ?? "/");
    await page.locator("main h1").waitFor();
    const times: number[] = [];
    for (let round = 0; round <= WARM_ROUNDS; round += 1) {
      for (const route of [...ROUTES.slice(1), ...ROUTES.slice(0, 1)]) {
        const took = await page.evaluate<number>(clickAndWait(route));
        if (round > 0) times.push(took);
        await page.waitForTimeout(150);
      }
    }
    return times;
  } finally {
    await context.close();
  }
}

function clickAndWait(route: string): string {
  return `new Promise((resolve, reject) => {
    const before = document.querySelector("main h1")?.textContent;
    const link = document.querySelector('nav a[href="${route}"]') ?? document.querySelector('a[href="${route}"]');
    if (!link) return reject(new Error("no link to ${route}"));
    const start = performance.now();
    link.click();
    const look = () => document.querySelector("main h1") && document.querySelector("main h1").textContent !== before
      ? requestAnimationFrame(() => resolve(performance.now() - start)) : performance.now() - start > 5000
      ? reject(new Error("${route} did not come")) : requestAnimationFrame(look);
    look();
  })`;
}
