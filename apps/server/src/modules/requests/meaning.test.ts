import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/kit/app.ts";
import { addPerson } from "../../../test/kit/cast.ts";
import { addDocument, addFile, PLAN, seedCompany, type Company } from "../../../test/kit/company.ts";
import { payments, type Payments } from "../../../test/kit/payments.ts";
import { installType, otherKeyOf, suppliedType, underOtherKeys } from "../../../test/kit/types.ts";
import { present } from "../../../test/kit/present.ts";

const PAYMENT = suppliedType("payment");
const key = otherKeyOf(PAYMENT);
const label = { ru: "Залог", kk: "Кепіл", en: "Deposit" };
const DEPOSIT_MINOR = 777_123_00;

/** A type that says nothing of its meaning; its amount goes by a name no rule knows. */
const RENTAL = {
  code: "rental",
  prefix: "АРН",
  label,
  color: "blue",
  fields: [
    { key: "deposit", type: "money", label, required: true },
    { key: "rooms", type: "number", label },
  ],
  gates: [],
  steps: [
    { key: "ok", as: "approval", after: [], slaWorkHours: 8, title: label, by: { rule: "department_head" } },
    { key: "sign", as: "task", after: ["ok"], slaWorkHours: 8, title: label, by: { rule: "author" } },
  ],
  queue: { role: "coordinator", scope: "department" },
};

let test: TestApp;
let company: Company;
let pay: Payments;
let watcher: { id: string };

beforeAll(async () => {
  test = await startTestApp();
  company = await seedCompany(test);
  watcher = await addPerson(test.app, "Watcher", ["coordinator"], { department: "MKT", branch: "AST" });
  await installType(test, underOtherKeys(PAYMENT, { code: "settlement", prefix: "РСЧ" }), ["payment"]);
  await installType(test, RENTAL);
  // Which types a role reads is the company's data, by code.
  await sql`update roles set grants = replace(grants::text, 'type:payment', 'type:settlement')::jsonb`.execute(test.app.db);
  pay = payments(test, company, { type: "settlement", key });
});
afterAll(() => test.stop());

async function payInvoice(requestId: string, amountMinor: number): Promise<void> {
  const invoice = present((await pay.view(requestId, company.treasurer)).invoices[0]);
  const api = test.api.as(company.treasurer);
  const { version } = (await api.get(`/invoices/${invoice.id}`)).body;
  const move = async (action: string, body: object) => {
    const headers = { "idempotency-key": `${action}-${requestId}` };
    const reply = await api.post(`/invoices/${invoice.id}/transitions`, { action, ...body }, { headers });
    expect(reply.status, reply.text).toBe(200);
    return reply.body;
  };
  const sent = await move("sendToPayment", { version });
  await move("pay", { version: sent.version, paidOn: "2026-11-16", amountMinor, documentNumber: "1184" });
}

describe("a payment under another code, with other field keys", () => {
  it("is blocked, vouched for, decided over the limit, paid and closed like the supplied one", async () => {
    const { author, coordinator, head, accountant, cfo } = company;
    const before = await pay.figures();
    const over = PLAN * 0.06;
    const { id } = await pay.draft(PLAN - before.actual - before.committed + over - 300_000);
    const room = await pay.sent(300_000);
    await pay.approve(head, room);
    await pay.approve(accountant, room, "normal", { fields: { [key("knp")]: "710" } });
    expect((await pay.figures()).committed).toBe(before.committed + 300_000);

    expect(await pay.moved(author, id, "submit")).toMatchObject({ number: expect.stringMatching(/^РСЧ-2026-\d{6}$/) });
    await pay.moved(coordinator, id, "take");
    await pay.handIn(coordinator, id, "check", 1);
    const refused = await pay.move(coordinator, id, "sendForApproval");
    const cures = refused.problem.blockers.map((one) => [one.code, one.fix?.target]);
    expect(cures).toEqual(
      expect.arrayContaining([
        ["invoice_file_missing", key("invoiceFile")],
        ["basis_missing", key("basis")],
      ]),
    );
    await addFile(test.app, id, key("invoiceFile"), author.id);
    const change = async (values: object) => {
      const { version } = await pay.view(id, coordinator);
      const reply = await test.api.as(coordinator).patch(`/requests/${id}`, { version, values });
      expect(reply.status, reply.text).toBe(200);
    };
    await change({ [key("basisKind")]: "contract", [key("basis")]: company.contractId });
    expect(await pay.moved(coordinator, id, "sendForApproval")).toMatchObject({ status: "approval" });

    const [decision] = (await test.api.as(head).get("/my-day")).body.decisions;
    const amountMinor = (PLAN - before.actual - before.committed + over - 300_000) * 100;
    expect(decision).toMatchObject({ id, amountMinor, budget: { planMinor: PLAN * 100, thisMinor: amountMinor } });
    await pay.approve(head, id);
    // The head answers for all but the codes of the accountant.
    await change({ [key("vatRate")]: 10 });
    const stands = async () => present((await pay.view(id)).approval?.steps?.find((one) => one.key === "head")).status;
    expect(await stands()).toBe("finished");
    await change({ [key("purpose")]: "За медикаменты" });
    expect(await stands()).toBe("open");
    await pay.approve(head, id);

    await pay.approve(accountant, id, "normal", { fields: { [key("knp")]: "710" } });
    await pay.approve(cfo, id);
    expect((await pay.approve(cfo, id, "over_limit")).status).toBe("waiting");
    await payInvoice(id, amountMinor);
    expect(await pay.figures()).toEqual({
      ...before,
      actual: before.actual + amountMinor / 100,
      committed: before.committed + 300_000,
      granted: before.granted + over,
    });

    const act = await addDocument(test.app, { kind: "act", authorId: coordinator.id, counterpartyId: company.supplierId });
    expect((await test.api.as(coordinator).post(`/records/${id}/links`, { toId: act, kind: "closing" })).status).toBe(201);
    expect(await pay.view(id)).toMatchObject({ status: "done", invoices: [{ status: "closed" }] });
    expect(await pay.moved(author, id, "close")).toMatchObject({ status: "closed", open: false });
    expect(await test.app.db.selectFrom("invariant_broken").selectAll().execute()).toEqual([]);
  });

  it("says what it waits for, is found by its invoice, and is copied without the paper of that once", async () => {
    const id = await pay.sent(10_000);
    await pay.approve(company.head, id);
    await pay.approve(company.accountant, id, "normal", { fields: { [key("knp")]: "710" } });
    const { values, meaning } = await pay.view(id);
    expect(meaning).toMatchObject({ invoice: { file: key("invoiceFile") }, basis: { document: key("basis") } });
    const file = await test.api.as(company.head).get("/requests/export?type=settlement&columns=number&columns=status");
    expect(file.text).toContain("Ожидает оплаты");
    const found = await test.api.as(company.author).get(`/search?q=${values[key("invoiceNumber")]}`);
    expect(found.body.records.map((one) => one.id)).toContain(id);

    const copied = await test.api.as(company.author).post(`/requests/${id}/copy`);
    expect(copied.status, copied.text).toBe(201);
    const copy = (await pay.view(copied.body.id)).values;
    expect(copy).toMatchObject({ [key("amount")]: 1_000_000, [key("counterparty")]: company.supplierId });
    for (const once of ["invoiceNumber", "invoiceDate", "payDeadline", "budgetMonth", "knp"])
      expect(copy).not.toHaveProperty(key(once));
  });

  it("keeps amounts in its history from who sees none, whatever they are called", async () => {
    const { id } = await pay.draft(20_000);
    await pay.moved(company.author, id, "submit");
    const { version } = await pay.view(id);
    const values = { [key("amount")]: 2_345_600, [key("purpose")]: "Доплата" };
    expect((await test.api.as(company.author).patch(`/requests/${id}`, { version, values })).status).toBe(200);
    expect(await changedFields(company.author, id)).toEqual([key("amount"), key("purpose")]);
    await watch(id);
    expect(await changedFields(watcher, id)).toEqual([key("purpose")]);
  });
});

async function watch(id: string): Promise<void> {
  const reply = await test.api.as(company.author).put(`/records/${id}/watchers/${watcher.id}`);
  expect(reply.status, reply.text).toBeLessThan(300);
}

/** Fields of the last change of the card, as this person reads the history. */
async function changedFields(who: { id: string }, id: string): Promise<string[]> {
  const { items } = (await test.api.as(who).get(`/records/${id}/stream?filter=changes`)).body;
  const edit = present(items.find((one) => one.change?.action === "request.changed"));
  return present(edit.change)
    .changes.map((one) => one.field)
    .toSorted();
}

describe("an amount of a new type", () => {
  it("is kept from who sees no amounts on the page, in history, list, file and search", async () => {
    const { author, departmentId, branchId, head } = company;
    const mine = test.api.as(author);
    const form = { title: "Залог за склад", department: departmentId, branch: branchId, dueDate: "2026-12-01", rooms: 3 };
    const { id } = (await mine.post("/requests", { type: "rental", values: { ...form, deposit: 100 } })).body;
    await pay.moved(author, id, "submit");
    const { version } = await pay.view(id);
    const edited = await mine.patch(`/requests/${id}`, { version, values: { deposit: DEPOSIT_MINOR, rooms: 4 } });
    expect(edited.status, edited.text).toBe(200);
    await watch(id);

    const doors = ["/requests?type=rental", `/records/${id}/stream?filter=changes`, `/requests/${id}`];
    const outside = test.api.as(watcher);
    for (const door of doors) {
      expect((await mine.get(door)).text, door).toContain(String(DEPOSIT_MINOR));
      const reply = await outside.get(door);
      expect(reply.status, door).toBe(200);
      expect(reply.text, door).not.toContain(String(DEPOSIT_MINOR));
    }
    const page = (await outside.get(`/requests/${id}`)).body;
    expect(page.values).toMatchObject({ rooms: 4 });
    expect(page.values).not.toHaveProperty("deposit");
    expect(await changedFields(watcher, id)).toEqual(["rooms"]);
    expect((await outside.get("/requests/summary?type=rental")).body).toMatchObject({ count: 1, totals: [] });

    const file = async (who: { id: string }) => (await test.api.as(who).get("/requests/export?type=rental")).text;
    expect(await file(head)).toContain("777123");
    expect(await file(watcher)).toContain("Залог за склад");
    expect(await file(watcher)).not.toContain("777123");

    for (const q of [String(DEPOSIT_MINOR), "777123"]) expect((await outside.get(`/search?q=${q}`)).body.records, q).toEqual([]);
  });
});
