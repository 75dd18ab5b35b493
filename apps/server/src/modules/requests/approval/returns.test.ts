import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../../test/kit/app.ts";
import { addFile, seedCompany, type Company } from "../../../../test/kit/company.ts";
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

const sheet = async (id: string) => present((await pay.view(id)).approval).steps;
const codes = (body: { blockers: { code: string }[] }): string[] => body.blockers.map((one) => one.code);

describe("a returned payment", () => {
  it("comes back at the returning step after an answer, the other votes stand", async () => {
    const id = await pay.sent(100_000);
    await pay.approve(company.head, id);
    const { stepId } = present((await pay.view(id, company.accountant)).votes[0]);
    expect((await pay.move(company.accountant, id, "return", { stepId })).status).toBe(400);
    const returned = await pay.moved(company.accountant, id, "return", { stepId, reason: "Неверная статья" });
    expect(returned.status).toBe("rework");
    expect(returned.returned).toMatchObject({ reason: "Неверная статья", by: { id: company.accountant.id } });
    expect(returned.invoices[0]?.status).toBe("rework");

    const refused = await pay.move(company.author, id, "resubmit");
    expect(refused.status).toBe(422);
    expect(codes(refused.problem)).toContain("nothing_changed");
    const { version } = await pay.view(id);
    const edited = await test.api
      .as(company.author)
      .patch(`/requests/${id}`, { version, values: { purpose: "Оплата по счёту, исправлено" } });
    expect(edited.status, edited.text).toBe(200);

    const again = await pay.moved(company.author, id, "resubmit");
    expect(again.status).toBe("approval");
    const steps = present(await sheet(id));
    // The head vouches for everything but KNP and VAT rate, so the changed purpose asks again; the difference is kept.
    const head = steps.find((step) => step.key === "head");
    expect(head).toMatchObject({
      status: "open",
      votes: [{ voidReason: "changed", voidDiff: [expect.objectContaining({ field: "purpose" })] }],
    });
    await pay.approve(company.head, id);
    expect((await pay.approve(company.accountant, id, "normal", { fields: { knp: "710" } })).status).toBe("waiting");
  });

  it("is answered by a word of its author or responsible and by a file anywhere, by nobody else's word", async () => {
    const back = async (amount: number): Promise<string> => {
      const id = await pay.sent(amount);
      const { stepId } = present((await pay.view(id, company.head)).votes[0]);
      await pay.moved(company.head, id, "return", { stepId, reason: "За что платим?" });
      return id;
    };
    const answered = async (id: string) => present((await pay.view(id)).returned).answered;
    const say = async (id: string, who: { id: string }) => {
      const { status, text } = await test.api.as(who).post(`/records/${id}/comments`, { source: "Ответ" });
      expect(status, text).toBe(201);
    };
    const first = await back(81_000);
    await say(first, company.head);
    expect(await answered(first)).toBe(false);
    await say(first, company.author);
    expect(await answered(first)).toBe(true);
    expect((await pay.moved(company.author, first, "resubmit")).status).toBe("approval");

    const second = await back(82_000);
    await say(second, company.coordinator);
    expect(await answered(second)).toBe(true);

    const third = await back(83_000);
    const part = '--b\r\nContent-Disposition: form-data; name="file"; filename="письмо.txt"\r\n\r\ntext\r\n--b--\r\n';
    const headers = { "content-type": "multipart/form-data; boundary=b" };
    const added = await test.api.as(company.author).post(`/records/${third}/files`, part, { headers });
    expect(added.status, added.text).toBe(200);
    expect(await answered(third)).toBe(true);
  });

  it("refuses a vote after the basis was unlinked, and says what is missing", async () => {
    const id = await pay.sent(110_000);
    const { version } = await pay.view(id, company.coordinator);
    const unlinked = await test.api.as(company.coordinator).patch(`/requests/${id}`, { version, values: { basis: null } });
    expect(unlinked.status, unlinked.text).toBe(200);
    const { stepId } = present((await pay.view(id, company.head)).votes[0]);
    const vote = await pay.move(company.head, id, "approve", { stepId });
    expect(vote.status).toBe(422);
    expect(codes(vote.problem)).toEqual(["basis_missing"]);
    expect((await test.auditTrail(id)).at(-1)).toMatchObject({ action: "request.approve", result: "refused" });
  });

  it("voids exactly the votes that vouch for a replaced invoice file", async () => {
    const id = await pay.sent(600_000);
    await pay.approve(company.head, id);
    await pay.approve(company.accountant, id, "normal", { fields: { knp: "710" } });
    const { version } = await pay.view(id, company.coordinator);
    const patch = { version, values: { payDeadline: "2026-11-30" } };
    expect((await test.api.as(company.coordinator).patch(`/requests/${id}`, patch)).status).toBe(200);
    const steps = present(await sheet(id));
    const status = Object.fromEntries(steps.map((step) => [step.key, step.status]));
    expect(status).toMatchObject({ head: "open", acc: "open", cfo: "waiting" });
  });
});

describe("an approved payment", () => {
  it("is frozen, can only be recalled, and then votes are void and the budget is free", async () => {
    const id = await pay.sent(120_000);
    await pay.approve(company.head, id);
    await pay.approve(company.accountant, id, "normal", { fields: { knp: "710" } });
    const before = await pay.figures();
    const { version } = await pay.view(id, company.coordinator);
    const frozen = await test.api.as(company.coordinator).patch(`/requests/${id}`, { version, values: { purpose: "x" } });
    expect(frozen.status).toBe(403);
    expect((await pay.move(company.author, id, "recall", { reason: "ошибка" })).status).toBe(403);
    const recalled = await pay.moved(company.accountant, id, "recall", { reason: "Ошибка в реквизитах" });
    expect(recalled.status).toBe("rework");
    const after = await pay.figures();
    expect(after.committed).toBe(before.committed - 120_000);
    expect(after.inWork).toBe(before.inWork + 120_000);
    expect((await sheet(id))?.flatMap((step) => step.votes.map((vote) => vote.voidReason))).toEqual(["recalled", "recalled"]);
  });

  it("is not paid by somebody who voted (S2)", async () => {
    const id = await pay.sent(50_000);
    await pay.approve(company.head, id);
    const done = await pay.approve(company.accountant, id, "normal", { fields: { knp: "710" } });
    const invoice = present((await pay.view(id, company.accountant)).invoices[0]);
    expect(done.status).toBe("waiting");
    const api = test.api.as(company.accountant);
    const { version } = (await api.get(`/invoices/${invoice.id}`)).body;
    const sent = await api.post(`/invoices/${invoice.id}/transitions`, { action: "sendToPayment", version });
    const next = sent.status === 200 ? sent.body.version : version;
    const paid = await api.post(
      `/invoices/${invoice.id}/transitions`,
      { action: "pay", version: next, paidOn: "2026-11-16", amountMinor: 50_000_00, documentNumber: "7" },
      { headers: { "idempotency-key": `s2-${id}` } },
    );
    expect(paid.status).toBe(403);
  });
});

describe("an early end", () => {
  it("cancels open tasks, gives the budget back and can be reopened", async () => {
    const before = await pay.figures();
    const id = await pay.sent(70_000);
    const { stepId } = present((await pay.view(id, company.head)).votes[0]);
    const rejected = await pay.moved(company.head, id, "reject", { stepId, reason: "Не нужно" });
    expect(rejected).toMatchObject({ status: "rejected", open: false });
    expect(rejected.tasks.every((task) => ["done", "cancelled"].includes(task.status))).toBe(true);
    expect(await pay.figures()).toEqual(before);
    const reopened = await pay.moved(company.coordinator, id, "reopen", { reason: "Всё-таки нужно" });
    expect(reopened.status).toBe("in_progress");
    expect((await pay.figures()).inWork).toBe(before.inWork + 70_000);
    const sentAgain = await pay.moved(company.coordinator, id, "sendForApproval");
    expect(sentAgain.status).toBe("approval");
    await pay.approve(company.head, id);
    expect((await pay.approve(company.accountant, id, "normal", { fields: { knp: "710" } })).status).toBe("waiting");
  });

  it("lets a voter take the vote back until somebody acts after it", async () => {
    const id = await pay.sent(60_000);
    const { stepId } = present((await pay.view(id, company.head)).votes[0]);
    await pay.approve(company.head, id);
    const withdrawn = await pay.moved(company.head, id, "withdraw", { stepId });
    expect(withdrawn.votes).toHaveLength(1);
    await pay.approve(company.head, id);
    await pay.approve(company.accountant, id, "normal", { fields: { knp: "710" } });
    expect((await pay.move(company.head, id, "withdraw", { stepId })).status).toBe(403);
  });
});

describe("nobody decides on their own request", () => {
  it("goes to the author's manager when the author is the head", async () => {
    const made = await pay.draft(40_000, { basisKind: "contract", basis: company.contractId }, company.head);
    await addFile(test.app, made.id, "invoiceFile", company.head.id);
    await pay.moved(company.head, made.id, "submit");
    await pay.moved(company.coordinator, made.id, "take");
    await pay.handIn(company.coordinator, made.id, "check", 1);
    await pay.moved(company.coordinator, made.id, "sendForApproval");
    const step = present((await sheet(made.id))?.find((one) => one.key === "head"));
    expect(step.candidates.map((one) => one.person.id)).toEqual([company.ceo.id]);
    expect(step.candidates[0]?.via.code).toBe("manager_above");
  });
});
