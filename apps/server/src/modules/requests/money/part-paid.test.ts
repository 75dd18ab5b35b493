import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../../test/kit/app.ts";
import { addPerson } from "../../../../test/kit/cast.ts";
import { addDocument, seedCompany, type Company } from "../../../../test/kit/company.ts";
import { payments, type Payments } from "../../../../test/kit/payments.ts";
import { present } from "../../../../test/kit/present.ts";
import { brokenInvariants } from "../../budgets/questions.ts";

type Who = { id: string };
let test: TestApp;
let company: Company;
let pay: Payments;
/** Runs payments and keeps no books. */
let payer: Who;
let moves = 0;
let made = 0;

beforeAll(async () => {
  test = await startTestApp();
  company = await seedCompany(test);
  pay = payments(test, company);
  payer = await addPerson(test.app, "Payer", ["treasurer"], { managerId: company.cfo.id });
});
afterEach(async () => {
  expect(await brokenInvariants(test.app.db)).toEqual([]);
});
afterAll(() => test.stop());

const card = async (id: string, who: Who = company.treasurer) => (await test.api.as(who).get(`/invoices/${id}`)).body;

/** Money in whole tenge. */
async function move(who: Who, id: string, action: string, { tenge, ...rest }: Record<string, unknown> = {}) {
  const { version } = await card(id, who);
  const money = typeof tenge === "number" ? { amountMinor: tenge * 100, paidOn: "2026-11-16", documentNumber: "1184" } : {};
  moves += 1;
  const headers = { "idempotency-key": `move-${moves}` };
  return test.api.as(who).post(`/invoices/${id}/transitions`, { action, version, ...money, ...rest }, { headers });
}

async function moved(who: Who, id: string, action: string, rest: Record<string, unknown> = {}) {
  const reply = await move(who, id, action, rest);
  expect(reply.status, `${action}: ${reply.text}`).toBe(200);
  return reply.body.status;
}

/** 1 000 ₸ and some more, so that none looks like another, approved and sent to payment; all but 400 ₸ paid. */
async function partPaid(values: Record<string, unknown> = {}) {
  const before = await pay.figures();
  made += 1;
  const paid = 600 + made;
  const id = await pay.sent(paid + 400, values);
  await pay.approve(company.head, id);
  await pay.approve(company.accountant, id, "normal", { fields: { knp: "710" } });
  const invoiceId = present((await pay.view(id, company.treasurer)).invoices[0]).id;
  await moved(company.treasurer, invoiceId, "sendToPayment");
  expect(await moved(company.treasurer, invoiceId, "pay", { tenge: paid })).toBe("in_payment");
  expect(await pay.figures()).toEqual({ ...before, actual: before.actual + paid, committed: before.committed + 400 });
  return { id, invoiceId, before, paid };
}

const offered = async (id: string, who: Who, action: string) =>
  (await card(id, who)).actions.find((one) => one.action === action)?.allowed;

async function closeByAct(id: string): Promise<void> {
  const act = await addDocument(test.app, { kind: "act", authorId: company.coordinator.id, counterpartyId: company.supplierId });
  const linked = await test.api.as(company.coordinator).post(`/records/${id}/links`, { toId: act, kind: "closing" });
  expect(linked.status, linked.text).toBe(201);
}

describe("an invoice that is paid in part", () => {
  it("is finished without its rest by the accountant, with a reason, and its request goes on to its end", async () => {
    const { id, invoiceId, before, paid } = await partPaid();
    expect(await offered(invoiceId, company.accountant, "waiveRest")).toBe(true);
    const refused = await move(payer, invoiceId, "waiveRest", { reason: "Скидка" });
    expect([refused.status, refused.problem.detail]).toEqual([403, expect.stringContaining("бухгалтер")]);
    expect((await move(company.accountant, invoiceId, "waiveRest")).status).toBe(400);

    expect(await moved(company.accountant, invoiceId, "waiveRest", { reason: "Скидка" })).toBe("paid");
    expect(await pay.figures()).toEqual({ ...before, actual: before.actual + paid });
    expect(await card(invoiceId)).toMatchObject({ paidMinor: paid * 100, restWaivedMinor: 400_00, restWaivedReason: "Скидка" });
    expect((await test.auditTrail(invoiceId)).at(-1)).toMatchObject({ action: "invoice.waiveRest", reason: "Скидка" });
    const news = test.app.db.selectFrom("notices").select("event").where("record_id", "=", invoiceId);
    const toldAuthor = await news.where("person_id", "=", company.author.id).execute();
    expect(toldAuthor.map(({ event }) => event)).toContain("invoice_paid");

    const { tasks } = await pay.view(id);
    expect(tasks.find((task) => task.stepKey === "pay")?.status).toBe("done");
    await closeByAct(id);
    expect(await pay.view(id)).toMatchObject({ status: "done", invoices: [{ status: "closed" }] });
  });

  it("does not lose its rest by the hand that paid a part of it, or took one back, but by that of the financial director", async () => {
    const { invoiceId } = await partPaid();
    const one = await addPerson(test.app, "Onehand", ["accountant"], { managerId: company.cfo.id });
    const other = await addPerson(test.app, "Otherhand", ["accountant"], { managerId: company.cfo.id });
    await moved(one, invoiceId, "pay", { tenge: 100 });
    await moved(other, invoiceId, "refund", { tenge: 1, reason: "Ошибка" });
    for (const who of [one, other]) {
      const refused = await move(who, invoiceId, "waiveRest", { reason: "Скидка" });
      expect([refused.status, refused.problem.detail]).toEqual([403, expect.stringContaining("финансовый директор")]);
      expect(await offered(invoiceId, who, "waiveRest")).toBe(false);
    }
    expect(await moved(company.cfo, invoiceId, "waiveRest", { reason: "Скидка" })).toBe("paid");
  });

  it("takes its money back in part or in whole, and then is failed, recalled and cancelled", async () => {
    const { id, invoiceId, before, paid } = await partPaid();
    const tooMuch = await move(company.treasurer, invoiceId, "refund", { tenge: paid + 1, reason: "Аванс вернули" });
    expect(tooMuch.problem.blockers).toMatchObject([{ code: "refund_too_big" }]);
    expect(await moved(company.treasurer, invoiceId, "refund", { tenge: 200, reason: "Часть вернули" })).toBe("in_payment");
    expect(await pay.figures()).toEqual({ ...before, actual: before.actual + paid - 200, committed: before.committed + 600 });
    expect(await moved(company.treasurer, invoiceId, "refund", { tenge: paid - 200, reason: "Аванс вернули" })).toBe(
      "in_payment",
    );
    expect(await pay.figures()).toEqual({ ...before, committed: before.committed + paid + 400 });

    const nothing = await move(company.treasurer, invoiceId, "refund", { tenge: 1, reason: "Ещё раз" });
    expect(nothing.problem.blockers[0]).toMatchObject({ code: "nothing_paid" });
    const early = await move(company.accountant, invoiceId, "waiveRest", { reason: "Аванс вернули" });
    expect(early.problem.blockers).toMatchObject([{ code: "nothing_paid" }]);
    expect(await moved(company.treasurer, invoiceId, "paymentFailed", { reason: "Сделки не будет" })).toBe("approved");
    await pay.moved(company.accountant, id, "recall", { reason: "Сделки не будет" });
    await pay.moved(company.coordinator, id, "cancel", { reason: "Сделки не будет" });
    expect(await card(invoiceId)).toMatchObject({ status: "cancelled", paidMinor: 0 });
    expect(await pay.figures()).toEqual(before);
  });
});

describe("an invoice finished without its rest", () => {
  it("owes what was refunded of it and nothing of the rest", async () => {
    const { invoiceId, before, paid } = await partPaid();
    await moved(company.accountant, invoiceId, "waiveRest", { reason: "Округление" });
    expect(await moved(company.treasurer, invoiceId, "refund", { tenge: 100, reason: "Ошибка банка" })).toBe("in_payment");
    expect(await pay.figures()).toEqual({ ...before, actual: before.actual + paid - 100, committed: before.committed + 100 });
    const over = await move(company.treasurer, invoiceId, "pay", { tenge: 101 });
    expect(over.problem.blockers).toMatchObject([{ code: "overpayment", params: { restMinor: 100_00 } }]);
    expect(await moved(company.treasurer, invoiceId, "pay", { tenge: 100 })).toBe("paid");
    expect(await pay.figures()).toEqual({ ...before, actual: before.actual + paid });
  });

  it("asks for what was refunded again of those who pay, and for nothing of the rest", async () => {
    const { id, invoiceId } = await partPaid();
    await moved(company.accountant, invoiceId, "waiveRest", { reason: "Скидка" });
    await moved(company.treasurer, invoiceId, "refund", { tenge: 100, reason: "Ошибка банка" });
    const task = present((await pay.view(id)).tasks.find((one) => one.stepKey === "pay"));
    const waiting = await test.app.db.selectFrom("awaits").selectAll().where("record_id", "=", task.id).execute();
    expect(waiting).toHaveLength(1);
    const { now } = (await pay.view(id, company.treasurer)).explain;
    expect(now.some(({ taskTitle }) => taskTitle === task.title)).toBe(true);
    expect(await card(invoiceId)).toMatchObject({ restMinor: 100_00 });
    await moved(company.treasurer, invoiceId, "pay", { tenge: 100 });
    expect((await pay.view(id)).tasks.find((one) => one.stepKey === "pay")?.status).toBe("done");
    expect(await card(invoiceId)).toMatchObject({ restMinor: 0 });
    await closeByAct(id);
    expect((await pay.view(id)).status).toBe("done");
  });

  it("is paid again where its request was done meanwhile", async () => {
    const { id, invoiceId, paid } = await partPaid({ payKind: "post" });
    await moved(company.accountant, invoiceId, "waiveRest", { reason: "Скидка" });
    expect((await pay.view(id)).status).toBe("done");
    await moved(company.treasurer, invoiceId, "refund", { tenge: 100, reason: "Ошибка банка" });
    const task = present((await pay.view(id)).tasks.find((one) => one.stepKey === "pay"));
    expect(task.status).not.toBe("done");
    expect((await pay.move(company.author, id, "close")).problem.blockers).toMatchObject([{ code: "task_open" }]);
    await moved(company.treasurer, invoiceId, "pay", { tenge: 100 });
    expect(await card(invoiceId)).toMatchObject({ paidMinor: paid * 100 });
    await pay.moved(company.author, id, "close");
  });

  it("may lose one more part of it", async () => {
    const { invoiceId, before, paid } = await partPaid();
    await moved(company.accountant, invoiceId, "waiveRest", { reason: "Скидка" });
    await moved(company.treasurer, invoiceId, "refund", { tenge: 100, reason: "Ещё скидка" });
    expect(await moved(company.accountant, invoiceId, "waiveRest", { reason: "Ещё скидка" })).toBe("paid");
    expect(await card(invoiceId)).toMatchObject({ paidMinor: (paid - 100) * 100, restWaivedMinor: 500_00 });
    expect(await pay.figures()).toEqual({ ...before, actual: before.actual + paid - 100 });
  });

  it("is decided on in full when everything came back and it is recalled", async () => {
    const { id, invoiceId, before, paid } = await partPaid();
    await moved(company.accountant, invoiceId, "waiveRest", { reason: "Скидка" });
    await moved(company.treasurer, invoiceId, "refund", { tenge: paid, reason: "Вернули всё" });
    await moved(company.treasurer, invoiceId, "paymentFailed", { reason: "Вернули всё" });
    expect(await pay.figures()).toEqual({ ...before, committed: before.committed + paid });
    await pay.moved(company.accountant, id, "recall", { reason: "Решаем заново" });
    expect(await card(invoiceId)).toMatchObject({ status: "rework", restWaivedMinor: 0, restWaivedReason: null });
    expect(await pay.figures()).toEqual({ ...before, inWork: before.inWork + paid + 400 });
    await test.api.as(company.author).post(`/records/${id}/comments`, { source: "Договорились снова" });
    await pay.moved(company.author, id, "resubmit");
    await pay.approve(company.head, id);
    await pay.approve(company.accountant, id);
    expect(await pay.figures()).toEqual({ ...before, committed: before.committed + paid + 400 });
    await moved(company.treasurer, invoiceId, "sendToPayment");
    expect(await moved(company.treasurer, invoiceId, "pay", { tenge: paid + 400 })).toBe("paid");
    expect(await pay.figures()).toEqual({ ...before, actual: before.actual + paid + 400 });
  });
});
