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
});
afterAll(() => test.stop());

type Who = { id: string };

/** A payment approved and sent to the bank. */
async function inPayment(amount: number): Promise<{ id: string; invoiceId: string }> {
  const id = await pay.sent(amount);
  await pay.approve(company.head, id);
  await pay.approve(company.accountant, id, "normal", { fields: { knp: "710" } });
  const invoiceId = present((await pay.view(id, company.treasurer)).invoices[0]).id;
  await moved(invoiceId, { action: "sendToPayment" });
  return { id, invoiceId };
}

async function moved(invoiceId: string, body: { action: string } & Record<string, unknown>): Promise<void> {
  const { version } = (await test.api.as(company.treasurer).get(`/invoices/${invoiceId}`)).body;
  const headers = { "idempotency-key": `${invoiceId}:${version}` };
  const reply = await test.api
    .as(company.treasurer)
    .post(`/invoices/${invoiceId}/transitions`, { version, ...body }, { headers });
  expect(reply.status, reply.text).toBe(200);
}

const paid = (invoiceId: string, amount: number, paidOn: string) =>
  moved(invoiceId, { action: "pay", paidOn, amountMinor: amount * 100, documentNumber: `П-${amount}` });

async function changes(who: Who, id: string) {
  const { items } = (await test.api.as(who).get(`/records/${id}/stream?filter=changes&limit=50`)).body;
  return items.flatMap(({ change, actor }) => (change ? [{ ...change, actor: actor?.id }] : []));
}

async function rowOf(who: Who, id: string) {
  const { items } = (await test.api.as(who).get("/requests?view=mine&limit=50")).body;
  return present(items.find((one) => one.id === id));
}

async function told(who: Who, invoiceId: string): Promise<string[]> {
  const { items } = (await test.api.as(who).get("/notices?limit=100")).body;
  return items.flatMap(({ record, event }) => (record?.id === invoiceId ? [event] : []));
}

it("says on the request what was paid, to its author too", async () => {
  const { id, invoiceId } = await inPayment(1_000);
  expect((await pay.view(id)).paid).toBeNull();
  expect((await rowOf(company.author, id)).paid).toBe(false);

  await paid(invoiceId, 400, "2026-11-15");
  expect((await pay.view(id)).paid).toEqual({ on: "2026-11-15", whole: false });
  expect((await rowOf(company.author, id)).paid).toBe(false);
  expect(await told(company.author, invoiceId)).toContain("invoice_part_paid");

  await paid(invoiceId, 600, "2026-11-16");
  const card = await pay.view(id);
  expect(card.paid).toEqual({ on: "2026-11-16", whole: true });
  // The act is still awaited: the request has not ended.
  expect([
    card.status,
    card.tasks.some(({ completesBy, status }) => completesBy === "closingDocumentLinked" && status !== "done"),
  ]).toEqual(["waiting", true]);
  expect((await rowOf(company.author, id)).paid).toBe(true);
  expect(await told(company.author, invoiceId)).toContain("invoice_paid");
});

it("keeps the news of the money in the stream of the request", async () => {
  const { id, invoiceId } = await inPayment(1_100);
  await paid(invoiceId, 500, "2026-11-15");
  const told = await changes(company.author, id);
  expect(told.filter(({ action }) => /^(invoice|payment)\./u.test(action)).map(({ action, actor }) => [action, actor])).toEqual([
    ["payment.recorded", company.treasurer.id],
    ["invoice.sendToPayment", company.treasurer.id],
  ]);
  const payment = present(told.find(({ action }) => action === "payment.recorded"));
  const values = Object.fromEntries(payment.changes.map(({ field, to }) => [field, to.value]));
  expect(values).toMatchObject({ amountMinor: 500_00, paidOn: "2026-11-15", documentNumber: "П-500" });
  // Its own journal has the rest.
  expect((await changes(company.treasurer, invoiceId)).map(({ action }) => action)).toContain("invoice.created");
});
