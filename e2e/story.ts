import { test as base, type APIRequestContext } from "@playwright/test";
import { clockShiftMs, shiftDate } from "../tools/testing/clock-shift.mjs";
import { apiOf, type Api } from "./api.ts";
import { startServer, type RunningServer } from "./server.ts";

export { expect } from "@playwright/test";

interface Hands {
  /** Logs the page's browser in as a demo person. */
  loginAs: (email: string) => Promise<void>;
  /** The API as a demo person, with a session of its own. */
  apiAs: (email: string) => Promise<Api>;
}

/** Playwright's `test` with one real server for a worker's stories and hands to act as the demo people. */
export const test = base.extend<Hands, { server: RunningServer }>({
  server: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the parameter's names
    async ({}, use) => {
      const server = await startServer();
      await use(server);
      await server.stop();
    },
    { scope: "worker", timeout: 900_000 },
  ],
  baseURL: async ({ server }, use) => use(server.baseURL),
  context: async ({ context }, use) => {
    await context.addInitScript(shiftDate, clockShiftMs());
    await use(context);
  },
  loginAs: async ({ page, server }, use) => {
    await use(async (email) => {
      // The page of the one before must not ask anything in the name of the next.
      await page.goto("about:blank");
      await page.context().clearCookies();
      const answer = await page.request.post("/api/v1/session", { data: { email, password: server.password } });
      if (!answer.ok()) throw new Error(`${email} cannot log in: ${answer.status()} ${await answer.text()}`);
    });
  },
  apiAs: async ({ playwright, server }, use) => {
    const open: APIRequestContext[] = [];
    await use(async (email) => {
      // The door keeps cookies, and with these a write must say that it comes from the server's own pages.
      const own = { origin: server.baseURL };
      const door = await playwright.request.newContext({ baseURL: server.baseURL, extraHTTPHeaders: own });
      const context = await playwright.request.newContext({ baseURL: server.baseURL });
      open.push(door, context);
      return apiOf(door, context, { email, password: server.password });
    });
    for (const context of open) await context.dispose();
  },
});
