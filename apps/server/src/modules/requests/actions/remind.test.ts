import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../../test/kit/app.ts";
import { seedCompany, type Company } from "../../../../test/kit/company.ts";
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
// Monday, 10:00 in Almaty.
beforeEach(() => test.clock.set("2026-11-16T05:00:00Z"));
afterAll(() => test.stop());

const remindersOf = async (who: { id: string }, id: string) => {
  const { items } = (await test.api.as(who).get("/notices?unread=true")).body;
  return items.filter(
    (one: { event: string; record: { id: string } | null }) => one.record?.id === id && one.event.endsWith("_reminder"),
  );
};

const reminding = (view: { actions: { action: string }[] }) => view.actions.find((one) => one.action === "remind");

describe("a reminder of a decision", () => {
  it("tells those awaited who reminds, once in four working hours, and stays in the history", async () => {
    const id = await pay.sent(100_000);
    expect(reminding(await pay.view(id))).toMatchObject({ allowed: true });
    const reminded = await pay.moved(company.author, id, "remind");
    expect(reminded).toMatchObject({ status: "approval", remindedAt: "2026-11-16T05:00:00.000Z" });
    expect(await remindersOf(company.head, id)).toMatchObject([
      { event: "decision_reminder", why: "approver", actor: { id: company.author.id }, params: { name: "Author Test" } },
    ]);
    expect(await remindersOf(company.accountant, id)).toMatchObject([{ event: "decision_reminder" }]);
    expect(await remindersOf(company.lawyer, id)).toEqual([]);
    expect((await test.auditTrail(id)).at(-1)).toMatchObject({ action: "request.remind", actorId: company.author.id });

    // For the whole record: the coordinator waits as well.
    expect(reminding(await pay.view(id, company.coordinator))).toMatchObject({ blockers: [{ code: "reminded_lately" }] });
    test.clock.set("2026-11-16T08:59:00Z");
    const early = await pay.move(company.coordinator, id, "remind");
    expect([early.status, early.problem.blockers?.[0]?.code], early.text).toEqual([422, "reminded_lately"]);
    expect(early.problem.blockers[0]?.text).toContain("через 4 рабочих часа");
    test.clock.set("2026-11-16T12:00:00Z");
    await pay.moved(company.coordinator, id, "remind");
    expect(await remindersOf(company.head, id)).toHaveLength(2);
  });

  it("moves no version, so that it takes nobody's page away", async () => {
    const id = await pay.sent(110_000);
    const { version, votes } = await pay.view(id, company.head);
    await pay.moved(company.author, id, "remind");
    const vote = { action: "approve", version, stepId: present(votes[0]).stepId };
    const reply = await test.api.as(company.head).post(`/requests/${id}/transitions`, vote);
    expect(reply.status, reply.text).toBe(200);
  });

  it("is for author, responsible and coordinator alone, and only while a decision is awaited", async () => {
    const id = await pay.sent(120_000);
    expect(reminding(await pay.view(id, company.cfo))).toBeUndefined();
    expect((await pay.move(company.cfo, id, "remind")).status).toBe(403);
    const { version } = await pay.view(id);
    const body = { action: "remind", version };
    expect((await test.api.as(company.stranger).post(`/requests/${id}/transitions`, body)).status).toBe(404);
    await pay.approve(company.head, id);
    await pay.approve(company.accountant, id, "normal", { fields: { knp: "710" } });
    expect(reminding(await pay.view(id))).toBeUndefined();
    const late = await pay.move(company.author, id, "remind");
    expect([late.status, late.problem.code], late.text).toEqual([403, "forbidden"]);
  });
});

describe("a reminder of a task", () => {
  it("reaches its doer, or all who stand in its queue", async () => {
    const { id } = await pay.draft(90_000, { basisKind: "contract", basis: company.contractId });
    await pay.moved(company.author, id, "submit");
    await pay.moved(company.coordinator, id, "take");
    const [task] = (await pay.view(id)).tasks;
    const api = test.api.as(company.author);
    const seen = (await api.get(`/tasks/${present(task).id}`)).body;
    expect(reminding(seen)).toMatchObject({ allowed: true });
    const reply = await api.post(`/tasks/${present(task).id}/transitions`, { action: "remind", version: seen.version });
    expect(reply.status, reply.text).toBe(200);
    expect(reply.body.remindedAt).toBe("2026-11-16T05:00:00.000Z");
    const doer = seen.assignee ?? company.coordinator;
    expect(await remindersOf(doer, present(task).id)).toMatchObject([
      { event: "task_reminder", params: { name: "Author Test" } },
    ]);
  });
});
