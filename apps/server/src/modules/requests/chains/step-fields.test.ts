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
  const place = { department: company.departmentId, branch: company.branchId, deliveryPlace: "Склад" };
  const days = { dueDate: "2026-12-01", neededBy: "2026-11-28", budgetMonth: "2026-11" };
  const items = [{ name: title, qty: "10", unit: "уп.", estPrice: 10_000 }];
  const money = { items, estAmount: 20_000_00, costItem: company.costItemId };
  const values = { title, recipient: company.executor.id, ...place, ...days, ...money };
  const { id } = (await test.api.as(company.executor).post("/requests", { type: "purchase", values })).body;
  await pay.moved(company.executor, id, "submit");
  await pay.moved(purchaser, id, "take");
  await pay.moved(purchaser, id, "sendForApproval");
  await pay.approve(company.head, id);
  return id;
}

async function supplier(id: string, chosen: string | null) {
  const { version } = await pay.view(id, purchaser);
  return test.api.as(purchaser).patch(`/requests/${id}`, { version, values: { supplier: chosen } });
}

async function cancelOffers(id: string) {
  const offers = present((await pay.view(id, purchaser)).tasks.find((task) => task.stepKey === "offers"));
  const { version } = (await test.api.as(company.ceo).get(`/tasks/${offers.id}`)).body;
  return test.api.as(company.ceo).post(`/tasks/${offers.id}/transitions`, { action: "cancel", version, reason: "Уже выбран" });
}

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
