import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../../test/kit/app.ts";
import { addPerson } from "../../../../test/kit/cast.ts";
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
});
afterAll(() => test.stop());

it("asks who votes for the accountant in one vote with another for what the accountant fills in", async () => {
  const { accountant, treasurer, head, cfo, ceo } = company;
  // Nobody but the chief executive may vote for the accountant: both votes are asked as one, at the last step.
  await test.app.db.updateTable("people").set({ manager_id: ceo.id }).where("id", "in", [accountant.id, treasurer.id]).execute();
  const row = await test.app.db.selectFrom("settings").select("value").where("key", "=", "thresholds").executeTakeFirstOrThrow();
  const thresholds = { ...Object(row.value), cfo: 10_000, ceo: 20_000 };
  await test.app.db
    .updateTable("settings")
    .set({ value: JSON.stringify(thresholds) })
    .where("key", "=", "thresholds")
    .execute();
  const admin = await addPerson(test.app, "Admin", ["admin"]);
  expect((await test.api.as(admin).post(`/people/${accountant.id}/deactivate`)).status).toBe(200);

  const id = await pay.sent(30_000);
  await pay.approve(head, id);
  await pay.approve(cfo, id);
  const { votes } = await pay.view(id, ceo);
  expect(votes).toMatchObject([{ key: "ceo", ownsFields: ["knp", "costItem", "vatRate", "budgetMonth"] }]);
  const { stepId } = present(votes[0]);
  const empty = await pay.move(ceo, id, "approve", { stepId });
  expect([empty.status, empty.problem.blockers], empty.text).toMatchObject([
    422,
    [{ code: "field_required", fix: { kind: "field", target: "knp" } }],
  ]);
  expect((await pay.moved(ceo, id, "approve", { stepId, fields: { knp: "710" } })).status).toBe("waiting");

  const invoice = present((await pay.view(id)).invoices[0]);
  const api = test.api.as(treasurer);
  const { version } = (await api.get(`/invoices/${invoice.id}`)).body;
  const sent = await api.post(`/invoices/${invoice.id}/transitions`, { version, action: "sendToPayment" });
  expect(sent.status, sent.text).toBe(200);
});
