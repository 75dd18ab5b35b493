import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/kit/app.ts";
import { addPerson } from "../../../test/kit/cast.ts";
import { seedCompany, type Company } from "../../../test/kit/company.ts";
import { payments, type Payments } from "../../../test/kit/payments.ts";

type Who = { id: string };

let test: TestApp;
let company: Company;
let pay: Payments;
let watcher: Who;

beforeAll(async () => {
  test = await startTestApp();
  company = await seedCompany(test);
  pay = payments(test, company);
  watcher = await addPerson(test.app, "Watcher", ["executor"], { department: "MKT" });
});
beforeEach(() => test.app.db.deleteFrom("notices").execute());
afterAll(() => test.stop());

const follow = (by: Who, id: string, whom: Who = watcher) => test.api.as(by).put(`/records/${id}/watchers/${whom.id}`);

async function heard(who: Who, id: string) {
  const { items } = (await test.api.as(who).get("/notices?limit=100")).body;
  return items.filter(({ record, event }) => record?.id === id && event !== "watching").toReversed();
}

describe("a person who follows a record", () => {
  it("hears of every status, once for each act, and of decisions that change none", async () => {
    const id = await pay.sent(100_000);
    expect((await follow(company.author, id)).status).toBe(204);
    await pay.approve(company.head, id);
    expect(await heard(watcher, id)).toMatchObject([
      { event: "decision_given", why: "watcher", actor: { id: company.head.id }, params: {} },
    ]);
    await pay.moved(company.accountant, id, "return", {
      reason: "Нет акта",
      stepId: (await pay.view(id, company.accountant)).votes[0]?.stepId,
    });
    expect((await heard(watcher, id)).slice(1)).toMatchObject([
      { event: "status_changed", why: "watcher", actor: { id: company.accountant.id }, params: { to: "rework" } },
    ]);
  });

  it("hears nothing of their own act, and is not told twice as author or responsible", async () => {
    const id = await pay.sent(110_000);
    for (const who of [company.author, company.head]) expect((await follow(company.author, id, who)).status).toBe(204);
    await test.app.db.deleteFrom("notices").execute();
    await pay.moved(company.head, id, "return", {
      reason: "Нет акта",
      stepId: (await pay.view(id, company.head)).votes[0]?.stepId,
    });
    expect(await heard(company.head, id)).toEqual([]);
    expect((await heard(company.author, id)).map(({ event }) => event)).toEqual(["request_returned"]);
  });

  it("hears that a deadline was moved, with the day and the reason; so do the doer and the setter", async () => {
    const { coordinator, executor, head } = company;
    const as = test.api.as(coordinator);
    const due = { assigneeId: executor.id, dueAt: "2026-11-18T18:00:00+05:00" };
    const { id } = (await as.post("/tasks", { title: "Сверить остатки", ...due })).body;
    expect((await follow(coordinator, id)).status).toBe(204);
    await test.app.db.deleteFrom("notices").execute();
    const { version } = (await as.get(`/tasks/${id}`)).body;
    const move = { version, dueAt: "2026-11-20T18:00:00+05:00", reason: "Поставщик задержал" };
    expect((await test.api.as(head).patch(`/tasks/${id}`, move)).status).toBe(200);
    const told = { event: "deadline_moved", params: { until: "2026-11-20", reason: "Поставщик задержал" } };
    expect(await heard(watcher, id)).toMatchObject([{ ...told, why: "watcher" }]);
    expect(await heard(executor, id)).toMatchObject([{ ...told, why: "assignee" }]);
    expect(await heard(coordinator, id)).toMatchObject([{ ...told, why: "setter" }]);
    expect(await heard(head, id)).toEqual([]);
  });

  it("hears nothing any more once they may not see it", async () => {
    const id = await pay.sent(120_000);
    await follow(company.author, id);
    await test.api.as(company.author).delete(`/records/${id}/watchers/${watcher.id}`);
    await pay.approve(company.head, id);
    expect(await heard(watcher, id)).toEqual([]);
  });
});

describe("those whom it concerns", () => {
  const events = async (who: Who) =>
    (await test.api.as(who).get("/notices?limit=100")).body.items.map(({ event }) => event).toReversed();

  it("hear that work they gave is done", async () => {
    const { coordinator, executor } = company;
    const { id } = (await test.api.as(coordinator).post("/tasks", { title: "Позвонить", assigneeId: executor.id })).body;
    for (const action of ["start", "handIn"]) {
      const { version } = (await test.api.as(executor).get(`/tasks/${id}`)).body;
      await test.api.as(executor).post(`/tasks/${id}/transitions`, { version, action, result: "Сделано" });
    }
    expect(await heard(coordinator, id)).toMatchObject([{ event: "task_done", why: "setter", actor: { id: executor.id } }]);
  });

  it("hear what becomes of the money of their request, and what is still lacking", async () => {
    const { author, head, accountant, treasurer } = company;
    const id = await pay.sent(130_000, { payKind: "post" });
    await pay.approve(head, id);
    await pay.approve(accountant, id, "normal", { fields: { knp: "710" } });
    const invoice = (await pay.view(id)).invoices[0];
    await test.app.db.deleteFrom("notices").execute();
    const act = async (action: string, rest: object = {}) => {
      const as = test.api.as(treasurer);
      const { version } = (await as.get(`/invoices/${invoice?.id ?? ""}`)).body;
      const headers = { "idempotency-key": `${action}-${version}` };
      const reply = await as.post(`/invoices/${invoice?.id ?? ""}/transitions`, { version, action, ...rest }, { headers });
      expect(reply.status, `${action}: ${reply.text}`).toBe(200);
    };
    await act("sendToPayment");
    await act("paymentFailed", { reason: "Неверный БИК" });
    await act("sendToPayment");
    await act("pay", { paidOn: "2026-11-16", amountMinor: 130_000_00, documentNumber: "17" });
    expect((await events(author)).filter((one) => /^(invoice|payment|closing)/.test(one))).toEqual([
      "invoice_in_payment",
      "payment_failed",
      "invoice_in_payment",
      "invoice_paid",
      "closing_document_needed",
    ]);
  });
});
