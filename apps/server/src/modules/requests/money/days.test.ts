import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../../test/kit/app.ts";
import { addFile, seedCompany, type Company } from "../../../../test/kit/company.ts";
import { payments, type Payments } from "../../../../test/kit/payments.ts";
import { present } from "../../../../test/kit/present.ts";

let test: TestApp;
let company: Company;
let pay: Payments;
let moves = 0;

// Today is Monday 2026-11-16.
beforeAll(async () => {
  test = await startTestApp();
  company = await seedCompany(test);
  pay = payments(test, company);
});
afterAll(() => test.stop());

/** The invoice of an approved payment, sent to the bank. */
async function inPayment(amount: number, invoiceDate: string): Promise<string> {
  const id = await pay.sent(amount, { invoiceDate });
  await pay.approve(company.head, id);
  await pay.approve(company.accountant, id, "normal", { fields: { knp: "710" } });
  const invoiceId = present((await pay.view(id, company.treasurer)).invoices[0]).id;
  expect((await move(invoiceId, { action: "sendToPayment" })).status).toBe(200);
  return invoiceId;
}

async function move(id: string, body: object) {
  const api = test.api.as(company.treasurer);
  const { version } = (await api.get(`/invoices/${id}`)).body;
  moves += 1;
  return api.post(`/invoices/${id}/transitions`, { version, ...body }, { headers: { "idempotency-key": `move-${moves}` } });
}

const money = (action: "pay" | "refund", amountMinor: number, paidOn: string) => ({
  action,
  amountMinor,
  paidOn,
  documentNumber: "1184",
  reason: "Возврат",
});

it("takes no invoice of next summer, neither submitted nor changed to", async () => {
  const { id } = await pay.draft(1_000, { invoiceDate: "2027-06-01" });
  const refused = await pay.move(company.author, id, "submit");
  expect([refused.status, refused.problem.fields]).toEqual([
    400,
    [{ field: "invoiceDate", code: "invoiceDateFar", detail: expect.stringContaining("проверьте год") }],
  ]);
  const change = async (invoiceDate: string) => {
    const { version } = await pay.view(id);
    return test.api.as(company.author).patch(`/requests/${id}`, { version, values: { invoiceDate } });
  };
  expect((await change("2026-12-01")).status).toBe(200);
  await addFile(test.app, id, "invoiceFile", company.author.id);
  await pay.moved(company.author, id, "submit");
  const later = await change("2027-06-01");
  expect([later.status, later.problem.fields?.[0]?.code]).toEqual([400, "invoiceDateFar"]);
});

it("records no payment from before its invoice, and no refund from before the payment", async () => {
  const invoiceId = await inPayment(2_000, "2026-11-10");
  const early = await move(invoiceId, money("pay", 500_00, "2026-11-09"));
  expect([early.status, early.problem.fields]).toEqual([
    400,
    [
      {
        field: "paidOn",
        code: "paidBeforeInvoice",
        params: { day: "2026-11-10" },
        detail: expect.stringContaining("10.11.2026"),
      },
    ],
  ]);
  expect((await move(invoiceId, money("pay", 500_00, "2026-11-13"))).status).toBe(200);
  const back = await move(invoiceId, money("refund", 100_00, "2026-11-12"));
  expect([back.status, back.problem.fields[0]?.code]).toEqual([400, "refundedBeforePaid"]);
  expect((await move(invoiceId, money("refund", 100_00, "2026-11-13"))).status).toBe(200);
  expect((await move(invoiceId, money("pay", 100_00, "2026-11-10"))).status).toBe(200);
});

it("records the payment of an invoice that is dated ahead, from the day it was entered", async () => {
  const invoiceId = await inPayment(3_000, "2026-12-01");
  const early = await move(invoiceId, money("pay", 3_000_00, "2026-11-15"));
  expect(early.problem.fields).toMatchObject([{ code: "paidBeforeInvoice", params: { day: "2026-11-16" } }]);
  expect((await move(invoiceId, money("pay", 3_000_00, "2026-11-16"))).body).toMatchObject({ status: "paid" });
});
