import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addPerson } from "../../../test/kit/cast.ts";
import { present } from "../../../test/kit/present.ts";
import { startDesk, type Desk, type Who } from "./test/desk.ts";

let desk: Desk;

beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.test.stop());

/** Somebody who writes contracts and leaves the company then. */
async function newcomer(name: string): Promise<Who> {
  const { head } = desk.company;
  return addPerson(desk.test.app, name, ["coordinator"], { department: "OPS", managerId: head.id });
}

async function leaves({ id }: Who): Promise<void> {
  const gone = await desk.test.api.as(desk.admin).post(`/people/${id}/deactivate`);
  expect(gone.status, gone.text).toBe(200);
}

describe("a paper signed before", () => {
  it("is entered by the lawyer alone, with a reason the journal keeps", async () => {
    const { company, draft, move, moved, buttons, test, view } = desk;
    const { author, lawyer } = company;
    const own = await draft();
    expect(await buttons(own, author)).toEqual(["close", "sendForApproval"]);
    for (const action of ["register", "enterSigned"])
      expect((await move(author, own, action, { reason: "Есть" })).status).toBe(403);

    const id = await draft(lawyer);
    expect(await buttons(id, lawyer)).toEqual(["close", "enterSigned", "sendForApproval"]);
    expect((await move(lawyer, id, "register")).status).toBe(403);
    expect((await move(lawyer, id, "enterSigned")).problem.fields).toMatchObject([{ field: "reason" }]);
    await moved(lawyer, id, "enterSigned", { reason: "Подписан 12.01 на бумаге" });
    expect(await view(id, lawyer)).toMatchObject({ status: "signed" });
    expect((await test.auditTrail(id)).at(-1)).toMatchObject({
      action: "document.enterSigned",
      reason: "Подписан 12.01 на бумаге",
      actorId: lawyer.id,
    });
  });

  it("that its author sent for approval is entered by the lawyer after a return, and nobody is asked any more", async () => {
    const { company, sent, vote, moved, view, test } = desk;
    const id = await sent();
    await vote(company.lawyer, id, "return", { reason: "Это уже подписано" });
    await moved(company.lawyer, id, "enterSigned", { reason: "Подписан обеими сторонами" });
    expect(await view(id)).toMatchObject({ status: "signed", explain: null, approval: null });
    const waits = await test.app.db.selectFrom("awaits").select("id").where("record_id", "=", id).execute();
    expect(waits).toEqual([]);
  });
});

describe("a recall", () => {
  it("is the author's: the votes fall, voters and those asked hear of it, and the approval begins again", async () => {
    const { company, sent, vote, move, moved, awaited, buttons, noticesOf, test } = desk;
    const { author, lawyer, head } = company;
    const id = await sent();
    await vote(lawyer, id);
    expect((await move(lawyer, id, "recall", { reason: "x" })).status).toBe(403);
    expect((await move(author, id, "recall")).status).toBe(400);
    const back = await moved(author, id, "recall", { reason: "Нашли ошибку" });
    expect(back).toMatchObject({ status: "rework", may: { edit: true }, approval: { status: "recalled" } });
    expect(present(back.approval?.steps?.[0]).votes).toMatchObject([{ person: { id: lawyer.id }, voidReason: "recalled" }]);
    // Nobody returned it: its author took it back.
    expect(await awaited(id, author)).toEqual([[author.id, "recalled"]]);
    expect((await desk.test.api.as(author).get("/my-day")).body.waiting).toContainEqual(
      expect.objectContaining({ id, reason: "recalled" }),
    );
    expect(await noticesOf(lawyer, id)).toContain("vote_voided");
    expect(await noticesOf(head, id)).toContain("document_recalled");
    expect((await test.auditTrail(id)).at(-1)).toMatchObject({ action: "document.recall", reason: "Нашли ошибку" });
    expect((await test.api.as(head).get("/my-day")).body.decisions.filter((row) => row.id === id)).toEqual([]);
    expect(await buttons(id, author)).toEqual(["close", "resubmit"]);
    expect(back.explain?.next.map((step) => step.stepKey)).toEqual(["lawyer", "head"]);

    await moved(author, id, "resubmit");
    expect(await awaited(id, author)).toEqual([[lawyer.id, "decision"]]);
    await vote(lawyer, id);
    expect((await vote(head, id)).status).toBe("signed");
    expect((await move(author, id, "recall", { reason: "Поздно" })).status).toBe(409);
  });
});

describe("a document whose author left", () => {
  it("waits in rework for the head of the department, who mends it and sends it to its end", async () => {
    const { company, sent, vote, upload, moved, awaited, buttons, save, view } = desk;
    const { lawyer, head, ceo, admin } = { ...company, admin: desk.admin };
    const author = await newcomer("Leaver");
    const id = await sent(author);
    await vote(lawyer, id, "return", { reason: "Нет приложения" });
    expect(await awaited(id, lawyer)).toEqual([[author.id, "rework"]]);
    await leaves(author);
    expect(await awaited(id, head)).toEqual([[head.id, "rework"]]);
    expect((await desk.test.api.as(head).get("/my-day")).body.waiting).toMatchObject([{ id, reason: "rework" }]);
    expect(await buttons(id, head)).toEqual(["close", "resubmit"]);
    await save(head, id, { validTo: "2027-12-31" });
    await upload(head, id);
    await moved(head, id, "resubmit");
    await vote(lawyer, id);
    // The head wrote it by now: another decides.
    expect(await awaited(id, head)).toEqual([[ceo.id, "decision"]]);
    expect((await vote(ceo, id)).status).toBe("signed");

    const back = await desk.test.api.as(admin).post(`/people/${author.id}/activate`);
    expect(back.status, back.text).toBe(200);
    expect(await view(id, head)).toMatchObject({ status: "signed", explain: null });
  });

  it("is not made one of another kind by the head, who has no right over that kind", async () => {
    const { company, sent, vote, view, moved, save, test } = desk;
    const { lawyer, head } = company;
    const author = await newcomer("Rewriter");
    const id = await sent(author);
    await vote(lawyer, id, "return", { reason: "Исправить" });
    await leaves(author);
    const { version } = await view(id, head);
    for (const kindCode of ["act", "labour_contract"]) {
      const refused = await test.api.as(head).patch(`/documents/${id}`, { version, kindCode });
      expect([kindCode, refused.status]).toEqual([kindCode, 403]);
    }
    expect(await view(id, head)).toMatchObject({ version, kindCode: "contract" });
    await save(lawyer, id, { kindCode: "addendum" });
    await save(head, id, { kindCode: "addendum", docNumber: "8/26" });
    await moved(head, id, "close", { reason: "Не нужен" });
  });

  it("in approval is recalled, reminded of and given up by the head, who hears of a return", async () => {
    const { company, sent, vote, moved, awaited, buttons, noticesOf, view } = desk;
    const { lawyer, head } = company;
    const author = await newcomer("Gone");
    const id = await sent(author);
    await leaves(author);
    expect(await buttons(id, head)).toEqual(["recall", "remind"]);
    await vote(lawyer, id, "return", { reason: "Исправить срок" });
    expect(await noticesOf(head, id)).toContain("document_returned");
    expect(await awaited(id, head)).toEqual([[head.id, "rework"]]);
    await moved(head, id, "close", { reason: "Не нужен" });
    expect(await view(id, head)).toMatchObject({ status: "expired", approval: null });
  });

  it("goes back to the author who returns", async () => {
    const { company, sent, vote, awaited, moved } = desk;
    const author = await newcomer("Returner");
    const id = await sent(author);
    await vote(company.lawyer, id, "return", { reason: "Исправить" });
    await leaves(author);
    expect(await awaited(id, company.head)).toEqual([[company.head.id, "rework"]]);
    await desk.test.api.as(desk.admin).post(`/people/${author.id}/activate`);
    expect(await awaited(id, company.head)).toEqual([[author.id, "rework"]]);
    await moved(author, id, "close", { reason: "Не нужен" });
  });
});

describe("every state", () => {
  it("awaits somebody who can act or nobody, and each action listed works", async () => {
    const { company, draft, view, vote, moved, buttons, awaited } = desk;
    const { author, lawyer, head, cfo } = company;
    const id = await draft(author, { amountMinor: 60_000_000 });
    expect(await awaited(id, author)).toEqual([]);
    expect(await buttons(id, author)).toEqual(["close", "sendForApproval"]);
    await moved(author, id, "sendForApproval");
    for (const voter of [lawyer, head, cfo]) {
      expect(await awaited(id, author)).toEqual([[voter.id, "decision"]]);
      expect(await buttons(id, voter)).toEqual(["addApprover", "approve", "reassign", "reject", "return"]);
      // A question to the author is a matter of requests.
      expect((await view(id, voter)).actions.map((one) => one.action)).not.toContain("clarify");
      await vote(voter, id, "return", { reason: "Исправить" });
      expect(await awaited(id, author)).toEqual([[author.id, "rework"]]);
      await moved(author, id, "resubmit");
      expect(await awaited(id, author)).toEqual([[voter.id, "decision"]]);
      await vote(voter, id);
    }
    expect(await view(id)).toMatchObject({ status: "signed", explain: null });
    expect(await buttons(id, author)).toEqual(["close"]);
    await moved(author, id, "close", { reason: "Исполнен" });
    await moved(author, id, "extend", { reason: "Продлили", validTo: "2027-12-31" });
    expect(await view(id)).toMatchObject({ status: "signed", validTo: "2027-12-31" });
  });
});

describe("an amount in a foreign currency", () => {
  it("names the same people before it is sent as it asks then, by the rate of the day and after each change", async () => {
    const { company, draft, view, vote, moved, save, test } = desk;
    const { author, lawyer, head, cfo } = company;
    await test.app.db.deleteFrom("currency_rates").where("currency", "=", "USD").execute();
    await test.app.db
      .insertInto("currency_rates")
      .values({ currency: "USD", on_date: "2026-11-01", rate_micro: 500_000_000 })
      .execute();
    const next = async (id: string) => ((await view(id)).explain?.next ?? []).map((step) => step.stepKey);
    // 1 200 $ are 600 000 tenge, above the threshold of the financial director.
    const id = await draft(author, { amountMinor: 120_000, currency: "USD" });
    expect(await next(id)).toEqual(["lawyer", "head", "cfo"]);
    await moved(author, id, "sendForApproval");
    expect(await next(id)).toEqual(["head", "cfo"]);
    await vote(lawyer, id, "return", { reason: "Сумма" });
    await save(author, id, { amountMinor: 10_000 });
    expect(await next(id)).toEqual(["lawyer", "head"]);
    await save(author, id, { amountMinor: 120_000 });
    await moved(author, id, "resubmit");
    await vote(lawyer, id);
    await vote(head, id);
    expect((await vote(cfo, id)).status).toBe("signed");
    const unknown = await draft(author, { amountMinor: 120_000, currency: "EUR" });
    await test.app.db.deleteFrom("currency_rates").where("currency", "=", "EUR").execute();
    expect(await next(unknown)).toEqual(["lawyer", "head"]);
    const refused = await desk.move(author, unknown, "sendForApproval");
    expect(refused).toMatchObject({ status: 400, body: { fields: [{ code: "rateMissing" }] } });
  });
});

describe("a vote", () => {
  it("stands when a title or a subject is mended, by a voter too, and falls when what it vouches for changes", async () => {
    const { company, sent, vote, view, moved, save, awaited, upload } = desk;
    const { author, lawyer, head } = company;
    const id = await sent();
    await vote(lawyer, id);
    await vote(head, id, "return", { reason: "Название" });
    await save(author, id, { title: "Уборка филиала", subject: "Уборка филиала на год" });
    await save(lawyer, id, { subject: "Уборка филиала Алматы" });
    const legal = async () => present((await view(id)).approval?.steps?.[0]).votes;
    expect(await legal()).toMatchObject([{ person: { id: lawyer.id }, voidedAt: null }]);
    for (const [patch, field] of [
      [{ docNumber: "8/26" }, "docNumber"],
      [{ validTo: "2027-01-31" }, "validTo"],
      [{ amountMinor: 11_000_000 }, "amount"],
      [{ docDate: "2026-11-11" }, "docDate"],
    ] as const) {
      await save(author, id, patch);
      expect((await legal()).at(-1)).toMatchObject({ voidReason: "changed", voidDiff: [{ field }] });
      await moved(author, id, "resubmit");
      expect(await awaited(id, author)).toEqual([[lawyer.id, "decision"]]);
      await vote(lawyer, id);
      await vote(head, id, "return", { reason: "Ещё раз" });
    }
    await moved(author, id, "resubmit");
    await upload(author, id);
    expect((await legal()).at(-1)).toMatchObject({ voidReason: "changed", voidDiff: [{ field: "file" }] });
    expect(await awaited(id, author)).toEqual([[lawyer.id, "decision"]]);
  });

  it("given when more was vouched for stands until something it still vouches for changes", async () => {
    const { company, sent, vote, view, save, test } = desk;
    const { author, lawyer, head } = company;
    const id = await sent();
    await vote(lawyer, id);
    await vote(head, id, "return", { reason: "Название" });
    // As votes of the first weeks were kept: with the subject among what they vouch for.
    const { db } = test.app;
    const run = await db
      .selectFrom("approval_runs")
      .select(["id", "state"])
      .where("record_id", "=", id)
      .executeTakeFirstOrThrow();
    const state = JSON.stringify(run.state).replace(/"hash":"[0-9a-f]{64}"/, `"hash":"${"0".repeat(64)}"`);
    await db.updateTable("approval_runs").set({ state }).where("id", "=", run.id).execute();
    await save(author, id, { subject: "Другое" });
    expect(present((await view(id)).approval?.steps?.[0]).votes).toMatchObject([{ voidedAt: null }]);
    await save(author, id, { docNumber: "9/26" });
    expect(present((await view(id)).approval?.steps?.[0]).votes).toMatchObject([{ voidDiff: [{ field: "docNumber" }] }]);
  });
});

describe("a payment", () => {
  it("is offered only documents that count; what its author named stays named", async () => {
    const { company, draft, sent, vote, moved, test } = desk;
    const { author, lawyer, executor, supplierId } = company;
    const asked = async () =>
      (await test.api.as(executor).get(`/requests/basis-options?counterpartyId=${supplierId}`)).body.items.map((one) => one.id);
    const before = (await asked()).toSorted();
    const inDraft = await draft();
    const inRun = await sent();
    const inRework = await sent();
    await vote(lawyer, inRework, "return", { reason: "Исправить" });
    const rejected = await sent();
    await vote(lawyer, rejected, "reject", { reason: "Нет" });
    const neverSigned = await draft();
    await moved(author, neverSigned, "close", { reason: "Передумали" });
    expect((await asked()).toSorted()).toEqual(before);
    const signed = await draft(lawyer);
    await moved(lawyer, signed, "enterSigned", { reason: "На бумаге" });
    expect(await asked()).toContain(signed);

    const values = { basisKind: "contract", counterparty: supplierId };
    for (const id of [inDraft, inRun, inRework, rejected, neverSigned]) {
      const made = await test.api.as(executor).post("/requests", { type: "payment", values: { ...values, basis: id } });
      expect(made.body.fields).toMatchObject([{ field: "basis", code: "unknownReference" }]);
    }
    // Its author sees the contract, so the form lets them name it; what is in the way is said at the sending.
    const own = await test.api.as(author).post("/requests", { type: "payment", values: { ...values, basis: inRun } });
    expect(own.body.fields, own.text).toEqual([]);
    const saved = { version: own.body.version, values: { title: "Оплата" } };
    expect((await test.api.as(author).patch(`/requests/${own.body.id}`, saved)).status).toBe(200);
  });
});
