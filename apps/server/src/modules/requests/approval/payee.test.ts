import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../../test/kit/app.ts";
import { seedCompany, type Company } from "../../../../test/kit/company.ts";
import { payments, type Payments } from "../../../../test/kit/payments.ts";
import { present } from "../../../../test/kit/present.ts";

let test: TestApp;
let company: Company;
let pay: Payments;

beforeAll(async () => {
  test = await startTestApp();
  company = await seedCompany(test);
  pay = payments(test, company);
  await installRefunds();
});
afterAll(() => test.stop());

/** The payment type as a company might keep it: money goes to one of its people. */
async function installRefunds(): Promise<void> {
  const current = await test.app.db
    .selectFrom("request_types")
    .selectAll()
    .where("code", "=", "payment")
    .executeTakeFirstOrThrow();
  // reason: the stored definition is the JSON of `request-types.json`
  const definition = current.definition as { fields: object[]; meaning: object };
  const payee = { key: "payee", type: "user", label: { ru: "Получатель", kk: "Алушы", en: "Payee" }, required: true };
  const fields = [...definition.fields, payee];
  const refunds = { ...definition, fields, meaning: { ...definition.meaning, payee: "payee" } };
  await test.app.db.updateTable("request_types").set({ current: false }).where("id", "=", current.id).execute();
  await test.app.db
    .insertInto("request_types")
    .values({ code: current.code, version: current.version + 1, definition: JSON.stringify(refunds) })
    .execute();
}

it("keeps the person a payment goes to from voting on it", async () => {
  const id = await pay.sent(1_000, { payee: company.head.id });
  const { approval } = await pay.view(id);
  const step = present(approval?.steps?.find((one) => one.key === "head"));
  const asked = step.candidates.map((one) => one.person.id);
  expect(asked).not.toContain(company.head.id);
  expect(asked.length).toBeGreaterThan(0);
  expect((await pay.view(id, company.head)).votes).toEqual([]);
  const refused = await pay.move(company.head, id, "approve", { stepId: step.id });
  expect(refused.status).toBe(403);
  const named = await pay.move({ id: present(asked[0]) }, id, "reassign", { stepId: step.id, personId: company.head.id });
  expect(named).toMatchObject({ status: 403, body: { code: "segregation", detail: "Нельзя согласовать выплату себе" } });
});

it("asks the same person where the payment goes to another", async () => {
  const id = await pay.sent(7_000, { payee: company.lawyer.id });
  expect((await pay.view(id, company.head)).votes).toMatchObject([{ kind: "normal" }]);
});

it("takes the vote back of whom the payment goes to after it", async () => {
  const id = await pay.sent(9_000, { payee: company.lawyer.id });
  await pay.approve(company.head, id);
  const { version } = await pay.view(id, company.coordinator);
  const changed = await test.api
    .as(company.coordinator)
    .patch(`/requests/${id}`, { version, values: { payee: company.head.id } });
  expect(changed.status, changed.text).toBe(200);
  const { approval } = await pay.view(id);
  const step = present(approval?.steps?.find((one) => one.key === "head"));
  expect(step.votes).toMatchObject([{ person: { id: company.head.id }, voidReason: "changed" }]);
  const asked = step.candidates.map((one) => one.person.id);
  expect(asked).not.toContain(company.head.id);
  expect(asked.length).toBeGreaterThan(0);
});
