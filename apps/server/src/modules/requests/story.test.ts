import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/kit/app.ts";
import { addDocument, addFile, PLAN, seedCompany, type Company } from "../../../test/kit/company.ts";
import { payments, type Payments } from "../../../test/kit/payments.ts";
import { present } from "../../../test/kit/present.ts";

let test: TestApp;
let company: Company;
let pay: Payments;

beforeAll(async () => {
  test = await startTestApp();
  company = await seedCompany(test);
  pay = payments(test, company);
});
afterAll(() => test.stop());

describe("a payment request", () => {
  it("travels from a draft to «Закрыто» and moves the budget by exactly its amount", async () => {
    const before = await pay.figures();
    const { id } = await pay.draft(300_000);
    const submitted = await pay.moved(company.author, id, "submit");
    expect(submitted).toMatchObject({ status: "new", number: expect.stringMatching(/^ОПЛ-2026-\d{6}$/), approvalAhead: true });
    expect((await pay.figures()).inWork).toBe(before.inWork + 300_000);

    await pay.moved(company.coordinator, id, "take");
    await pay.handIn(company.coordinator, id, "check", 1);
    const refused = await pay.move(company.coordinator, id, "sendForApproval");
    expect(refused.status).toBe(422);
    expect(refused.problem.blockers.map((one) => one.code)).toEqual(
      expect.arrayContaining(["invoice_file_missing", "basis_missing"]),
    );

    await addFile(test.app, id, "invoiceFile", company.author.id);
    const { version } = await pay.view(id, company.coordinator);
    const attached = await test.api.as(company.coordinator).patch(`/requests/${id}`, {
      version,
      values: { basisKind: "contract", basis: company.contractId },
    });
    expect(attached.status, attached.text).toBe(200);
    const inRound = await pay.moved(company.coordinator, id, "sendForApproval");
    expect(inRound.status).toBe("approval");

    await pay.approve(company.head, id, "normal", { comment: "Договор проверен" });
    const [vote] = (await test.api.as(company.author).get(`/records/${id}/stream?filter=changes&limit=1`)).body.items;
    expect(vote).toMatchObject({ actor: { id: company.head.id }, change: { action: "request.approve" } });
    expect(vote?.change?.changes).toContainEqual({
      field: "comment",
      from: { value: null, text: null },
      to: { value: "Договор проверен", text: null },
    });
    const last = await pay.approve(company.accountant, id, "normal", { fields: { knp: "710" } });
    expect(last).toMatchObject({ status: "waiting", approvalAhead: false });
    expect(await pay.figures()).toEqual({ ...before, committed: before.committed + 300_000 });

    const invoice = present((await pay.view(id, company.treasurer)).invoices[0]);
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
    expect(await pay.figures()).toEqual({ ...before, actual: before.actual + 300_000 });

    const waiting = await pay.view(id, company.coordinator);
    expect(waiting.status).toBe("waiting");
    const act = await addDocument(test.app, {
      kind: "act",
      authorId: company.coordinator.id,
      counterpartyId: company.supplierId,
    });
    const links = test.api.as(company.coordinator);
    const author = test.api.as(company.author);
    const wrong = await author.post(`/records/${id}/links`, { toId: company.contractId, kind: "closing" });
    expect(wrong.problem.blockers, wrong.text).toMatchObject([{ code: "closing_kind_wrong" }]);
    const linked = await links.post(`/records/${id}/links`, { toId: act, kind: "closing" });
    expect(linked.status, linked.text).toBe(201);
    const done = await pay.view(id);
    expect(done).toMatchObject({ status: "done", invoices: [{ status: "closed" }] });
    expect(done.tasks.map((task) => task.status)).toEqual(["done", "done", "done"]);
    const closed = await pay.moved(company.author, id, "close");
    expect(closed).toMatchObject({ status: "closed", open: false });
    const trail = await test.auditTrail(id);
    // Votes without fields of their own change nothing and write nothing of the kind.
    const edits = trail.filter((line) => line.action === "request.changed");
    expect(edits.map((line) => Object.keys(line.after ?? {}).toSorted())).toEqual([["basis", "basisKind"], ["knp"]]);
    const actions = trail.map((line) => line.action);
    expect(actions).toEqual(
      expect.arrayContaining(["request.submit", "request.take", "request.sendForApproval", "request.approve", "request.close"]),
    );
  });

  it("asks the financial director a second decision when it is over the limit by six per cent", async () => {
    const before = await pay.figures();
    const room = PLAN - before.actual - before.committed;
    const id = await pay.sent(room + PLAN * 0.06);
    await pay.approve(company.head, id);
    await pay.approve(company.accountant, id, "normal", { fields: { knp: "710" } });
    const both = await pay.view(id, company.cfo);
    expect(both.votes.map((vote) => vote.kind).sort()).toEqual(["normal", "over_limit"]);
    await pay.approve(company.cfo, id);
    const granted = await pay.approve(company.cfo, id, "over_limit");
    expect(granted.status).toBe("waiting");
    const after = await pay.figures();
    expect(after.committed).toBe(before.committed + room + PLAN * 0.06);
    expect(after.granted).toBe(before.granted + PLAN * 0.06);
    const broken = await test.app.db.selectFrom("invariant_broken").selectAll().execute();
    expect(broken).toEqual([]);
  });

  it("names the chief executive's decision over the limit as next, and the step that falls away as such", async () => {
    const { author, head, accountant, cfo, ceo } = company;
    const { actual, committed } = await pay.figures();
    const id = await pay.sent(PLAN * 1.3 - actual - committed, { payKind: "post" });
    await pay.approve(head, id);
    await pay.approve(accountant, id, "normal", { fields: { knp: "710" } });
    const next = async () =>
      (await pay.view(id, author)).explain.next.map((one) => [one.stepKey, one.people.map((person) => person.id)]);
    expect((await next()).slice(0, 2)).toEqual(
      expect.arrayContaining([
        ["ceo", [ceo.id]],
        ["overLimit:ceo", [ceo.id]],
      ]),
    );
    await pay.approve(cfo, id);
    await pay.approve(cfo, id, "over_limit");
    await pay.approve(ceo, id);
    expect((await pay.view(id, author)).explain.now).toMatchObject([{ person: { id: ceo.id }, reason: "over_limit" }]);
    const { tasks } = await pay.view(id, author);
    const closing = tasks.find((task) => task.stepKey === "closing");
    expect(closing).toMatchObject({ status: "blocked", fallsAway: true });
    expect(tasks.filter((task) => task.fallsAway)).toHaveLength(1);
  });
});
