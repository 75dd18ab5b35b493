import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/kit/app.ts";
import type { Reply } from "../../../test/kit/api.ts";
import { addFile, PLAN, seedCompany, type Company } from "../../../test/kit/company.ts";

let test: TestApp;
let company: Company;

beforeAll(async () => {
  test = await startTestApp();
  company = await seedCompany(test);
});
afterAll(() => test.stop());

/** A payment draft as the coordinator fills it in; amounts in whole tenge. */
async function draft(amount: number, rest: Record<string, unknown> = {}): Promise<{ id: string; version: number }> {
  const made = await test.api.as(company.author).post("/requests", {
    type: "payment",
    values: {
      title: "Расходные материалы",
      branch: company.branchId,
      counterparty: company.supplierId,
      invoiceNumber: `INV-${Math.round(amount)}-${drafts++}`,
      invoiceDate: "2026-11-12",
      amount: amount * 100,
      currency: "KZT",
      vatRate: 16,
      payDeadline: "2026-11-27",
      purpose: "Оплата по счёту",
      costItem: company.costItemId,
      budgetMonth: "2026-11",
      payKind: "prepay",
      ...rest,
    },
  });
  expect(made.body).toMatchObject({ fields: [] });
  expect(made.status).toBe(201);
  return made.body;
}
let drafts = 0;

async function view(id: string, who: { id: string } = company.author): Promise<Reply["body"]> {
  const reply = await test.api.as(who).get(`/requests/${id}`);
  expect(reply.status, reply.text).toBe(200);
  return reply.body;
}

async function move(who: { id: string }, id: string, action: string, rest: Record<string, unknown> = {}): Promise<Reply> {
  const { version } = await view(id, who);
  return test.api.as(who).post(`/requests/${id}/transitions`, { action, version, ...rest });
}

async function moved(
  who: { id: string },
  id: string,
  action: string,
  rest: Record<string, unknown> = {},
): Promise<Reply["body"]> {
  const reply = await move(who, id, action, rest);
  expect(reply.status, `${action}: ${reply.text}`).toBe(200);
  return reply.body;
}

async function approve(
  who: { id: string },
  id: string,
  kind = "normal",
  rest: Record<string, unknown> = {},
): Promise<Reply["body"]> {
  const { votes } = await view(id, who);
  const step = votes.find((vote: { kind: string }) => vote.kind === kind);
  expect(step, `${kind} step of ${who.id}`).toBeDefined();
  return moved(who, id, "approve", { stepId: step.stepId, ...rest });
}

async function handIn(who: { id: string }, requestId: string, stepKey: string, files = 0): Promise<void> {
  const { tasks } = await view(requestId, who);
  const { id } = tasks.find((task: { stepKey: string }) => task.stepKey === stepKey);
  if (files > 0) await addFile(test.app, id, null, who.id);
  const api = test.api.as(who);
  let task = (await api.get(`/tasks/${id}`)).body;
  if (task.status === "todo") {
    const action = task.assignee === null ? "take" : "start";
    const started = await api.post(`/tasks/${id}/transitions`, { action, version: task.version });
    expect(started.status, started.text).toBe(200);
    task = started.body;
  }
  const done = await api.post(`/tasks/${id}/transitions`, { action: "handIn", version: task.version, result: "Сделано" });
  expect(done.status, done.text).toBe(200);
}

/** Takes a submitted payment to the round: taken, checked, file and basis attached, sent. */
async function sent(amount: number, rest: Record<string, unknown> = {}): Promise<string> {
  const { id } = await draft(amount, { basisKind: "contract", basis: company.contractId, ...rest });
  await addFile(test.app, id, "invoiceFile", company.author.id);
  await moved(company.author, id, "submit");
  await moved(company.coordinator, id, "take");
  await handIn(company.coordinator, id, "check", 1);
  await moved(company.coordinator, id, "sendForApproval");
  return id;
}

async function figures(): Promise<{ actual: number; committed: number; inWork: number; granted: number }> {
  const cell = await test.app.db
    .selectFrom("budget_cells")
    .selectAll()
    .where("id", "=", company.cellId)
    .executeTakeFirstOrThrow();
  return {
    actual: cell.actual_minor / 100,
    committed: cell.committed_minor / 100,
    inWork: cell.in_work_minor / 100,
    granted: cell.granted_minor / 100,
  };
}

describe("a payment request", () => {
  it("travels from a draft to «Закрыто» and moves the budget by exactly its amount", async () => {
    const before = await figures();
    const { id } = await draft(300_000);
    const submitted = await moved(company.author, id, "submit");
    expect(submitted).toMatchObject({ status: "new", number: expect.stringMatching(/^ОПЛ-2026-\d{6}$/) });
    expect((await figures()).inWork).toBe(before.inWork + 300_000);

    await moved(company.coordinator, id, "take");
    await handIn(company.coordinator, id, "check", 1);
    const refused = await move(company.coordinator, id, "sendForApproval");
    expect(refused.status).toBe(422);
    expect(refused.body.blockers.map((one: { code: string }) => one.code)).toEqual(
      expect.arrayContaining(["invoice_file_missing", "basis_missing"]),
    );

    await addFile(test.app, id, "invoiceFile", company.author.id);
    const { version } = await view(id, company.coordinator);
    const attached = await test.api.as(company.coordinator).patch(`/requests/${id}`, {
      version,
      values: { basisKind: "contract", basis: company.contractId },
    });
    expect(attached.status, attached.text).toBe(200);
    const inRound = await moved(company.coordinator, id, "sendForApproval");
    expect(inRound.status).toBe("approval");

    await approve(company.head, id);
    const last = await approve(company.accountant, id, "normal", { fields: { knp: "710" } });
    expect(last.status).toBe("waiting");
    expect(await figures()).toEqual({ ...before, committed: before.committed + 300_000 });

    const invoice = (await view(id, company.treasurer)).invoices[0];
    const api = test.api.as(company.treasurer);
    const open = (await api.get(`/invoices/${invoice.id}`)).body;
    const inPayment = await api.post(
      `/invoices/${invoice.id}/transitions`,
      { action: "sendToPayment", version: open.version },
      { headers: { "idempotency-key": `pay-${id}` } },
    );
    expect(inPayment.status, inPayment.text).toBe(200);
    const paid = await api.post(
      `/invoices/${invoice.id}/transitions`,
      { action: "pay", version: inPayment.body.version, paidOn: "2026-11-16", amountMinor: 300_000_00, documentNumber: "1184" },
      { headers: { "idempotency-key": `paid-${id}` } },
    );
    expect(paid.status, paid.text).toBe(200);
    expect(await figures()).toEqual({ ...before, actual: before.actual + 300_000 });

    const act = await test.api
      .as(company.coordinator)
      .post(`/records/${id}/links`, { toId: company.contractId, kind: "closing" });
    expect([201, 400, 422]).toContain(act.status);
  });

  it("asks the financial director a second decision when it is over the limit by six per cent", async () => {
    const before = await figures();
    const room = PLAN - before.actual - before.committed;
    const id = await sent(room + PLAN * 0.06);
    await approve(company.head, id);
    await approve(company.accountant, id, "normal", { fields: { knp: "710" } });
    const both = await view(id, company.cfo);
    expect(both.votes.map((vote: { kind: string }) => vote.kind).sort()).toEqual(["normal", "over_limit"]);
    await approve(company.cfo, id);
    const granted = await approve(company.cfo, id, "over_limit");
    expect(granted.status).toBe("waiting");
    const after = await figures();
    expect(after.committed).toBe(before.committed + room + PLAN * 0.06);
    expect(after.granted).toBe(before.granted + PLAN * 0.06);
    const broken = await test.app.db.selectFrom("invariant_broken").selectAll().execute();
    expect(broken).toEqual([]);
  });
});
