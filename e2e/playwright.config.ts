import { defineConfig } from "@playwright/test";
import { CHROMIUM_ARGS } from "../tools/chromium.ts";
import { EXTERNAL_FILES } from "../tools/run/projects.ts";
import { clockShiftMs } from "../tools/testing/clock-shift.mjs";

// Fixed here, before any worker starts: all of them live at one time.
clockShiftMs();

// Set by the global setup; the workers, which read this file again, inherit it.
const executablePath = process.env["CHROME"];

/** Where no locale is set, the browser would call every download with a Russian name «download». */
const env = { ...process.env, LC_ALL: "C.UTF-8" };

export default defineConfig({
  testDir: ".",
  testMatch: "**/*.spec.ts",
  testIgnore: EXTERNAL_FILES,
  outputDir: "./.results",
  globalSetup: "./global-setup.ts",
  // Each with a server of its own; a story waits for half of its time.
  workers: 2,
  retries: 0,
  timeout: 1_800_000,
  forbidOnly: process.env["CI"] !== undefined,
  expect: { timeout: 60_000 },
  use: {
    locale: "ru-RU",
    timezoneId: "Asia/Almaty",
    viewport: { width: 1440, height: 900 },
    // A missing button fails in time to say so, not by the time of the whole story.
    actionTimeout: 90_000,
    navigationTimeout: 120_000,
    // Filming every step costs as much as the story; `TARTIP_TRACE=1` films it for the one who looks for a reason.
    trace: process.env["TARTIP_TRACE"] === "1" ? "retain-on-failure" : "off",
    // Moving pictures would be drawn all the while a story waits.
    contextOptions: { reducedMotion: "reduce" },
    screenshot: "only-on-failure",
    launchOptions: { args: CHROMIUM_ARGS, env, ...(executablePath ? { executablePath } : {}) },
  },
});
