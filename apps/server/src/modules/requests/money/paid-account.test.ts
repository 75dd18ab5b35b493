import { afterAll, beforeAll, expect, it } from "vitest";
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
afterAll(() => test.stop());

const OLD = "KZ31722A503379800938";
const NEW = "KZ82722A000000000042";
const LATER = "KZ28722A000000000044";
const OTHER = "KZ07601A861099000011";

/** A payment both of whose voters said yes. */
async function approved(amount: number): Promise<{ id: string; invoiceId: string }> {
  const id = await pay.sent(amount);
  await pay.approve(company.head, id);
  await pay.approve(company.accountant, id, "normal", { fields: { knp: "710" } });
  return { id, invoiceId: present((await pay.view(id, company.treasurer)).invoices[0]).id };
}

/** Another account of the supplier, confirmed by a second person; the one in use goes when it is named. */
async function enter(iban: string, bic: string, replacesId?: string): Promise<void> {
  const accounts = `/counterparties/${company.supplierId}/accounts` as const;
  const entered = await test.api
    .as(company.treasurer)
    .post(accounts, { iban, bic, currency: "KZT", ...(replacesId ? { replacesId } : {}) });
  expect(entered.status, entered.text).toBe(201);
  const { id } = present(entered.body.accounts?.find((one) => one.iban === iban));
  const confirmed = await test.api.as(company.cfo).post(`${accounts}/${id}/confirm`);
  expect(confirmed.status, confirmed.text).toBe(200);
}

const card = async (id: string) => (await test.api.as(company.treasurer).get(`/invoices/${id}`)).body;

async function send(invoiceId: string) {
  const { version } = await card(invoiceId);
  return test.api.as(company.treasurer).post(`/invoices/${invoiceId}/transitions`, { action: "sendToPayment", version });
}

it("goes to the account that was decided on, not to one that was added since", async () => {
  const { invoiceId } = await approved(1_100);
  await enter(OTHER, "HSBKKZKX");
  expect((await card(invoiceId)).account).toMatchObject({ iban: OLD, inUse: true, next: null });
  const sent = await send(invoiceId);
  expect(sent.status, sent.text).toBe(200);
  expect((await card(invoiceId)).account).toMatchObject({ iban: OLD });
});

it("is not paid to an account that replaced the one decided on, until it is decided on again", async () => {
  const { id, invoiceId } = await approved(1_200);
  const { account } = await card(invoiceId);
  await enter(NEW, "CASPKZKA", present(account).id);
  const refused = await send(invoiceId);
  expect([refused.status, refused.problem.blockers.map((one) => one.code)]).toEqual([422, ["account_changed"]]);
  expect(refused.problem.blockers[0]?.fix).toMatchObject({ kind: "record", target: id });
  expect((await card(invoiceId)).account).toMatchObject({ id: present(account).id, inUse: false, next: { iban: NEW } });

  await pay.moved(company.accountant, id, "recall", { reason: "Счёт поставщика изменился" });
  const { actions } = await pay.view(id, company.author);
  expect(actions.find((one) => one.action === "resubmit")).toBeDefined();
  await test.api.as(company.author).post(`/records/${id}/comments`, { source: "Счёт новый, письмо поставщика приложено" });
  await pay.moved(company.author, id, "resubmit");
  expect((await card(invoiceId)).account).toMatchObject({ iban: NEW, inUse: true, next: null });
  await pay.approve(company.head, id);
  await pay.approve(company.accountant, id);
  const sent = await send(invoiceId);
  expect(sent.status, sent.text).toBe(200);
});

it("voids the votes that vouch for the money when a returned payment is sent again to another account", async () => {
  // Above the plan, so that the financial director decides after the accountant.
  const id = await pay.sent(PLAN + 50_000);
  await pay.approve(company.head, id);
  await pay.approve(company.accountant, id, "normal", { fields: { knp: "710" } });
  await pay.approve(company.lawyer, id);
  const { stepId } = present((await pay.view(id, company.cfo)).votes[0]);
  await pay.moved(company.cfo, id, "return", { stepId, reason: "Уточните счёт поставщика" });

  const { invoices } = await pay.view(id, company.treasurer);
  const invoiceId = present(invoices[0]).id;
  const before = present((await card(invoiceId)).account);
  await enter(LATER, "CASPKZKA", before.id);
  await test.api.as(company.author).post(`/records/${id}/comments`, { source: "Счёт новый" });
  await pay.moved(company.author, id, "resubmit");

  const sheet = present(present((await pay.view(id, company.head)).approval).steps);
  const votesAt = (key: string) => present(sheet.find((step) => step.key === key)).votes;
  // The head answers for the need, not for where the money goes: the vote stands.
  expect(votesAt("head")).toMatchObject([{ voidReason: null }]);
  const difference = [{ field: "account", before: before.iban.slice(-4), after: LATER.slice(-4) }];
  expect(votesAt("acc")).toMatchObject([{ voidReason: "changed", voidDiff: difference }]);
  expect((await card(invoiceId)).account).toMatchObject({ iban: LATER, inUse: true });
  expect((await pay.view(id, company.accountant)).votes).toHaveLength(1);
});

it("shows since when the account is known", async () => {
  const { invoiceId } = await approved(1_300);
  const { account } = await card(invoiceId);
  expect(new Date(present(present(account).confirmedAt)).getTime()).toBeLessThanOrEqual(test.clock.now().getTime());
});

it("is confirmed by nobody who decided on an open invoice of the supplier or paid one", async () => {
  await approved(1_400);
  const accounts = `/counterparties/${company.supplierId}/accounts` as const;
  const body = { iban: "KZ55722A000000000043", bic: "CASPKZKA", currency: "KZT" };
  const entered = await test.api.as(company.treasurer).post(accounts, body);
  expect(entered.status, entered.text).toBe(201);
  const account = present(entered.body.accounts?.find((one) => one.iban === body.iban));
  expect(account.confirmers).toEqual([{ id: company.cfo.id, name: "Cfo Test" }]);
  const confirm = `${accounts}/${account.id}/confirm` as const;
  const voter = await test.api.as(company.accountant).post(confirm);
  expect([voter.status, voter.problem.code, voter.problem.detail]).toEqual([
    403,
    "segregation",
    expect.stringContaining("кто не голосовал и не платил"),
  ]);
  const day = async (who: { id: string }) => (await test.api.as(who).get("/my-day")).body.waiting.map((row) => row.reason);
  expect(await day(company.accountant)).not.toContain("confirm_account");
  expect(await day(company.cfo)).toContain("confirm_account");
  expect((await test.api.as(company.cfo).post(confirm)).status).toBe(200);
  expect(await day(company.cfo)).not.toContain("confirm_account");
});
