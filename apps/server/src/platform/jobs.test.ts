import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { TestApp } from "../../test/kit/app.ts";
import { startTestApp } from "../../test/kit/app.ts";
import { eventually } from "../../test/kit/eventually.ts";
import { inTransaction } from "./db/transaction.ts";
import { eachAlone, enqueue, startWorkers } from "./jobs.ts";
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
    { name: "probe.once", singleton: true, run: async () => undefined },
    { name: "probe.idle", run: async () => undefined },
  ],
  schedules: [{ name: "probe.idle", cron: "0 9 * * 1-5" }],
};

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp({ modules: [probe], works: true });
});
afterAll(() => test.stop());

it("keeps a job only if its transaction commits", async () => {
  const failing = inTransaction(test.app, async (tx) => {
    await enqueue(tx, "probe.work", { n: 1 });
    throw new Error("rolled back");
  });
  await expect(failing).rejects.toThrow("rolled back");
  expect(await test.jobsFor("probe.work")).toEqual([]);
  // Far off by any clock: the queue goes by the database's.
  const startAfter = new Date("2099-01-01T00:00:00Z");
  await inTransaction(test.app, (tx) => enqueue(tx, "probe.work", { n: 2 }, { startAfter }));
  expect(await test.jobsFor("probe.work")).toMatchObject([{ data: { n: 2 }, state: "created", startAfter }]);
});

it("keeps one waiting job per singleton key and refuses what nobody declared", async () => {
  for (const singletonKey of ["a", "a", "b"]) {
    await inTransaction(test.app, (tx) => enqueue(tx, "probe.once", {}, { singletonKey }));
  }
  expect((await test.jobsFor("probe.once")).length).toBe(2);
  await expect(inTransaction(test.app, (tx) => enqueue(tx, "probe.unknown", {}))).rejects.toThrow(/declares/);
  const keyed = inTransaction(test.app, (tx) => enqueue(tx, "probe.work", {}, { singletonKey: "a" }));
  await expect(keyed).rejects.toThrow(/singleton/);
});

it("works soon after the commit and again after a failure", async () => {
  await startWorkers(test.app);
  await inTransaction(test.app, (tx) => enqueue(tx, "probe.work", { failOnce: true }));
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
