import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../kit/app.ts";
import { seedCompany, type Company } from "../kit/company.ts";
import { payments, type Payments } from "../kit/payments.ts";
import { present } from "../kit/present.ts";
import { brokenInvariants } from "../../src/modules/budgets/questions.ts";

const AT_ONCE = 32;

let test: TestApp;
let company: Company;
let pay: Payments;

beforeAll(async () => {
  test = await startTestApp();
  company = await seedCompany(test);
  pay = payments(test, company);
});
afterAll(() => test.stop());

it("takes the last votes on one cell one after another and turns none of them away", async () => {
  const votes: { id: string; body: object }[] = [];
  for (let n = 0; n < AT_ONCE; n += 1) {
    const id = await pay.sent(100 + n);
    await pay.approve(company.head, id);
    const { version, votes: open } = await pay.view(id, company.accountant);
    votes.push({ id, body: { action: "approve", version, stepId: present(open[0]).stepId, fields: { knp: "710" } } });
  }
  const accountant = test.api.as(company.accountant);
  const replies = await Promise.all(votes.map(({ id, body }) => accountant.post(`/requests/${id}/transitions`, body)));
  expect(replies.map(({ status, text }) => (status === 200 ? 200 : text))).toEqual(votes.map(() => 200));
  expect(await pay.figures()).toMatchObject({ committed: votes.reduce((sum, _, n) => sum + 100 + n, 0) });
  expect(await brokenInvariants(test.app.db)).toEqual([]);
});
