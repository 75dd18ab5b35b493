import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../../test/kit/app.ts";
import { addPerson } from "../../../../test/kit/cast.ts";
import { addFile, seedCompany, type Company } from "../../../../test/kit/company.ts";
import { payments, type Payments } from "../../../../test/kit/payments.ts";
import { present } from "../../../../test/kit/present.ts";
import { inTransaction } from "../../../platform/db/transaction.ts";
import { tell } from "../../../records/notices/tell.ts";
import { jobContext } from "../../access/job-context.ts";
import { requestMinute } from "../jobs.ts";

let test: TestApp;
let company: Company;
let pay: Payments;
let purchaser: { id: string };
let hr: { id: string };
let it1: { id: string };

beforeAll(async () => {
  test = await startTestApp();
  company = await seedCompany(test);
  pay = payments(test, company);
  purchaser = await addPerson(test.app, "Purchaser", ["purchaser"], { department: "PUR", managerId: company.ceo.id });
  hr = await addPerson(test.app, "Personnel", ["hr"], { department: "HR", managerId: company.ceo.id });
  it1 = await addPerson(test.app, "Technician", ["it"], { department: "IT", managerId: company.ceo.id });
});
afterAll(() => test.stop());

async function submitted(who: { id: string }, type: string, values: Record<string, unknown>): Promise<string> {
  const made = await test.api
    .as(who)
    .post("/requests", { type, values: { department: company.departmentId, branch: company.branchId, ...values } });
  expect(made.body.fields, made.text).toEqual([]);
  await pay.moved(who, made.body.id, "submit");
  return made.body.id;
}

/** The treasurer pays the invoice of a request in full. */
async function paid(requestId: string, amountMinor: number): Promise<void> {
  const api = test.api.as(company.treasurer);
  const { id } = await test.app.db
    .selectFrom("invoices")
    .select("id")
    .where("request_id", "=", requestId)
    .executeTakeFirstOrThrow();
  const payment = { paidOn: "2026-11-16", amountMinor, documentNumber: "1" };
  for (const move of [{ action: "sendToPayment" }, { action: "pay", ...payment }]) {
    const { version } = (await api.get(`/invoices/${id}`)).body;
    const headers = { "idempotency-key": `${move.action}-${id}` };
    const reply = await api.post(`/invoices/${id}/transitions`, { ...move, version }, { headers });
    expect(reply.status, reply.text).toBe(200);
  }
}

describe("substitution", () => {
  it("gives the vote to the substitute, who votes «за …»; it moves back when cancelled", async () => {
    const cfo = test.api.as(company.cfo);
    const id = await pay.sent(600_000);
    await pay.approve(company.head, id);
    await pay.approve(company.accountant, id, "normal", { fields: { knp: "710" } });
    expect((await pay.view(id, company.cfo)).votes).toHaveLength(1);
    const made = await cfo.post("/substitutions", {
      principalId: company.cfo.id,
      substituteId: company.lawyer.id,
      fromDate: "2026-11-16",
      toDate: "2026-11-20",
    });
    expect(made.status, made.text).toBe(201);
    expect((await pay.view(id, company.cfo)).votes).toEqual([]);
    const step = present((await pay.view(id, company.lawyer)).approval?.steps?.find((one) => one.key === "cfo"));
    expect(step.candidates).toMatchObject([{ person: { id: company.lawyer.id }, onBehalfOf: { id: company.cfo.id } }]);
    const done = await pay.approve(company.lawyer, id);
    expect(done.status).toBe("waiting");
    const votes = present(done.approval?.steps?.find((one) => one.key === "cfo")).votes;
    expect(votes).toMatchObject([{ person: { id: company.lawyer.id }, onBehalfOf: { id: company.cfo.id }, decision: "approve" }]);

    const other = await pay.sent(610_000);
    await pay.approve(company.head, other);
    await pay.approve(company.accountant, other, "normal", { fields: { knp: "710" } });
    expect((await pay.view(other, company.lawyer)).votes.length).toBeGreaterThan(0);
    const { id: substitutionId } = present(made.body.items[0]);
    const cancelled = await cfo.post(`/substitutions/${substitutionId}/cancel`);
    expect(cancelled.status, cancelled.text).toBeLessThan(300);
    expect((await pay.view(other, company.cfo)).votes.length).toBeGreaterThan(0);
    expect((await test.api.as(company.lawyer).get("/my-day")).body.decisions).toEqual([]);
  });

  it("goes to the manager while the person is away without a substitute, and comes back", async () => {
    const cfo = test.api.as(company.cfo);
    const id = await pay.sent(620_000);
    await pay.approve(company.head, id);
    await pay.approve(company.accountant, id, "normal", { fields: { knp: "710" } });
    const away = await cfo.post("/absences", { fromDate: "2026-11-16", toDate: "2026-11-20", reason: "отпуск" });
    expect(away.status, away.text).toBeLessThan(300);
    expect((await pay.view(id, company.cfo)).votes).toEqual([]);
    const { id: absenceId } = present(away.body.items[0]);
    const back = await cfo.post(`/absences/${absenceId}/cancel`);
    expect(back.status, back.text).toBeLessThan(300);
    expect((await pay.view(id, company.cfo)).votes.length).toBeGreaterThan(0);
  });
});

describe("a role", () => {
  it("takes its open steps along: from who lost it, to who got it", async () => {
    const admin = test.api.as(await addPerson(test.app, "Administrator", ["admin"]));
    const deputy = await addPerson(test.app, "Deputy", [], { managerId: company.ceo.id });
    const id = await pay.sent(630_000);
    await pay.approve(company.head, id);
    await pay.approve(company.accountant, id, "normal", { fields: { knp: "710" } });
    const stepsOf = async (who: { id: string }): Promise<string[]> => (await pay.view(id, who)).votes.map((vote) => vote.stepId);
    const [stepId] = await stepsOf(company.cfo);
    expect(stepId).toBeDefined();

    const given = await admin.post(`/people/${deputy.id}/roles`, { roleCode: "cfo" });
    expect(given.body, given.text).toMatchObject({ status: "granted" });
    expect(await stepsOf(deputy)).toContain(stepId);
    const { roles } = (await admin.get(`/people/${company.cfo.id}`)).body;
    const held = present(roles?.find((role) => role.code === "cfo"));
    expect((await admin.delete(`/people/${company.cfo.id}/roles/${held.id}`)).status).toBe(200);
    expect((await test.api.as(company.cfo).get("/my-day")).body.decisions).toEqual([]);
    const { version } = await pay.view(id);
    const late = await test.api.as(company.cfo).post(`/requests/${id}/transitions`, { action: "approve", version, stepId });
    expect([403, 404]).toContain(late.status);
    expect(await stepsOf(deputy)).toContain(stepId);

    await admin.post(`/people/${company.cfo.id}/roles`, { roleCode: "cfo" });
    const own = present((await admin.get(`/people/${deputy.id}`)).body.roles?.[0]).id;
    expect((await admin.delete(`/people/${deputy.id}/roles/${own}`)).status).toBe(200);
  });
});

describe("an expense chain", () => {
  it("counts once: the payment replaces the estimate of its purchase", async () => {
    const before = await pay.figures();
    const id = await submitted(company.executor, "purchase", {
      title: "Перчатки",
      dueDate: "2026-12-01",
      items: [{ name: "Перчатки", qty: "10", unit: "уп.", estPrice: 100_000 }],
      deliveryPlace: "Склад",
      recipient: company.executor.id,
      neededBy: "2026-11-28",
      estAmount: 50_000_00,
      costItem: company.costItemId,
      budgetMonth: "2026-11",
    });
    await pay.moved(purchaser, id, "take");
    await pay.moved(purchaser, id, "sendForApproval");
    await pay.approve(company.head, id);
    const { version, tasks } = await pay.view(id, purchaser);
    const offers = present(tasks.find((task) => task.stepKey === "offers"));
    const { body: task } = await test.api.as(purchaser).get(`/tasks/${offers.id}`);
    await test.api.as(purchaser).post(`/tasks/${offers.id}/transitions`, { action: "start", version: task.version });
    const lacking = await test.api.as(purchaser).get(`/tasks/${offers.id}`);
    expect(lacking.text).toContain("Не заполнено поле «Выбранный поставщик»");
    const handIn = { action: "handIn", version: lacking.body.version, result: "Собраны" };
    const refused = await test.api.as(purchaser).post(`/tasks/${offers.id}/transitions`, handIn);
    expect(refused.text).toContain("Не заполнено поле «Выбранный поставщик»");
    const chosen = await test.api.as(purchaser).patch(`/requests/${id}`, { version, values: { supplier: company.supplierId } });
    expect(chosen.status, chosen.text).toBe(200);
    await pay.handIn(purchaser, id, "offers", 1);
    expect((await pay.view(id, company.head)).status).toBe("approval");
    await pay.approve(company.head, id);
    expect((await pay.figures()).committed).toBe(before.committed + 50_000);

    await pay.handIn(purchaser, id, "order");
    const drafts = (await test.api.as(purchaser).get("/requests?view=drafts")).body.items;
    expect(drafts).toHaveLength(1);
    const draft = await pay.view(present(drafts[0]).id, purchaser);
    expect(draft).toMatchObject({ typeCode: "payment", chainId: id, values: { counterparty: company.supplierId } });
    const values = {
      invoiceNumber: "C-1",
      invoiceDate: "2026-11-14",
      amount: 56_000_00,
      vatRate: "none",
      payDeadline: "2026-11-25",
      purpose: "Перчатки",
    };
    const filled = await test.api.as(purchaser).patch(`/requests/${draft.id}`, {
      version: draft.version,
      values: { ...values, payKind: "prepay", basisKind: "contract", basis: company.contractId },
    });
    expect(filled.body.fields, filled.text).toEqual([]);
    await addFile(test.app, draft.id, "invoiceFile", purchaser.id);
    await pay.moved(purchaser, draft.id, "submit");
    const submittedPayment = await pay.figures();
    expect(submittedPayment.committed + submittedPayment.inWork).toBe(before.committed + before.inWork + 56_000);

    await pay.moved(company.coordinator, draft.id, "take");
    await pay.handIn(company.coordinator, draft.id, "check", 1);
    await pay.moved(company.coordinator, draft.id, "sendForApproval");
    const day = (await test.api.as(company.head).get("/my-day")).body;
    const asked = present(day.decisions.find((one) => one.id === draft.id));
    expect(asked.budget).toMatchObject({ thisMinor: 56_000_00, committedMinor: before.committed * 100 });
    await pay.approve(company.head, draft.id);
    await pay.approve(company.accountant, draft.id, "normal", { fields: { knp: "710" } });
    await pay.handIn(company.executor, id, "receive", 1);
    expect((await pay.view(id, company.executor)).status).toBe("waiting");
    await paid(draft.id, 56_000_00);
    expect((await pay.view(id, company.executor)).status).toBe("done");
  });

  it("asks for a new payment when the one of its purchase came to nothing, and goes on with that", async () => {
    const before = await pay.figures();
    const id = await submitted(company.executor, "purchase", {
      title: "Шприцы",
      dueDate: "2026-12-01",
      items: [{ name: "Шприцы", qty: "10", unit: "уп.", estPrice: 10_000 }],
      deliveryPlace: "Склад",
      recipient: company.executor.id,
      neededBy: "2026-11-28",
      estAmount: 30_000_00,
      costItem: company.costItemId,
      budgetMonth: "2026-11",
    });
    await pay.moved(purchaser, id, "take");
    await pay.moved(purchaser, id, "sendForApproval");
    await pay.approve(company.head, id);
    const { version } = await pay.view(id, purchaser);
    await test.api.as(purchaser).patch(`/requests/${id}`, { version, values: { supplier: company.supplierId } });
    await pay.handIn(purchaser, id, "offers", 1);
    await pay.approve(company.head, id);
    await pay.handIn(purchaser, id, "order");
    const api = test.api.as(purchaser);
    const draft = present((await api.get("/requests?view=drafts")).body.items.find((one) => one.title === "Шприцы"));
    const values = {
      invoiceNumber: "S-1",
      invoiceDate: "2026-11-14",
      amount: 30_000_00,
      vatRate: "none",
      payDeadline: "2026-11-25",
      dueDate: "2026-11-25",
      purpose: "Шприцы",
      payKind: "prepay",
      basisKind: "contract",
      basis: company.contractId,
      budgetMonth: "2026-11",
    };
    const sendDraft = async (draftId: string, number: string): Promise<void> => {
      const seen = await pay.view(draftId, purchaser);
      const filled = { version: seen.version, values: { ...values, invoiceNumber: number } };
      expect((await api.patch(`/requests/${draftId}`, filled)).body.fields).toEqual([]);
      await addFile(test.app, draftId, "invoiceFile", purchaser.id);
      await pay.moved(purchaser, draftId, "submit");
      await pay.moved(company.coordinator, draftId, "take");
    };
    const waitsFor = async () => {
      const { status, explain } = await pay.view(id, purchaser);
      const codes = explain.blocks.map((one) => one.code);
      return {
        status,
        codes,
        now: explain.now.map((one) => [one.reason, one.person?.id]),
      };
    };
    await sendDraft(draft.id, "S-1");
    await pay.handIn(company.executor, id, "receive", 1);
    expect(await waitsFor()).toEqual({ status: "waiting", codes: ["invoice_unpaid"], now: [] });

    await pay.moved(company.coordinator, draft.id, "reject", { reason: "Счёт не тот" });
    expect(await waitsFor()).toEqual({ status: "waiting", codes: ["payment_needed"], now: [["payment_needed", purchaser.id]] });
    const [block] = (await pay.view(id, purchaser)).explain.blocks;
    expect(block?.fix).toEqual({ kind: "record", target: draft.id });
    expect((await pay.figures()).committed).toBe(before.committed + 30_000);
    expect((await api.get("/my-day")).body.waiting).toContainEqual(expect.objectContaining({ id, reason: "payment_needed" }));

    await pay.moved(company.coordinator, draft.id, "reopen", { reason: "Тот" });
    expect(await waitsFor()).toEqual({ status: "waiting", codes: ["invoice_unpaid"], now: [] });
    await pay.moved(company.coordinator, draft.id, "cancel", { reason: "Всё же не тот" });

    const copy = (await api.post(`/requests/${draft.id}/copy`)).body;
    expect((await pay.view(copy.id, purchaser)).chainId).toBe(id);
    await sendDraft(copy.id, "S-2");
    expect(await waitsFor()).toEqual({ status: "waiting", codes: ["invoice_unpaid"], now: [] });
    await pay.handIn(company.coordinator, copy.id, "check", 1);
    await pay.moved(company.coordinator, copy.id, "sendForApproval");
    await pay.approve(company.head, copy.id);
    await pay.approve(company.accountant, copy.id, "normal", { fields: { knp: "710" } });
    await paid(copy.id, 30_000_00);
    expect((await pay.view(id, purchaser)).status).toBe("done");
  });
});

describe("personal requests", () => {
  it("are seen by author, subject, personnel and approvers alone", async () => {
    const id = await submitted(company.executor, "hr", {
      title: "Отпуск",
      dueDate: "2026-12-01",
      kind: "vacation",
      dateFrom: "2026-12-10",
      dateTo: "2026-12-20",
      substitute: company.author.id,
    });
    for (const stranger of [company.cfo, company.coordinator, it1, company.ceo]) {
      expect((await test.api.as(stranger).get(`/requests/${id}`)).status).toBe(404);
    }
    await pay.moved(hr, id, "take");
    await pay.moved(hr, id, "sendForApproval");
    expect((await pay.view(id, company.head)).votes).toHaveLength(1);
    const list = (await test.api.as(company.ceo).get("/requests?type=hr")).body.items;
    expect(list).toEqual([]);
  });
});

describe("a notice", () => {
  const unreadOf = async (who: { id: string }, recordId: string): Promise<string[]> => {
    const { items } = (await test.api.as(who).get("/notices?unread=true")).body;
    return items.filter((one) => one.record?.id === recordId).map((one) => one.event);
  };

  it("is cleared for the one who acts on its record without opening it, and by opening an invoice", async () => {
    const id = await submitted(company.executor, "it", {
      title: "Настроить почту",
      dueDate: "2026-11-20",
      kind: "setup",
      system: "Почта",
      impact: "one",
    });
    expect(await unreadOf(it1, id)).toEqual(["request_new"]);
    const { version } = (await test.api.as(company.executor).get(`/requests/${id}`)).body;
    const taken = await test.api.as(it1).post(`/requests/${id}/transitions`, { action: "take", version });
    expect(taken.status, taken.text).toBe(200);
    expect(await unreadOf(it1, id)).toEqual([]);

    const payment = await pay.sent(100_000);
    const [invoice] = (await pay.view(payment, company.cfo)).invoices;
    const ctx = await jobContext(test.app, company.executor.id);
    await inTransaction(test.app, (tx) =>
      tell(tx, ctx, [{ personId: company.cfo.id, recordId: present(invoice).id, event: "commented", why: "watcher" }]),
    );
    expect(await unreadOf(company.cfo, present(invoice).id)).toEqual(["commented"]);
    await test.api.as(company.cfo).get(`/invoices/${present(invoice).id}`);
    expect(await unreadOf(company.cfo, present(invoice).id)).toEqual([]);
  });
});

describe("time", () => {
  it("tells the head once of an urgent request nobody accepted within the hour", async () => {
    const id = await submitted(company.executor, "it", {
      title: "Не работает касса",
      priority: "urgent",
      dueDate: "2026-11-17",
      kind: "bug",
      system: "Касса",
      steps: "1",
      impact: "dept",
    });
    const told = async () =>
      (
        await test.app.db
          .selectFrom("notices")
          .selectAll()
          .where("record_id", "=", id)
          .where("event", "=", "urgent_not_accepted")
          .execute()
      ).length;
    await requestMinute.job.run(test.app, {});
    expect(await told()).toBe(0);
    const urgent = async () => present((await pay.view(id, company.executor)).urgent);
    const { headToldAt, headHearsAt } = await urgent();
    expect(headToldAt).toBeNull();
    expect(new Date(present(headHearsAt)).getTime() - test.clock.now().getTime()).toBeLessThanOrEqual(3_600_000);
    test.clock.set("2026-11-16T05:05:00Z");
    await requestMinute.job.run(test.app, {});
    await requestMinute.job.run(test.app, {});
    expect(await told()).toBe(1);
    expect(await urgent()).toMatchObject({ headToldAt: "2026-11-16T05:05:00.000Z", headHearsAt });
  });

  it("closes a confirmed-by-silence step and, days later, the request itself", async () => {
    const id = await submitted(company.executor, "it", {
      title: "Настроить печать",
      dueDate: "2026-11-20",
      kind: "setup",
      system: "Печать",
      impact: "one",
    });
    await pay.moved(it1, id, "take");
    await pay.handIn(it1, id, "triage");
    await pay.moved(it1, id, "plan");
    await pay.handIn(it1, id, "do");
    const waiting = await pay.view(id, company.executor);
    expect(waiting.tasks.find((task) => task.stepKey === "confirm")?.status).toBe("todo");
    test.clock.set("2026-11-20T05:00:00Z");
    await requestMinute.job.run(test.app, {});
    expect((await pay.view(id, company.executor)).status).toBe("done");
    test.clock.set("2026-12-01T05:00:00Z");
    await requestMinute.job.run(test.app, {});
    // Nobody was told while no server ran.
    expect((await pay.view(id, company.executor)).status).toBe("done");
    test.clock.set("2026-12-02T05:00:00Z");
    await requestMinute.job.run(test.app, {});
    expect((await pay.view(id, company.executor)).status).toBe("closed");
    expect((await test.auditTrail(id)).at(-1)).toMatchObject({ action: "request.close" });
  });
});

describe("references", () => {
  it("names a choice that does not exist and keeps the rest of the draft", async () => {
    const made = await test.api.as(company.author).post("/requests", {
      type: "payment",
      values: { title: "Черновик", counterparty: "00000000-0000-7000-8000-000000000000", costItem: company.costItemId },
    });
    expect(made.body.fields).toEqual([{ field: "counterparty", code: "unknownReference" }]);
    expect((await pay.view(made.body.id)).values).toMatchObject({ title: "Черновик", costItem: company.costItemId });
  });
});
