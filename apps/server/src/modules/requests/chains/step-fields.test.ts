import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../../test/kit/app.ts";
import { addPerson } from "../../../../test/kit/cast.ts";
import { seedCompany, type Company } from "../../../../test/kit/company.ts";
import { payments, type Payments } from "../../../../test/kit/payments.ts";
import { present } from "../../../../test/kit/present.ts";

let test: TestApp;
let company: Company;
let pay: Payments;
let purchaser: { id: string };

beforeAll(async () => {
  test = await startTestApp();
  company = await seedCompany(test);
  pay = payments(test, company);
  purchaser = await addPerson(test.app, "Purchaser", ["purchaser"], { department: "PUR", managerId: company.ceo.id });
});
afterAll(() => test.stop());

/** A purchase whose need is confirmed: offers are being collected, and its supplier is not chosen yet. */
async function inOffers(title: string): Promise<string> {
  const id = await taken(title);
  await pay.moved(purchaser, id, "sendForApproval");
  await pay.approve(company.head, id);
  return id;
}

/** A purchase in work that was not sent for approval yet. */
async function taken(title: string): Promise<string> {
  const place = { department: company.departmentId, branch: company.branchId, deliveryPlace: "Склад" };
  const days = { dueDate: "2026-12-01", neededBy: "2026-11-28", budgetMonth: "2026-11" };
  const items = [{ name: title, qty: "10", unit: "уп.", estPrice: 10_000 }];
  const money = { items, estAmount: 20_000_00, costItem: company.costItemId };
  const values = { title, recipient: company.executor.id, ...place, ...days, ...money };
  const { id } = (await test.api.as(company.executor).post("/requests", { type: "purchase", values })).body;
  await pay.moved(company.executor, id, "submit");
  await pay.moved(purchaser, id, "take");
  return id;
}

async function supplier(id: string, chosen: string | null) {
  const { version } = await pay.view(id, purchaser);
  return test.api.as(purchaser).patch(`/requests/${id}`, { version, values: { supplier: chosen } });
}

async function moveStep(id: string, stepKey: string, action: string, who = company.ceo) {
  const task = present((await pay.view(id, purchaser)).tasks.find((one) => one.stepKey === stepKey));
  const { version } = (await test.api.as(who).get(`/tasks/${task.id}`)).body;
  return test.api.as(who).post(`/tasks/${task.id}/transitions`, { action, version, reason: "Уже выбран" });
}

const cancelOffers = (id: string) => moveStep(id, "offers", "cancel");

it("the work that chooses a supplier is called off only where the supplier is known already", async () => {
  const id = await inOffers("Бинты");
  const early = await cancelOffers(id);
  expect(early.status, early.text).toBe(422);
  expect(early.problem.blockers).toMatchObject([{ code: "field_needed" }]);
  expect(early.problem.blockers[0]?.text).toContain("Выбранный поставщик");
  expect((await supplier(id, company.supplierId)).status).toBe(200);
  const off = await cancelOffers(id);
  expect(off.status, off.text).toBe(200);
  // What comes next has what it decides about.
  expect((await pay.view(id, purchaser)).explain.now.map(({ person }) => person?.id)).toEqual([company.head.id]);
});

it("what the work brought is not taken away again while others decide about it", async () => {
  const id = await inOffers("Шприцы");
  expect((await supplier(id, company.supplierId)).status).toBe(200);
  expect((await supplier(id, null)).status).toBe(200);
  expect((await supplier(id, company.supplierId)).status).toBe(200);
  await pay.handIn(purchaser, id, "offers", 1);
  const emptied = await supplier(id, null);
  expect(emptied.status, emptied.text).toBe(400);
  expect(emptied.body.fields.map(({ field }) => field)).toEqual(["supplier"]);
});

it("a step that its predecessor was cancelled for waits again when that comes back, and the request is sent", async () => {
  const id = await taken("Перчатки");
  expect((await supplier(id, company.supplierId)).status).toBe(200);
  for (const step of ["offers", "order"]) expect((await moveStep(id, step, "cancel")).status).toBe(200);
  const statusOf = async (key: string) => (await pay.view(id, purchaser)).tasks.find((task) => task.stepKey === key)?.status;
  expect(await statusOf("receive")).toBe("todo");
  expect((await moveStep(id, "order", "restore", purchaser)).status).toBe(200);
  expect([await statusOf("order"), await statusOf("receive")]).toEqual(["blocked", "blocked"]);
  const { explain } = await pay.view(id, purchaser);
  expect(explain.now.map(({ person, reason }) => [person?.id, reason])).toEqual([[purchaser.id, "send"]]);
});
