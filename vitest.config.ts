import { configDefaults, defineConfig } from "vitest/config";
import { EXTERNAL_FILES } from "./tools/run/projects.ts";
import { clockShiftMs } from "./tools/testing/clock-shift.mjs";

const cluster = "./tools/testing/cluster.ts";
const exclude = [...configDefaults.exclude, EXTERNAL_FILES];
// Far beyond what any test needs: a limit here ends what hangs and judges no speed, however busy the machine is.
const quick = { testTimeout: 180_000, hookTimeout: 300_000 };
const slow = { testTimeout: 600_000, hookTimeout: 900_000 };
const clock = "./tools/testing/shifted-clock.mjs";
const drawn = { setupFiles: [clock, "./apps/web/test/after-each.ts"] };
// Whatever moves a request is held to what it left in the database.
const settled = { setupFiles: [clock, "./apps/server/test/kit/settled-cases.ts"] };
const givenBack = { setupFiles: [...settled.setupFiles, "./apps/server/test/kit/kinds-given-back.ts"] };

// Files of one worker share the modules they load, as the requests of a server do: half of a run was loading them anew.
// The pages of the web share a window too; `after-each.ts` empties it.
const shared = { isolate: false };

// Fixed here, before any worker starts: all of them live at one time.
clockShiftMs();

export default defineConfig({
  test: {
    pool: "forks",
    // One more than the cores of a small machine: proofs of waiting, killing and locking leave theirs idle.
    maxWorkers: 3,
    teardownTimeout: 300_000,
    projects: [
      { test: { name: "domain", include: ["packages/domain/**/*.test.ts"], exclude, ...shared, ...quick } },
      { test: { name: "i18n", include: ["packages/i18n/**/*.test.ts"], exclude, ...shared, ...quick } },
      { test: { name: "tools", include: ["tools/test/**/*.test.ts"], exclude, ...shared, ...slow } },
      { test: { name: "web", include: ["apps/web/**/*.test.{ts,tsx}"], exclude, ...drawn, ...shared, ...quick } },
      {
        test: {
          name: "server",
          include: ["apps/server/**/*.test.ts", "tools/testing/**/*.test.ts"],
          exclude,
          globalSetup: [cluster],
          ...givenBack,
          ...shared,
          ...slow,
        },
      },
      {
        test: {
          name: "prove",
          include: ["**/prove/*.prove.ts"],
          exclude,
          globalSetup: [cluster],
          ...settled,
          ...shared,
          testTimeout: 7_200_000,
          hookTimeout: 7_200_000,
        },
      },
      { test: { name: "external", include: [`${EXTERNAL_FILES}.ts`], globalSetup: [cluster], ...slow } },
    ],
  },
});
