import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../../test/kit/app.ts";
import { seedCompany, type Company } from "../../../../test/kit/company.ts";
import { payments, type Payments } from "../../../../test/kit/payments.ts";

let test: TestApp;
let company: Company;
let pay: Payments;

beforeAll(async () => {
  test = await startTestApp();
  company = await seedCompany(test);
  pay = payments(test, company);
});
afterAll(() => test.stop());

const past = (field: string) => ({ field, code: "dueInPast", detail: "Этот срок уже прошёл" });

it("refuses to send a payment with a deadline that is over, and lets one of today go", async () => {
  const late = await pay.draft(1_000, { payDeadline: "2026-11-15" });
  const refused = await pay.move(company.author, late.id, "submit");
  expect(refused).toMatchObject({ status: 400, problem: { fields: [past("payDeadline")] } });
  // The date of the supplier's invoice is a fact, however long ago.
  const today = await pay.draft(1_000, { payDeadline: "2026-11-16", invoiceDate: "2026-01-15" });
  expect((await pay.move(company.author, today.id, "submit")).status).toBe(200);
});

it("refuses to move it there afterwards, and holds one that has passed meanwhile against no other change", async () => {
  const { id } = await pay.draft(1_000, { payDeadline: "2026-11-17" });
  await pay.moved(company.author, id, "submit");
  test.clock.set("2026-11-18T05:00:00Z");
  const change = async (values: Record<string, unknown>) => {
    const { version } = await pay.view(id);
    return test.api.as(company.author).patch(`/requests/${id}`, { version, values });
  };
  for (const field of ["payDeadline", "dueDate"])
    expect(await change({ [field]: "2026-11-16" })).toMatchObject({ status: 400, problem: { fields: [past(field)] } });
  expect((await change({ purpose: "Оплата по счёту и акту" })).status).toBe(200);
  expect((await change({ payDeadline: "2026-11-18" })).status).toBe(200);
});
