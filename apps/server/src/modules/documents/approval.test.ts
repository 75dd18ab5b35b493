import { tinyPdf } from "../../../test/kit/pdf.ts";
import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/kit/app.ts";
import { addPerson } from "../../../test/kit/cast.ts";
import { addDocument, seedCompany, type Company } from "../../../test/kit/company.ts";
import { present } from "../../../test/kit/present.ts";
import type { Context } from "../../platform/context.ts";
import { receiveFile } from "../../records/files/upload.ts";
import { documentForBasis } from "./questions.ts";

type Who = { id: string };

let test: TestApp;
let company: Company;
let admin: Who;
let deputy: Who;

beforeAll(async () => {
  test = await startTestApp();
  company = await seedCompany(test);
  admin = await addPerson(test.app, "Administrator", ["admin"]);
  deputy = await addPerson(test.app, "Deputy", ["executor"], { department: "LEG" });
});
afterAll(() => test.stop());

async function contextOf({ id }: Who): Promise<Context> {
  const actor = await test.app.sessions.actors.fresh(id);
  if (!actor) throw new Error(`nobody is ${id}`);
  const { app } = test;
  return { app, actor, language: "ru", via: "web", requestId: "test", ip: null, sessionId: null, now: () => app.clock.now() };
}

async function upload(who: Who, recordId: string, fieldKey: string | null = "file"): Promise<void> {
  const target = { recordId, fieldKey, shared: false };
  const bytes = Buffer.from(tinyPdf(String(Math.random())));
  await receiveFile(await contextOf(who), target, "contract.pdf", Readable.from([bytes]), 1_000_000);
}

/** A contract in draft with its file; amounts in whole tenge. */
async function draft(amount: number | null, who: Who = company.author, fieldKey: string | null = "file"): Promise<string> {
  const card = { kindCode: "contract", docNumber: "7/26", docDate: "2026-11-10", subject: "Уборка", validFrom: "2026-11-16" };
  const money = amount === null ? {} : { amountMinor: amount * 100, currency: "KZT" };
  const made = await test.api.as(who).post("/documents", { ...card, ...money, counterpartyId: company.supplierId });
  expect(made.status, made.text).toBe(201);
  await upload(who, made.body.id, fieldKey);
  return made.body.id;
}

async function view(id: string, who: Who = company.author) {
  const seen = await test.api.as(who).get(`/documents/${id}`);
  expect(seen.status, seen.text).toBe(200);
  return seen.body;
}

async function move(who: Who, id: string, action: string, rest: object = {}) {
  const { version } = await view(id, who);
  return test.api.as(who).post(`/documents/${id}/transitions`, { action, version, ...rest });
}

async function moved(who: Who, id: string, action: string, rest: object = {}) {
  const done = await move(who, id, action, rest);
  expect(done.status, done.text).toBe(200);
  return done.body;
}

/** A vote at the one step that asks this person. */
async function vote(who: Who, id: string, action = "approve", rest: object = {}) {
  const [step] = present((await view(id, who)).votes);
  return moved(who, id, action, { stepId: step?.stepId, ...rest });
}

async function sent(amount: number | null, who: Who = company.author): Promise<string> {
  const id = await draft(amount, who);
  await moved(who, id, "sendForApproval");
  return id;
}

/** Who is awaited, by name or by the role of the queue, and for what. */
async function awaited(id: string): Promise<(string | undefined)[][]> {
  const { explain } = await view(id);
  return (explain?.now ?? []).map((one) => [one.person?.id ?? one.queue?.roleCode, one.reason]);
}

/** What the person can press now. */
async function buttons(id: string, who: Who): Promise<string[]> {
  const { actions } = await view(id, who);
  return actions.flatMap((one) => (one.allowed ? [one.action] : [])).toSorted();
}

async function decisionsOf(who: Who): Promise<{ id: string }[]> {
  return (await test.api.as(who).get("/my-day")).body.decisions;
}

async function noticesOf(who: Who, id: string): Promise<string[]> {
  const { items } = (await test.api.as(who).get("/notices?limit=100")).body;
  return items.flatMap((one) => (one.record?.id === id ? [one.event] : []));
}

const VOTING = ["addApprover", "approve", "reassign", "reject", "return"];

describe("a contract", () => {
  it("goes to the lawyer, the head and above the threshold the financial director, and is signed then", async () => {
    const { author, lawyer, head, cfo } = company;
    const id = await draft(600_000);
    expect(await buttons(id, author)).toEqual(["close", "sendForApproval"]);
    expect((await view(id)).explain).toMatchObject({
      now: [],
      next: [{ stepKey: "lawyer" }, { stepKey: "head" }, { stepKey: "cfo" }],
    });

    await moved(author, id, "sendForApproval");
    expect(await view(id)).toMatchObject({ status: "approval", approval: { status: "running" } });
    expect(await awaited(id)).toEqual([[lawyer.id, "decision"]]);
    expect(await noticesOf(lawyer, id)).toEqual(["decision_needed"]);
    expect(await decisionsOf(lawyer)).toMatchObject([
      {
        id,
        recordKind: "document",
        kind: "decision",
        amountMinor: 60_000_000,
        counterpartyName: expect.any(String),
        budget: null,
      },
    ]);
    expect(await buttons(id, lawyer)).toEqual(VOTING);
    expect(await buttons(id, author)).toEqual(["recall", "remind"]);
    expect((await view(id)).explain?.next).toMatchObject([{ people: [{ id: head.id }] }, { people: [{ id: cfo.id }] }]);

    await vote(lawyer, id, "approve", { comment: "Проверено" });
    expect(await awaited(id)).toEqual([[head.id, "decision"]]);
    await vote(head, id);
    expect(await awaited(id)).toEqual([[cfo.id, "decision"]]);
    expect(await decisionsOf(head)).toEqual([]);
    const done = await vote(cfo, id);
    expect(done).toMatchObject({ status: "signed", explain: null, votes: [] });
    expect(await noticesOf(author, id)).toContain("document_approved");
    expect(done.approval?.steps?.map((step) => [step.key, step.status])).toEqual([
      ["lawyer", "finished"],
      ["head", "finished"],
      ["cfo", "finished"],
    ]);
    expect(done.approval?.steps?.[0]?.votes).toMatchObject([
      { person: { id: lawyer.id }, comment: "Проверено", recordVersion: 1 },
    ]);
    expect(await buttons(id, author)).toEqual(["close"]);
    const actions = (await test.auditTrail(id)).map((line) => line.action);
    expect(actions).toEqual(expect.arrayContaining(["document.sendForApproval", "document.approve", "document.finishApproval"]));
  });

  it("comes back to its author, who is awaited and sends it again; a new version asks those who vouched for the old again", async () => {
    const { author, lawyer, head, cfo } = company;
    const id = await sent(100_000);
    await vote(lawyer, id);
    expect((await move(head, id, "return", { stepId: present((await view(id, head)).votes?.[0]).stepId })).status).toBe(400);
    await vote(head, id, "return", { reason: "Нет приложения" });
    expect(await view(id)).toMatchObject({ status: "rework", may: { edit: true } });
    expect(await awaited(id)).toEqual([[author.id, "rework"]]);
    expect((await test.api.as(author).get("/my-day")).body.waiting).toMatchObject([
      { id, recordKind: "document", reason: "rework" },
    ]);
    expect(await noticesOf(author, id)).toContain("document_returned");
    expect(await buttons(id, author)).toEqual(["close", "resubmit"]);
    expect(await decisionsOf(head)).toEqual([]);

    await upload(author, id);
    const legal = present((await view(id)).approval?.steps?.[0]);
    expect(legal.votes).toMatchObject([{ voidReason: "changed", voidDiff: [{ field: "file" }] }]);
    await moved(author, id, "resubmit");
    expect(await awaited(id)).toEqual([[lawyer.id, "decision"]]);
    await vote(lawyer, id);
    const done = await vote(head, id);
    expect(done.status).toBe("signed");
    expect(done.approval?.steps?.find((step) => step.key === "cfo")).toMatchObject({ status: "skipped" });
    expect(await decisionsOf(cfo)).toEqual([]);
  });

  it("that is given up in rework never counts: no run goes on, nothing extends it, no payment rests on it", async () => {
    const { author, lawyer } = company;
    const id = await sent(100_000);
    await vote(lawyer, id, "return", { reason: "Переделать" });
    await moved(author, id, "close", { reason: "Передумали" });
    expect(await view(id)).toMatchObject({ status: "expired", counts: false, approval: null, explain: null });
    expect(await buttons(id, author)).toEqual([]);
    const extended = await move(author, id, "extend", { reason: "Нужен", validTo: "2027-12-31" });
    expect(extended).toMatchObject({ status: 403, body: { detail: "Продлить можно только документ, который был подписан" } });
    expect(await documentForBasis(test.app.db, id)).toMatchObject({ registered: false });
    const never = await draft(100_000);
    await moved(author, never, "close", { reason: "Передумали" });
    expect(await buttons(never, author)).toEqual([]);
  });

  it("is decided on by the file of its card, which nobody adds or changes once it is signed", async () => {
    const { author, lawyer, head } = company;
    const beside = await draft(100_000, author, null);
    const refused = await move(author, beside, "sendForApproval");
    expect(refused).toMatchObject({ status: 422, body: { blockers: [{ code: "document_file_missing" }] } });
    expect((await move(author, beside, "register")).problem.detail).toContain("после согласования");
    await moved(author, beside, "close", { reason: "Без файла" });
    await expect(upload(author, beside)).rejects.toThrow(/record_closed/);

    const id = await sent(100_000);
    await vote(lawyer, id);
    await vote(head, id);
    await expect(upload(author, id)).rejects.toThrow(/record_closed/);
    expect(await documentForBasis(test.app.db, id)).toMatchObject({ status: "signed", registered: true });
    await moved(author, id, "close", { reason: "Исполнен" });
    expect(await documentForBasis(test.app.db, id)).toMatchObject({ status: "expired", registered: true });
    expect(await buttons(id, author)).toEqual(["extend"]);
  });

  it("is not un-written by saving it as it is: who changed its amount still does not vote", async () => {
    const { author, lawyer, ceo } = company;
    const id = await sent(100_000);
    await vote(lawyer, id, "return", { reason: "Сумма" });
    const save = async (who: Who, patch: object) =>
      (await test.api.as(who).patch(`/documents/${id}`, { version: (await view(id, who)).version, ...patch })).status;
    expect(await save(lawyer, { amountMinor: 9_000_000 })).toBe(200);
    expect(await save(author, { amountMinor: 9_000_000 })).toBe(200);
    await moved(author, id, "resubmit");
    expect(await awaited(id)).toEqual([[ceo.id, "decision"]]);
    await vote(ceo, id, "reject", { reason: "Не нужно" });
  });

  it("that is rejected awaits nobody, offers nothing and justifies no payment", async () => {
    const { author, lawyer } = company;
    const id = await sent(100_000);
    await vote(lawyer, id, "reject", { reason: "Условия неприемлемы" });
    expect(await view(id)).toMatchObject({ status: "rejected", may: { edit: false }, explain: null });
    expect(await noticesOf(author, id)).toContain("document_rejected");
    for (const who of [author, lawyer, company.head]) expect(await decisionsOf(who)).toEqual([]);
    for (const who of [author, lawyer]) expect(await buttons(id, who)).toEqual([]);
    const waits = await test.app.db.selectFrom("awaits").select("id").where("record_id", "=", id).execute();
    expect(waits).toEqual([]);
    expect(await documentForBasis(test.app.db, id)).toMatchObject({ registered: false });
  });

  it("is not approved by its author: the lawyer's own goes to their manager, an editor's vote falls", async () => {
    const { lawyer, ceo } = company;
    const own = await sent(100_000, lawyer);
    expect((await view(own, lawyer)).explain?.now).toMatchObject([{ person: { id: ceo.id } }]);

    const id = await sent(100_000);
    await vote(lawyer, id);
    await upload(lawyer, id);
    expect(await awaited(id)).toEqual([[ceo.id, "decision"]]);
    const { approval } = await view(id);
    expect(approval?.steps?.[0]?.votes).toMatchObject([{ person: { id: lawyer.id }, voidReason: "changed" }]);
    const refused = await move(lawyer, id, "approve", { stepId: present(approval?.steps?.[0]).id });
    expect(refused).toMatchObject({ status: 403, body: { code: "segregation" } });
    await vote(ceo, id, "reject", { reason: "Не нужно" });
    await vote(ceo, own, "reject", { reason: "Не нужно" });
  });

  it("takes a vote back until anybody acts, and hands a step on", async () => {
    const { lawyer, head, author } = company;
    const id = await sent(100_000);
    await vote(lawyer, id);
    const { approval } = await view(id, lawyer);
    expect(await buttons(id, lawyer)).toEqual(["remind", "withdraw"]);
    await moved(lawyer, id, "withdraw", { stepId: present(approval?.steps?.[0]).id });
    expect(await awaited(id)).toEqual([[lawyer.id, "decision"]]);
    const toAuthor = await move(lawyer, id, "reassign", { stepId: present(approval?.steps?.[0]).id, personId: author.id });
    expect(toAuthor.problem.code).toBe("segregation");
    await vote(lawyer, id, "reassign", { personId: deputy.id });
    expect(await awaited(id)).toEqual([[deputy.id, "decision"]]);
    await vote(deputy, id);
    await vote(head, id, "reject", { reason: "Не нужно" });
  });
});

describe("people away", () => {
  const days = { fromDate: "2026-11-16", toDate: "2026-11-20" };

  it("are stood in for: the open step moves over, the sheet says for whom, and it moves back", async () => {
    const { lawyer, head } = company;
    const id = await sent(100_000);
    const stand = await test.api.as(lawyer).post("/substitutions", { ...days, principalId: lawyer.id, substituteId: deputy.id });
    expect(stand.status, stand.text).toBe(201);
    expect(await awaited(id)).toEqual([[deputy.id, "decision"]]);
    expect(await decisionsOf(deputy)).toMatchObject([{ id }]);
    const voted = await vote(deputy, id);
    expect(voted.approval?.steps?.[0]?.votes).toMatchObject([{ person: { id: deputy.id }, onBehalfOf: { id: lawyer.id } }]);
    const other = await sent(50_000);
    expect(await awaited(other)).toEqual([[deputy.id, "decision"]]);
    const gone = await test.api.as(lawyer).post(`/substitutions/${present(stand.body.items[0]).id}/cancel`);
    expect(gone.status, gone.text).toBeLessThan(300);
    expect(await awaited(other)).toEqual([[lawyer.id, "decision"]]);
    await vote(head, id);
    await vote(lawyer, other, "reject", { reason: "Не нужно" });
  });

  it("leave the administrator to name a person where nobody may decide", async () => {
    const { lawyer, ceo, author } = company;
    const id = await sent(100_000);
    const away: string[] = [];
    for (const who of [lawyer, ceo]) {
      const made = await test.api.as(who).post("/absences", { ...days, reason: "отпуск" });
      expect(made.status, made.text).toBe(201);
      away.push(present(made.body.items[0]).id);
    }
    expect(await awaited(id)).toEqual([["admin", "name_person"]]);
    expect((await test.api.as(admin).get("/my-day")).body.waiting).toMatchObject([{ id, reason: "name_person" }]);
    expect(await noticesOf(admin, id)).toContain("name_person");
    const seen = await view(id, admin);
    expect(seen).not.toHaveProperty("amountMinor");
    expect(await buttons(id, admin)).toEqual(["reassign"]);
    const stepId = present(seen.approval?.steps?.[0]).id;
    expect((await move(admin, id, "reassign", { stepId, personId: author.id })).problem.code).toBe("segregation");
    const lower = await move(admin, id, "reassign", { stepId, personId: deputy.id });
    expect(lower.status, lower.text).toBe(403);
    expect(lower.problem.detail).toContain("по должности");
    const { items } = (await test.api.as(admin).get(`/approval-steps/${stepId}/nameable`)).body;
    expect(items.map((one) => one.id)).toEqual([lawyer.id, ceo.id]);
    await moved(admin, id, "reassign", { stepId, personId: ceo.id });
    expect(await awaited(id)).toEqual([[ceo.id, "decision"]]);
    await vote(ceo, id, "reject", { reason: "Не нужно" });
    for (const [n, who] of [lawyer, ceo].entries()) {
      expect((await test.api.as(who).post(`/absences/${away[n]}/cancel`)).status).toBeLessThan(300);
    }
  });
});

describe("a document", () => {
  it("of a kind without a route is only registered, and one approval hides from outsiders", async () => {
    const id = await addDocument(test.app, { kind: "act", authorId: company.author.id, counterpartyId: company.supplierId });
    await test.app.db.updateTable("records").set({ status: "draft" }).where("id", "=", id).execute();
    await test.app.db.updateTable("documents").set({ amount_minor: 1_000, currency: "KZT" }).where("id", "=", id).execute();
    const link = { toId: company.contractId, kind: "related" };
    expect((await test.api.as(company.author).post(`/records/${id}/links`, link)).status).toBe(201);
    expect(await buttons(id, company.author)).toEqual(["close", "register"]);
    expect((await move(company.author, id, "sendForApproval")).status).toBe(403);
    expect(await view(id)).not.toHaveProperty("approval");
    const inRun = await sent(10_000);
    const stranger = test.api.as(company.stranger);
    expect((await stranger.get(`/documents/${inRun}`)).status).toBe(404);
    expect((await stranger.post(`/documents/${inRun}/transitions`, { action: "approve", version: 1 })).status).toBe(404);
  });

  it("is not sent without its file, and is reminded of not too often", async () => {
    const bare = await test.api.as(company.author).post("/documents", {
      kindCode: "addendum",
      docNumber: "1",
      docDate: "2026-11-10",
      title: "Доп. соглашение",
    });
    expect(bare.status, bare.text).toBe(201);
    const refused = await move(company.author, bare.body.id, "sendForApproval");
    expect(refused).toMatchObject({
      status: 422,
      body: { blockers: [{ code: "document_file_missing" }, { code: "document_contract_missing" }] },
    });
    const id = await sent(10_000);
    await moved(company.author, id, "remind");
    expect(await noticesOf(company.lawyer, id)).toContain("decision_reminder");
    expect((await move(company.author, id, "remind")).status).toBe(422);
  });
});
