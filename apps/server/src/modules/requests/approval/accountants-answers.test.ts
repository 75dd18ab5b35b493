import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../../test/kit/app.ts";
import { PLAN, seedCompany, type Company } from "../../../../test/kit/company.ts";
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
afterEach(async () => {
  expect((await sql`select * from invariant_broken`.execute(test.app.db)).rows).toEqual([]);
});
afterAll(() => test.stop());

/** What an employee knows nothing of. */
const UNSAID = { vatRate: null, costItem: null, budgetMonth: null };
const answers = () => ({ vatRate: 16, knp: "710", costItem: company.costItemId, budgetMonth: "2026-11" });
const invoiceOf = async (id: string, who: { id: string }) =>
  (await test.api.as(who).get(`/invoices/${present((await pay.view(id, who)).invoices[0]).id}`)).body;

it("asks the accountant alone for VAT, budget item and month, and the head's word stands", async () => {
  const { head, accountant, author } = company;
  const before = await pay.figures();
  const id = await pay.sent(120_000, UNSAID);
  expect((await pay.view(id)).status).toBe("approval");
  const unsaid = await invoiceOf(id, accountant);
  expect([unsaid.vatRate, unsaid.vatMinor, unsaid.splits]).toEqual([undefined, undefined, []]);
  expect(await pay.figures()).toEqual(before);

  await pay.approve(head, id);
  const { stepId } = present((await pay.view(id, accountant)).votes[0]);
  const empty = await pay.move(accountant, id, "approve", { stepId, fields: { knp: "710" } });
  expect(empty.status, empty.text).toBe(422);
  const missing = empty.problem.blockers.map(({ fix }: { fix?: { target: string } }) => fix?.target);
  expect(missing).toEqual(["vatRate", "costItem"]);

  const voted = await pay.moved(accountant, id, "approve", { stepId, fields: answers() });
  expect(voted.status).toBe("waiting");
  expect(await pay.figures()).toEqual({ ...before, committed: before.committed + 120_000 });
  const said = await invoiceOf(id, author);
  expect([said.vatRate, said.vatMinor, said.splits?.length]).toEqual(["16", 16_551_72, 1]);
});

it("asks for a decision over the limit as soon as the accountant has named a cell that does not hold it", async () => {
  const { head, lawyer, accountant, cfo } = company;
  const id = await pay.sent(PLAN * 1.05, UNSAID);
  await pay.approve(head, id);
  if ((await pay.view(id, lawyer)).votes.length > 0) await pay.approve(lawyer, id);
  await pay.approve(accountant, id, "normal", { fields: answers() });
  const { approval, status } = await pay.view(id, cfo);
  expect(status).toBe("approval");
  expect(present(approval?.steps).map(({ key }) => key)).toContain("overLimit:cfo");
});

it("voids no vote where what stood empty is filled on the card", async () => {
  const { head, accountant, coordinator } = company;
  const id = await pay.sent(90_000, UNSAID);
  await pay.approve(head, id);
  const { version } = await pay.view(id, coordinator);
  const values = { costItem: company.costItemId, vatRate: 16 };
  const filled = await test.api.as(coordinator).patch(`/requests/${id}`, { version, values });
  expect(filled.status, filled.text).toBe(200);
  expect((await pay.view(id, head)).votes).toEqual([]);
  expect((await pay.approve(accountant, id, "normal", { fields: { knp: "710" } })).status).toBe("waiting");
});

it("refuses what is no month, rate or code, in the vote and on the card, and replaces nothing by what would follow", async () => {
  const { head, accountant, coordinator } = company;
  const id = await pay.sent(91_000, { ...UNSAID, budgetMonth: "2026-10" });
  await pay.approve(head, id);
  const { stepId } = present((await pay.view(id, accountant)).votes[0]);
  for (const [field, value] of [
    ["budgetMonth", "2026-13"],
    ["vatRate", "sixteen"],
    ["knp", "code"],
  ] as const) {
    const voted = await pay.move(accountant, id, "approve", { stepId, fields: { ...answers(), [field]: value } });
    expect([voted.status, voted.problem.fields.map((one) => one.field)], voted.text).toEqual([400, [field]]);
    const { version } = await pay.view(id, coordinator);
    const changed = await test.api.as(coordinator).patch(`/requests/${id}`, { version, values: { [field]: value } });
    expect([changed.status, changed.problem.fields.map((one) => one.field)], changed.text).toEqual([400, [field]]);
  }
  expect((await pay.view(id, accountant)).values["budgetMonth"]).toBe("2026-10");
});
