import { addDays, companyDay } from "@tartip/domain/kernel/calendar";
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

async function vote(id: string, fields: Record<string, unknown>, who: { id: string } = company.accountant) {
  const { votes } = await pay.view(id, who);
  return pay.move(who, id, "approve", { stepId: present(votes[0]).stepId, fields });
}

it("is not approved by the accountant, entered in the vote or in the card, until it is answered for", async () => {
  const id = await pay.sent(1_000);
  await pay.approve(company.head, id);
  // The date of the invoice is in November 2026: 12 % ended with 2025.
  const entered = await vote(id, { knp: "710", vatRate: 12 });
  expect([entered.status, entered.problem.fields]).toEqual([
    400,
    [{ field: "vatRate", code: "vatInDoubt", detail: expect.stringContaining("на счёте") }],
  ]);
  const { version, values } = await pay.view(id, company.accountant);
  expect(values).toMatchObject({ vatRate: 16 });

  const changed = await test.api.as(company.accountant).patch(`/requests/${id}`, { version, values: { vatRate: 12 } });
  expect(changed.status, changed.text).toBe(200);
  const invoiceId = present((await pay.view(id, company.accountant)).invoices[0]).id;
  const blocked = await vote(id, { knp: "710", vatRate: 12 });
  expect([blocked.status, blocked.problem.blockers]).toMatchObject([
    422,
    [{ code: "doubt_vat_rate_of_other_day", fix: { kind: "record", target: invoiceId } }],
  ]);

  const accountant = test.api.as(company.accountant);
  const invoice = (await accountant.get(`/invoices/${invoiceId}`)).body;
  const said = { version: invoice.version, doubt: "vat_rate_of_other_day", reason: "Оборот 2025 года" };
  const answered = await accountant.post(`/invoices/${invoiceId}/doubts`, said);
  expect(answered.status, answered.text).toBe(200);
  const taken = await vote(id, { knp: "710", vatRate: 12 });
  expect([taken.status, taken.body.status], taken.text).toEqual([200, "waiting"]);
});

it("is corrected in the vote to a rate of its day", async () => {
  const id = await pay.sent(2_000);
  await pay.approve(company.head, id);
  expect((await vote(id, { knp: "710", vatRate: "none" })).status).toBe(200);
});

it("is not approved by a substitute without any right over invoices either, until the author answers for it", async () => {
  const { accountant, author } = company;
  const substitute = await addPerson(test.app, "Substitute", ["executor"], { department: "FIN", managerId: company.cfo.id });
  const id = await pay.sent(3_000);
  await pay.approve(company.head, id);
  const fromDate = companyDay(test.clock.now());
  const days = { fromDate, toDate: addDays(fromDate, 5) };
  const named = await test.api
    .as(accountant)
    .post("/substitutions", { principalId: accountant.id, substituteId: substitute.id, ...days });
  expect(named.status, named.text).toBe(201);
  expect((await test.api.as(accountant).post("/absences", { ...days, reason: "отпуск" })).status).toBe(201);

  const entered = await vote(id, { knp: "710", vatRate: 12 }, substitute);
  expect([entered.status, entered.problem.fields]).toMatchObject([400, [{ field: "vatRate", code: "vatInDoubt" }]]);
  const { version } = await pay.view(id, substitute);
  expect((await test.api.as(substitute).patch(`/requests/${id}`, { version, values: { vatRate: 12 } })).status).toBe(200);
  const blocked = await vote(id, { knp: "710" }, substitute);
  expect([blocked.status, blocked.problem.blockers]).toMatchObject([422, [{ code: "doubt_vat_rate_of_other_day" }]]);

  const invoice = present((await pay.view(id, author)).invoices[0]);
  const said = { version: (await test.api.as(author).get(`/invoices/${invoice.id}`)).body.version, reason: "Оборот 2025 года" };
  const answered = await test.api.as(author).post(`/invoices/${invoice.id}/doubts`, { doubt: "vat_rate_of_other_day", ...said });
  expect(answered.status, answered.text).toBe(200);
  expect((await vote(id, { knp: "710" }, substitute)).status).toBe(200);
});
