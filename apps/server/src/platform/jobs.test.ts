import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { TestApp } from "../../test/kit/app.ts";
import { startTestApp } from "../../test/kit/app.ts";
import { eventually } from "../../test/kit/eventually.ts";
import { eachAlone, startWorkers } from "./jobs.ts";
import type { Module } from "./module.ts";

const done: string[] = [];
const probe: Module = {
  name: "probe",
  jobs: [
    {
      name: "probe.work",
      retryDelay: 1,
      run: async (_app, data) => {
        done.push(JSON.stringify(data));
        if ("failOnce" in data && done.length === 1) throw new Error("first try");
      },
    },
    { name: "probe.idle", run: async () => undefined },
  ],
  schedules: [{ name: "probe.idle", cron: "0 9 * * 1-5" }],
};

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp({ modules: [probe], works: true });
});
afterAll(() => test.stop());

it("works a job again after it failed", async () => {
  await startWorkers(test.app);
  await test.app.jobs.boss.send("probe.work", { failOnce: true });
  await eventually(() => expect(done).toEqual(['{"failOnce":true}', '{"failOnce":true}']));
});

it("fires by the company's clock and forgets schedules that are no longer declared", async () => {
  const schedules = await test.app.jobs.boss.getSchedules();
  expect(schedules.find(({ name }) => name === "probe.idle")).toMatchObject({ cron: "0 9 * * 1-5", timezone: "Asia/Almaty" });
  expect(schedules.map(({ name }) => name)).toContain("platform.forget_old_keys");
});

it("goes on with the others when one record fails, and says which", async () => {
  const seen: string[] = [];
  const error = vi.fn();
  const rows = ["a", "b", "c"].map((id) => ({ id }));
  // reason: of the application the function needs the log alone
  await eachAlone({ log: { error } as never }, rows, async ({ id }) => {
    if (id === "b") throw new Error("no");
    seen.push(id);
  });
  expect(seen).toEqual(["a", "c"]);
  expect(error.mock.calls[0]?.[0]).toMatchObject({ recordId: "b" });
});
