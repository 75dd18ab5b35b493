import { afterAll, assert, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../../test/kit/app.ts";
import { seedCompany, type Company } from "../../../../test/kit/company.ts";
import { payments, type Payments } from "../../../../test/kit/payments.ts";
import { present } from "../../../../test/kit/present.ts";

let test: TestApp;
let company: Company;
let pay: Payments;

const at = (wall: string): void => test.clock.set(`${wall}:00+05:00`);
const iso = (wall: string): string => new Date(`${wall}:00+05:00`).toISOString();

beforeAll(async () => {
  test = await startTestApp();
  company = await seedCompany(test);
  pay = payments(test, company);
});
// Monday, 10:00.
beforeEach(() => at("2026-11-16T10:00"));
afterAll(() => test.stop());

const open = async (id: string) => {
  const view = await pay.view(id);
  const check = present(view.tasks.find((task) => task.stepKey === "check"));
  return { due: view.dueAt, check, task: (await test.api.as(company.coordinator).get(`/tasks/${check.id}`)).body, view };
};

describe("a question to the author", () => {
  it("moves the deadlines of the request and its open tasks by the working time it stood open", async () => {
    const { author, coordinator } = company;
    const { id } = await pay.draft(1_000, { dueDate: "2026-11-20" });
    await pay.moved(author, id, "submit");
    await pay.moved(coordinator, id, "take");
    const before = await open(id);
    expect([before.due, before.task.dueAt, before.view.pausedMinutes]).toEqual([
      iso("2026-11-20T18:00"),
      iso("2026-11-16T15:00"),
      0,
    ]);
    at("2026-11-16T11:00");
    await pay.moved(coordinator, id, "clarify", { reason: "Какой договор?" });
    at("2026-11-17T10:30");
    await pay.moved(author, id, "answer", { reason: "Рамочный" });
    // Monday from 11 to 18 without lunch, and Tuesday from 9 to half past ten.
    const after = await open(id);
    expect([after.view.pausedMinutes, after.task.pausedMinutes]).toEqual([450, 450]);
    expect(after.due).toBe(iso("2026-11-23T17:30"));
    expect(after.task).toMatchObject({
      dueAt: iso("2026-11-17T14:30"),
      originalDueAt: iso("2026-11-16T15:00"),
      deadlineMoves: [],
    });
    const entry = (await test.auditTrail(id)).find(({ action }) => action === "deadline.paused");
    expect(entry?.after).toEqual({ pausedMinutes: 450 });
    const awaited = await test.app.db
      .selectFrom("awaits")
      .select("due_at as dueAt")
      .where("record_id", "=", after.check.id)
      .execute();
    expect(awaited.map(({ dueAt }) => dueAt?.toISOString())).toEqual([iso("2026-11-17T14:30")]);
  });

  it("moves the steps that are asked, and saving the run again leaves them there", async () => {
    const id = await pay.sent(100_000);
    const dueOf = async () => (await pay.view(id)).approval?.steps?.map(({ key, dueAt }) => [key, dueAt]);
    const before = await dueOf();
    assert(before);
    at("2026-11-16T11:00");
    await pay.moved(company.head, id, "clarify", { reason: "Зачем?" });
    at("2026-11-16T12:00");
    await pay.moved(company.author, id, "answer", { reason: "Нужно" });
    const moved = await dueOf();
    const shifted = (due: string | null) => due && new Date(Date.parse(due) + 3_600_000).toISOString();
    const open = before.filter(([, due]) => due !== null);
    expect(open.length).toBeGreaterThan(0);
    for (const [key, due] of open) {
      const now = moved?.find(([name]) => name === key)?.[1];
      expect([shifted(due ?? null), "2026-11-17T05:00:00.000Z"]).toContain(now);
    }
    await pay.approve(company.head, id);
    const [acc] = open.filter(([key]) => key !== "head");
    if (acc) expect((await dueOf())?.find(([key]) => key === acc[0])?.[1]).toBe(moved?.find(([key]) => key === acc[0])?.[1]);
  });

  it("moves the deadline its invoice has from the request, and leaves the supplier's own date", async () => {
    const id = await pay.sent(123_456, { dueDate: "2026-11-20" });
    const invoice = async () => {
      const { id: invoiceId } = present((await pay.view(id)).invoices[0]);
      const { payBy, version } = (await test.api.as(company.author).get(`/invoices/${invoiceId}`)).body;
      const own = test.app.db.selectFrom("records").select("due_at as dueAt").where("id", "=", invoiceId);
      return { payBy, version, dueAt: (await own.executeTakeFirstOrThrow()).dueAt?.toISOString() };
    };
    const before = await invoice();
    expect(before.dueAt).toBe(iso("2026-11-20T18:00"));
    at("2026-11-16T11:00");
    await pay.moved(company.head, id, "clarify", { reason: "Зачем?" });
    at("2026-11-16T12:00");
    await pay.moved(company.author, id, "answer", { reason: "Нужно" });
    const after = await invoice();
    expect(after).toEqual({ ...before, dueAt: iso("2026-11-23T10:00") });
    expect((await pay.view(id)).dueAt).toBe(iso("2026-11-23T10:00"));
  });

  it("moves nothing where no working time passed", async () => {
    const { author, coordinator } = company;
    const { id } = await pay.draft(1_000, { dueDate: "2026-11-23" });
    await pay.moved(author, id, "submit");
    await pay.moved(coordinator, id, "take");
    const before = await open(id);
    at("2026-11-20T19:00");
    await pay.moved(coordinator, id, "clarify", { reason: "Какой договор?" });
    at("2026-11-22T15:00");
    await pay.moved(author, id, "answer", { reason: "Рамочный" });
    const after = await open(id);
    expect([after.due, after.task.dueAt, after.view.pausedMinutes]).toEqual([before.due, before.task.dueAt, 0]);
  });

  it("keeps the hour of a moved deadline when the card is edited", async () => {
    const { author, coordinator } = company;
    const { id } = await pay.draft(1_000, { dueDate: "2026-11-20" });
    await pay.moved(author, id, "submit");
    await pay.moved(coordinator, id, "take");
    await pay.moved(coordinator, id, "clarify", { reason: "Какой договор?" });
    at("2026-11-16T12:00");
    await pay.moved(author, id, "answer", { reason: "Рамочный" });
    const { due, view } = await open(id);
    const edit = { version: view.version, values: { title: "Перчатки и маски" } };
    const edited = await test.api.as(coordinator).patch(`/requests/${id}`, edit);
    expect(edited.status, edited.text).toBe(200);
    expect([due, (await pay.view(id)).dueAt]).toEqual([iso("2026-11-23T11:00"), iso("2026-11-23T11:00")]);
  });
});
