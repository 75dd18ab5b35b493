import { afterAll, assert, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/kit/app.ts";
import { addPerson } from "../../../test/kit/cast.ts";
import { seedCompany, type Company } from "../../../test/kit/company.ts";
import { payments, type Payments } from "../../../test/kit/payments.ts";

type Who = { id: string };
const RULE = "only_setter_coordinator_manager";

let test: TestApp;
let company: Company;
let pay: Payments;
/** Manages the executor of the test and coordinates nothing. */
let manager: Who;
let doer: Who;

beforeAll(async () => {
  test = await startTestApp();
  company = await seedCompany(test);
  pay = payments(test, company);
  manager = await addPerson(test.app, "Manager", ["cfo", "auditor"], { department: "FIN", managerId: company.ceo.id });
  doer = await addPerson(test.app, "Doer", ["executor"], { department: "OPS", managerId: manager.id });
});
afterAll(() => test.stop());

async function set(from: Who, to: Who, rest: object = {}): Promise<string> {
  const made = await test.api
    .as(from)
    .post("/tasks", { title: "Сверить остатки", assigneeId: to.id, dueAt: "2026-11-20T13:00:00.000Z", ...rest });
  expect(made.status, made.text).toBe(201);
  return made.body.id;
}

/** What the person's page offers, and what the server answers to the same: the two must agree. */
async function tried(who: Who, id: string): Promise<{ move: boolean; cancel: boolean }> {
  const as = test.api.as(who);
  const page = (await as.get(`/tasks/${id}`)).body;
  const offered = { move: page.mayMoveDeadline, cancel: page.actions.some((one) => one.action === "cancel" && one.allowed) };
  const reason = "Поставщик задержал";
  const moved = await as.patch(`/tasks/${id}`, { version: page.version, dueAt: "2026-11-25T13:00:00.000Z", reason });
  const { version } = (await as.get(`/tasks/${id}`)).body;
  const ended = await as.post(`/tasks/${id}/transitions`, { version, action: "cancel", reason });
  for (const { status, problem } of [moved, ended]) {
    if (status === 200) continue;
    expect([status, problem.code === "forbidden" || problem.code === "segregation"]).toEqual([403, true]);
    expect(problem.detail).toContain("Срок переносит и задачу отменяет её постановщик");
  }
  expect({ move: moved.status === 200, cancel: ended.status === 200 }).toEqual(offered);
  return offered;
}

const YES = { move: true, cancel: true };
const NO = { move: false, cancel: false };

describe("a deadline is moved and a task cancelled by who waits for it", () => {
  it("by its setter and the manager of the doer, not by the doer", async () => {
    const { coordinator } = company;
    expect(await tried(doer, await set(coordinator, doer))).toEqual(NO);
    for (const who of [coordinator, manager]) expect(await tried(who, await set(coordinator, doer))).toEqual(YES);
    expect(await tried(company.ceo, await set(coordinator, doer))).toEqual(YES);
  });

  it("by a manager who may change nothing else of it", async () => {
    const id = await set(company.coordinator, doer);
    const { version, mayEdit } = (await test.api.as(manager).get(`/tasks/${id}`)).body;
    expect(mayEdit).toBe(false);
    const both = { version, dueAt: "2026-11-25T13:00:00.000Z", reason: "Позже", assigneeId: company.executor.id };
    expect((await test.api.as(manager).patch(`/tasks/${id}`, both)).status).toBe(403);
  });

  it("not by a doer who coordinates the tasks of the department, their own among them", async () => {
    const { author, coordinator } = company;
    const id = await set(coordinator, author);
    const page = (await test.api.as(author).get(`/tasks/${id}`)).body;
    expect(page.mayEdit).toBe(true);
    expect(page.actions.find((one) => one.action === "cancel")).toMatchObject({
      allowed: false,
      blockers: [{ code: `rule.${RULE}` }],
    });
    expect(await tried(author, id)).toEqual(NO);
  });

  it("not by the responsible whose own step of a request it is, but by its other coordinators", async () => {
    const { author, coordinator, head } = company;
    const step = async (): Promise<string> => {
      const { id } = await pay.draft(1_000);
      await pay.moved(author, id, "submit");
      await pay.moved(coordinator, id, "take");
      const check = (await pay.view(id)).tasks.find((task) => task.stepKey === "check");
      assert(check);
      const taken = await test.api.as(coordinator).get(`/tasks/${check.id}`);
      expect(taken.body, taken.text).toMatchObject({ setter: { id: coordinator.id }, assignee: { id: coordinator.id } });
      return check.id;
    };
    expect(await tried(coordinator, await step())).toEqual(NO);
    expect(await tried(head, await step())).toEqual(YES);
    expect(await tried(author, await step())).toEqual(YES);
  });

  it("by oneself for what one set oneself, alone or as a part of one's work", async () => {
    expect(await tried(doer, await set(doer, doer))).toEqual(YES);
    const whole = await set(company.coordinator, doer);
    expect(await tried(doer, await set(doer, doer, { parentTaskId: whole }))).toEqual(YES);
    expect(await tried(doer, whole)).toEqual(NO);
  });
});

describe("a deadline that is over already", () => {
  // The company's clock of the tests stands on 16 November; its day ends at 19:00 of Greenwich.
  const [over, today] = ["2026-11-15T18:59:00.000Z", "2026-11-16T01:00:00.000Z"];
  const sentence = { field: "dueAt", code: "dueInPast", detail: "Этот срок уже прошёл" };

  it("is refused where a task is set, and today is not", async () => {
    const give = (dueAt: string) =>
      test.api.as(company.coordinator).post("/tasks", { title: "Позвонить", assigneeId: doer.id, dueAt });
    expect(await give(over)).toMatchObject({ status: 400, problem: { fields: [sentence] } });
    expect((await give(today)).status).toBe(201);
  });

  it("is refused where one is moved, and one that has passed meanwhile may still be moved on", async () => {
    const as = test.api.as(company.coordinator);
    const id = await set(company.coordinator, doer);
    const move = async (dueAt: string) => {
      const { version } = (await as.get(`/tasks/${id}`)).body;
      return as.patch(`/tasks/${id}`, { version, dueAt, reason: "Так удобнее" });
    };
    expect(await move(over)).toMatchObject({ status: 400, problem: { fields: [sentence] } });
    expect((await as.get(`/tasks/${id}`)).body.deadlineMoves).toEqual([]);
    expect((await move(today)).status).toBe(200);
  });
});
