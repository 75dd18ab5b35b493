import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/kit/app.ts";
import { addPerson } from "../../../test/kit/cast.ts";
import { seedCompany, type Company } from "../../../test/kit/company.ts";
import { payments, type Payments } from "../../../test/kit/payments.ts";
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

it("tells the author that somebody else closed it, and nobody of their own act", async () => {
  const id = await finished();
  await pay.moved(company.executor, id, "close");
  expect(await heard(company.executor, "request_closed")).toEqual([]);
  expect(await heard(hr, "request_closed")).toMatchObject([{ record: { id }, why: "responsible" }]);
});
