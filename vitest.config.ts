import { defineConfig } from "vitest/config";

const cluster = "./tools/testing/cluster.ts";
const quick = { testTimeout: 15_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    pool: "forks",
    maxWorkers: 2,
    projects: [
      { test: { name: "domain", include: ["packages/domain/**/*.test.ts"], ...quick } },
      { test: { name: "i18n", include: ["packages/i18n/**/*.test.ts"], ...quick } },
      { test: { name: "tools", include: ["tools/test/**/*.test.ts"], testTimeout: 60_000, hookTimeout: 60_000 } },
      { test: { name: "web", include: ["apps/web/**/*.test.{ts,tsx}"], ...quick } },
      {
        test: {
          name: "server",
          include: ["apps/server/**/*.test.ts", "tools/testing/**/*.test.ts"],
          globalSetup: [cluster],
          ...quick,
        },
      },
      {
        test: {
          name: "prove",
          include: ["**/prove/*.prove.ts"],
          globalSetup: [cluster],
          testTimeout: 1_800_000,
          hookTimeout: 120_000,
        },
      },
      { test: { name: "external", include: ["**/*.external.*.ts"], globalSetup: [cluster], testTimeout: 120_000 } },
    ],
  },
});
