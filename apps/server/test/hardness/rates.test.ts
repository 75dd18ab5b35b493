import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../kit/app.ts";
import { seedCompany, type Company } from "../kit/company.ts";
import { payments, type Payments } from "../kit/payments.ts";
import { present } from "../kit/present.ts";

let test: TestApp;
let company: Company;
let pay: Payments;

beforeAll(async () => {
  test = await startTestApp();
  company = await seedCompany(test);
  pay = payments(test, company);
  await rate(500, "2026-11-15");
});
afterAll(() => test.stop());

async function rate(tenge: number, onDate: string): Promise<void> {
  const body = { currency: "USD", onDate, rateMicro: tenge * 1_000_000 };
  const reply = await test.api.as(company.accountant).put("/organisation/rates", body);
  expect(reply.status, reply.text).toBe(204);
}

/** 1 200 dollars: 600 000 tenge at 500, above what the financial director must see; 480 000 at 400, below. */
async function sentAbroad(dollars = 1_200): Promise<string> {
  test.clock.set("2026-11-16T06:00:00Z");
  return pay.sent(dollars, { currency: "USD" });
}

async function change(id: string, values: Record<string, unknown>): Promise<void> {
  const { version } = await pay.view(id, company.coordinator);
  const reply = await test.api.as(company.coordinator).patch(`/requests/${id}`, { version, values });
  expect(reply.status, reply.text).toBe(200);
}

it("asks whom the rate of the day of sending asks, whatever rate is entered later", async () => {
  const id = await sentAbroad();
  expect(await pay.view(id)).toMatchObject({ baseMinor: 600_000_00 });
  test.clock.set("2026-11-17T06:00:00Z");
  await rate(400, "2026-11-17");
  await change(id, { vatRate: 0 });
  expect(await pay.view(id)).toMatchObject({ baseMinor: 600_000_00 });
  await pay.approve(company.head, id);
  await pay.approve(company.accountant, id, "normal", { fields: { knp: "710" } });
  const { status, approval } = await pay.view(id);
  const cfo = present(approval?.steps).find((step) => step.key === "cfo");
  expect([status, cfo?.status]).toEqual(["approval", "open"]);
});

it("converts a changed amount by that rate too, in request, invoice and budget alike, and a new sending by the day's", async () => {
  const before = await pay.figures();
  const id = await sentAbroad(1_300);
  test.clock.set("2026-11-17T06:00:00Z");
  await change(id, { amount: 1_000_00 });
  const { invoices, baseMinor } = await pay.view(id);
  const invoice = (await test.api.as(company.accountant).get(`/invoices/${present(invoices[0]).id}`)).body;
  expect([baseMinor, invoice.baseMinor]).toEqual([500_000_00, 500_000_00]);
  expect((await pay.figures()).inWork).toBe(before.inWork + 500_000);

  const { stepId } = present((await pay.view(id, company.head)).votes[0]);
  await pay.moved(company.head, id, "return", { stepId, reason: "Уточните" });
  await change(id, { purpose: "Оплата по счёту, уточнено" });
  await pay.moved(company.coordinator, id, "resubmit");
  expect((await pay.view(id)).baseMinor).toBe(400_000_00);
  expect((await pay.figures()).inWork).toBe(before.inWork + 400_000);
});

it("takes another currency on the way, at the rate of that day", async () => {
  const id = await pay.sent(100_000);
  await change(id, { currency: "USD", amount: 500_00 });
  expect((await pay.view(id)).baseMinor).toBe(200_000_00);
  await change(id, { currency: "KZT", amount: 90_000_00 });
  expect((await pay.view(id)).baseMinor).toBe(90_000_00);
});
