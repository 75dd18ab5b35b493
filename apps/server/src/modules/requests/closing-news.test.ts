import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { startTestApp, type TestApp } from "../../../test/kit/app.ts";
import { addPerson } from "../../../test/kit/cast.ts";
import { seedCompany, type Company } from "../../../test/kit/company.ts";
import { eventually } from "../../../test/kit/eventually.ts";
import { payments, type Payments } from "../../../test/kit/payments.ts";
import { toldBefore, toldOf } from "../../records/notices/tell.ts";
import { requestMinute } from "./jobs.ts";

type Who = { id: string };

let test: TestApp;
let company: Company;
let pay: Payments;
let hr: Who;

beforeAll(async () => {
  test = await startTestApp();
  company = await seedCompany(test);
  pay = payments(test, company);
  hr = await addPerson(test.app, "Personnel", ["hr"], { department: "HR", managerId: company.ceo.id });
});
// Monday.
beforeEach(() => test.clock.set("2026-11-16T05:00:00Z"));
afterAll(() => test.stop());

const heard = async (who: Who, event: string) =>
  (await test.api.as(who).get("/notices?limit=100")).body.items.filter((one) => one.event === event);

/** Where the request stands once the job has run at this moment. */
async function after(wall: string, id: string): Promise<string> {
  test.clock.set(wall);
  await requestMinute.job.run(test.app, {});
  return (await test.app.db.selectFrom("records").select("status").where("id", "=", id).executeTakeFirstOrThrow()).status;
}

async function setting(days: string | null): Promise<void> {
  const key = "autoCloseWorkDays";
  await test.app.db.deleteFrom("settings").where("key", "=", key).execute();
  if (days !== null) await test.app.db.insertInto("settings").values({ key, value: days }).execute();
}

/** A certificate, made and handed over on Monday. */
async function finished(): Promise<string> {
  const { executor, departmentId: department, branchId: branch } = company;
  const about = { kind: "certificate", certificatePurpose: "Банк" };
  const values = { title: "Справка", dueDate: "2026-12-25", department, branch, ...about };
  const { id } = (await test.api.as(executor).post("/requests", { type: "hr", values })).body;
  await pay.moved(executor, id, "submit");
  await pay.moved(hr, id, "take");
  await pay.handIn(hr, id, "prepare", 1);
  await pay.handIn(executor, id, "ack");
  const { status, actions } = await pay.view(id, hr);
  if (status === "in_progress" && actions.some((one) => one.action === "plan")) await pay.moved(hr, id, "plan");
  expect((await pay.view(id, executor)).status).toBe("done");
  return id;
}

it("says a working day before that a finished request will close itself, once", async () => {
  const id = await finished();
  for (const [wall, times] of [
    ["2026-11-19T05:00:00Z", 0],
    ["2026-11-20T05:00:00Z", 1],
    ["2026-11-22T05:00:00Z", 1],
  ] as const) {
    test.clock.set(wall);
    await requestMinute.job.run(test.app, {});
    await requestMinute.job.run(test.app, {});
    const told = await heard(company.executor, "request_closing_soon");
    expect(told, wall).toHaveLength(times);
  }
  const soon = { record: { id }, actor: null, why: "author", params: { until: "2026-11-23" } };
  expect(await heard(company.executor, "request_closing_soon")).toMatchObject([soon]);
  test.clock.set("2026-11-23T05:00:00Z");
  await requestMinute.job.run(test.app, {});
  expect((await pay.view(id, company.executor)).status).toBe("closed");
});

it("closes nothing unannounced when the setting is lowered or is one day", async () => {
  const id = await finished();
  await setting("1");
  try {
    // Thursday: the day that the new setting names has passed, and nobody was told.
    expect(await after("2026-11-19T05:00:00Z", id)).toBe("done");
    const told = (await heard(company.executor, "request_closing_soon")).filter((one) => one.record?.id === id);
    expect(told).toMatchObject([{ params: { until: "2026-11-20" } }]);
    expect(await after("2026-11-19T18:30:00Z", id)).toBe("done");
    expect(await after("2026-11-20T05:00:00Z", id)).toBe("closed");
    // Finished on Monday after work: Tuesday is the day to look at it.
    test.clock.set("2026-11-23T17:00:00Z");
    const late = await finished();
    expect(await after("2026-11-23T17:01:00Z", late)).toBe("done");
    expect(await after("2026-11-24T05:00:00Z", late)).toBe("done");
    expect(await after("2026-11-25T05:00:00Z", late)).toBe("closed");
  } finally {
    await setting(null);
  }
});

it("announces another day when the setting is raised after the first was announced", async () => {
  const id = await finished();
  await after("2026-11-20T05:00:00Z", id);
  await setting("7");
  try {
    expect(await after("2026-11-23T05:00:00Z", id)).toBe("done");
    expect(await after("2026-11-24T05:00:00Z", id)).toBe("done");
    const days = (await heard(company.executor, "request_closing_soon")).filter((one) => one.record?.id === id);
    expect(days.map(({ params }) => params["until"])).toEqual(["2026-11-25", "2026-11-23"]);
    expect(await after("2026-11-25T05:00:00Z", id)).toBe("closed");
  } finally {
    await setting(null);
  }
});

it("tells who answers in the place of an author who left, and closes even where nobody is left", async () => {
  const left = await finished();
  const active = (value: boolean, who: readonly Who[]) =>
    test.app.db.updateTable("people").set({ active: value }).where("id", "in", who.map(({ id }) => id)).execute(); // prettier-ignore
  const all = [company.executor, hr, company.ceo];
  await active(false, [company.executor]);
  try {
    await after("2026-11-20T05:00:00Z", left);
    const told = (await heard(hr, "request_closing_soon")).filter(({ record }) => record?.id === left);
    expect(told).toMatchObject([{ why: "answerer", params: { until: "2026-11-23" } }]);
    expect(await after("2026-11-23T05:00:00Z", left)).toBe("closed");
    await active(true, all);
    test.clock.set("2026-11-16T05:00:00Z");
    const last = await finished();
    await active(false, all);
    await after("2026-11-20T05:00:00Z", last);
    expect(await after("2026-11-23T05:00:00Z", last)).toBe("closed");
  } finally {
    await active(true, all);
  }
});

it("tells the author that somebody else closed it, and nobody of their own act", async () => {
  const id = await finished();
  await pay.moved(company.executor, id, "close");
  expect(await heard(company.executor, "request_closed")).toEqual([]);
  expect(await heard(hr, "request_closed")).toMatchObject([{ record: { id }, why: "responsible" }]);
});

/** How many sessions of this database stand in a queue for a lock. */
const waitingForLocks = async () =>
  (
    await sql<{ count: number }>`select count(*) from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(test.app.db)
  ).rows[0]?.count;

it("leaves a request that was returned and finished again while the job waited for it, as that was not announced", async () => {
  const id = await finished();
  expect(await after("2026-11-20T05:00:00Z", id)).toBe("done");
  test.clock.set("2026-11-23T05:00:00Z");
  let job: Promise<void> | undefined;
  await test.app.db.transaction().execute(async (tx) => {
    await tx.selectFrom("records").select("id").where("id", "=", id).forUpdate().execute();
    job = requestMinute.job.run(test.app, {});
    await eventually(async () => expect(await waitingForLocks()).toBe(1));
    const moved = (from: string, to: string, action: string) => ({ record_id: id, from_status: from, to_status: to, action });
    const at = test.clock.now();
    const moves = [moved("done", "rework", "returnDone"), moved("rework", "done", "redone")].map((move) => ({ ...move, at }));
    await tx.insertInto("status_log").values(moves).execute();
  });
  await job;
  expect((await pay.view(id, company.executor)).status).toBe("done");
  expect(await after("2026-11-30T05:00:00Z", id)).toBe("done");
  expect(await after("2026-12-01T05:00:00Z", id)).toBe("closed");
});

it("does not wait for a finished request that its work keeps open", async () => {
  const id = await finished();
  await after("2026-11-20T05:00:00Z", id);
  const { tasks } = await pay.view(id, hr);
  const prepare = tasks.find(({ stepKey }) => stepKey === "prepare")?.id ?? "";
  await test.app.db.updateTable("records").set({ status: "rework", open: true }).where("id", "=", prepare).execute();
  const failed = vi.spyOn(test.app.log, "error");
  await test.app.db.transaction().execute(async (tx) => {
    await tx.selectFrom("records").select("id").where("id", "=", id).forUpdate().execute();
    expect(await after("2026-11-23T05:00:00Z", id)).toBe("done");
  });
  expect(failed).not.toHaveBeenCalled();
  failed.mockRestore();
});

it("asks about more records at once than a statement has parameters", async () => {
  const many = Array.from({ length: 66_000 }, () => randomUUID());
  expect(await toldOf(test.app.db, "request_closing_soon", many)).toEqual([]);
  expect(await toldBefore(test.app.db, many)).toEqual(new Set());
});
