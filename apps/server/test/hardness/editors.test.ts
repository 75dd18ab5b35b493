import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../kit/app.ts";
import { seedCompany, type Company } from "../kit/company.ts";
import { payments, type Payments } from "../kit/payments.ts";
import { present } from "../kit/present.ts";

type Person = { id: string };

let test: TestApp;
let company: Company;
let pay: Payments;

beforeAll(async () => {
  test = await startTestApp();
  company = await seedCompany(test);
  pay = payments(test, company);
});
afterAll(() => test.stop());

async function change(who: Person, id: string, values: Record<string, unknown>): Promise<void> {
  const { version } = await pay.view(id, who);
  const reply = await test.api.as(who).patch(`/requests/${id}`, { version, values });
  expect(reply.status, reply.text).toBe(200);
}

async function asked(id: string): Promise<Record<string, string[]>> {
  const steps = present((await pay.view(id)).approval?.steps);
  const open = steps.filter((step) => step.status === "open");
  return Object.fromEntries(open.map((step) => [step.key, step.candidates.map((one) => one.person.id)]));
}

it("hands a step on when its only candidate changes the amount and so may not vote", async () => {
  const { head, ceo } = company;
  const id = await pay.sent(110_000);
  expect((await asked(id))["head"]).toEqual([head.id]);
  await change(head, id, { amount: 111_000_00 });
  expect((await asked(id))["head"]).toEqual([ceo.id]);
  await pay.approve(ceo, id);
});

it("asks the head of the department the request is moved to, no matter who voted before", async () => {
  const { head, stranger, coordinator } = company;
  const id = await pay.sent(140_000);
  await pay.approve(head, id);
  const { db } = test.app;
  const marketing = await db.updateTable("departments").set({ head_id: stranger.id }).where("code", "=", "MKT").returning("id").executeTakeFirstOrThrow(); // prettier-ignore
  expect((await asked(id))["head"]).toBeUndefined();
  await change(coordinator, id, { department: marketing.id });
  expect((await asked(id))["head"]).toEqual([stranger.id]);
});

it("hands the step of a substitute on as well", async () => {
  const { head, ceo, coordinator } = company;
  const days = { substituteId: coordinator.id, fromDate: "2026-11-16", toDate: "2026-11-16" };
  const made = await test.api.as(head).post("/substitutions", days);
  expect(made.status, made.text).toBe(201);
  const id = await pay.sent(120_000);
  expect((await asked(id))["head"]).toEqual([coordinator.id]);
  await change(coordinator, id, { amount: 121_000_00 });
  expect((await asked(id))["head"]).toEqual([ceo.id]);
});

it("asks the lawyer at once when the amount grows past the threshold before anybody voted", async () => {
  const { coordinator, lawyer } = company;
  const id = await pay.sent(130_000);
  expect(Object.keys(await asked(id)).toSorted()).toEqual(["acc", "head"]);
  await change(coordinator, id, { amount: 1_100_000_00 });
  expect((await asked(id))["legal"]).toEqual([lawyer.id]);
});
