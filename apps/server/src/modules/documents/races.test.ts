import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { present } from "../../../test/kit/present.ts";
import { startDesk, type Desk, type Who } from "./test/desk.ts";

let desk: Desk;

beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.test.stop());

/** Presses a button of a page opened earlier. */
function press(who: Who, id: string, body: object) {
  return desk.test.api.as(who).post(`/documents/${id}/transitions`, body);
}

async function pageOf(who: Who, id: string) {
  const { version, votes, approval } = await desk.view(id, who);
  return { version, stepId: votes?.[0]?.stepId ?? present(approval?.steps?.[0]).id };
}

/** A document at a step that two people must decide: the lawyer and whom they added. */
async function atTwo(): Promise<string> {
  const { company, sent, vote } = desk;
  const id = await sent();
  await vote(company.lawyer, id, "addApprover", { personId: company.accountant.id });
  return id;
}

describe("two browsers", () => {
  it("of two voters at once: both votes stand, and the next is asked once", async () => {
    const { company, awaited, view, noticesOf } = desk;
    const { lawyer, accountant, head, author } = company;
    const id = await atTwo();
    const pages = [await pageOf(lawyer, id), await pageOf(accountant, id)];
    const answers = await Promise.all(
      [lawyer, accountant].map((who, n) => press(who, id, { action: "approve", comment: `from ${n}`, ...pages[n] })),
    );
    expect(answers.map((one) => one.status)).toEqual([200, 200]);
    const votes = (await view(id)).approval?.steps?.flatMap((step) => step.votes) ?? [];
    expect(votes).toHaveLength(2);
    const said = new Map(votes.map((one) => [one.person.id, one.comment]));
    expect([said.get(lawyer.id), said.get(accountant.id)]).toEqual(["from 0", "from 1"]);
    expect(await awaited(id, author)).toEqual([[head.id, "decision"]]);
    expect(await noticesOf(head, id)).toEqual(["decision_needed"]);
  });

  it("of one voter: a second press is told that it changed, and no second vote is kept", async () => {
    const { company, sent, view } = desk;
    const id = await sent();
    const page = await pageOf(company.lawyer, id);
    const answers = await Promise.all([1, 2].map(() => press(company.lawyer, id, { action: "approve", ...page })));
    expect(answers.map((one) => one.status).toSorted((one, other) => one - other)).toEqual([200, 409]);
    expect(answers.find((one) => one.status === 409)?.problem.code).toBe("stale_version");
    expect((await view(id)).approval?.steps?.flatMap((step) => step.votes)).toHaveLength(1);
  });

  it("of one voter with one key: the answer of the first press comes twice", async () => {
    const { company, sent, view, test } = desk;
    const id = await sent();
    const page = await pageOf(company.lawyer, id);
    const headers = { "idempotency-key": crypto.randomUUID() };
    const twice = () =>
      test.api.as(company.lawyer).post(`/documents/${id}/transitions`, { action: "approve", ...page }, { headers });
    expect([(await twice()).status, (await twice()).status]).toEqual([200, 200]);
    expect((await view(id)).approval?.steps?.flatMap((step) => step.votes)).toHaveLength(1);
  });

  it("of a voter and of the author who recalls: one of them is late, and is told so", async () => {
    const { company, sent, view } = desk;
    const { author, lawyer } = company;
    const id = await sent();
    const [own, votes] = [await pageOf(author, id), await pageOf(lawyer, id)];
    const [recalled, voted] = await Promise.all([
      press(author, id, { action: "recall", version: own.version, reason: "Ошибка" }),
      press(lawyer, id, { action: "approve", ...votes }),
    ]);
    // A vote moves no version, so a recall after it still holds; a vote after the recall comes too late.
    expect(recalled.status).toBe(200);
    expect([200, 409]).toContain(voted.status);
    expect((await view(id)).status).toBe("rework");
    const standing = (await view(id)).approval?.steps?.flatMap((step) => step.votes.filter((one) => one.voidedAt === null));
    expect(standing).toEqual([]);
  });

  it("of which one shows an old card: nothing is overwritten", async () => {
    const { company, sent, vote, view, save, test } = desk;
    const { author, lawyer } = company;
    const id = await sent();
    await vote(lawyer, id, "return", { reason: "Номер" });
    const { version } = await view(id);
    await save(author, id, { docNumber: "8/26" });
    const late = await test.api.as(author).patch(`/documents/${id}`, { version, docNumber: "9/26" });
    expect(late).toMatchObject({ status: 409, body: { code: "stale_version" } });
    expect(await press(author, id, { action: "resubmit", version })).toMatchObject({ status: 409 });
    expect(await view(id)).toMatchObject({ docNumber: "8/26", status: "rework" });
  });
});

describe("what does not belong to the person", () => {
  it("is refused: steps of another document and unknown ones, and a vote of the author on their own", async () => {
    const { company, sent, view } = desk;
    const { author, lawyer, cfo, head } = company;
    const [id, other] = [await sent(), await sent()];
    const { version } = await view(id);
    const foreign = (await pageOf(lawyer, other)).stepId;
    for (const stepId of [foreign, crypto.randomUUID(), undefined])
      expect((await press(lawyer, id, { action: "approve", version, stepId })).status).toBe(404);
    expect((await press(lawyer, id, { action: "approve", version, stepId: "1" })).status).toBe(400);
    const own = (await pageOf(lawyer, id)).stepId;
    expect(await press(author, id, { action: "approve", version, stepId: own })).toMatchObject({
      status: 403,
      body: { code: "segregation" },
    });
    expect((await press(cfo, id, { action: "approve", version, stepId: own })).status).toBe(403);
    const waiting = present((await view(id)).approval?.steps?.find((step) => step.key === "head")).id;
    expect((await press(head, id, { action: "approve", version, stepId: waiting })).status).toBe(409);
    expect((await view(id)).approval?.steps?.flatMap((step) => step.votes)).toEqual([]);
  });

  it("is not there for outsiders, by whatever address", async () => {
    const { company, sent, view, test } = desk;
    const id = await sent();
    const { version, approval, files } = await view(id);
    const stepId = present(approval?.steps?.[0]).id;
    const stranger = test.api.as(company.stranger);
    expect((await stranger.get(`/documents/${id}`)).status).toBe(404);
    expect((await stranger.patch(`/documents/${id}`, { version, title: "Моё" })).status).toBe(404);
    expect((await stranger.get(`/records/${id}/stream`)).status).toBe(404);
    expect((await stranger.get(`/files/${present(files[0]).id}`)).status).toBe(404);
    expect((await stranger.post(`/records/${id}/comments`, { source: "?" })).status).toBe(404);
    for (const action of ["approve", "recall", "enterSigned", "close", "nothing"])
      expect((await press(company.stranger, id, { action, version, stepId, reason: "Хочу" })).status).toBe(404);
  });

  it("is not ten megabytes of text: the vote is refused whole, and so is the comment", async () => {
    const { company, sent, view, test } = desk;
    const { lawyer } = company;
    const id = await sent();
    const page = await pageOf(lawyer, id);
    const text = "я".repeat(5_000_000);
    expect((await press(lawyer, id, { action: "approve", ...page, comment: text })).status).toBe(413);
    expect((await press(lawyer, id, { action: "return", ...page, reason: "я".repeat(2_001) })).status).toBe(400);
    expect((await test.api.as(lawyer).post(`/records/${id}/comments`, { source: text })).status).toBe(413);
    const after = await view(id);
    expect(after).toMatchObject({ version: page.version, status: "approval" });
    expect(after.approval?.steps?.flatMap((step) => step.votes)).toEqual([]);
    expect((await press(lawyer, id, { action: "approve", ...page, comment: "я".repeat(4_000) })).status).toBe(200);
  });
});
