import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../../test/kit/app.ts";
import { addPerson } from "../../../../test/kit/cast.ts";
import { seedCompany, type Company } from "../../../../test/kit/company.ts";
import { payments, type Payments } from "../../../../test/kit/payments.ts";
import { present } from "../../../../test/kit/present.ts";

type Who = { id: string };
let test: TestApp;
let company: Company;
let pay: Payments;
let technician: Who;
let second: Who;

beforeAll(async () => {
  test = await startTestApp();
  company = await seedCompany(test);
  pay = payments(test, company);
  technician = await addPerson(test.app, "Technician", ["it"], { department: "IT", managerId: company.ceo.id });
  second = await addPerson(test.app, "Second", ["it"], { department: "IT", managerId: company.ceo.id });
});
afterAll(() => test.stop());

const inDays = (days: number): string => new Date(test.clock.now().getTime() + days * 86_400_000).toISOString();

/** Help that was done and confirmed; the technician answers for it, the executor asked for it. */
async function done(): Promise<string> {
  const values = { department: company.departmentId, branch: company.branchId, title: "Настроить печать", kind: "setup" };
  const rest = { dueDate: inDays(20).slice(0, 10), system: "Печать", impact: "one" };
  const made = await test.api.as(company.executor).post("/requests", { type: "it", values: { ...values, ...rest } });
  const { id } = made.body;
  await pay.moved(company.executor, id, "submit");
  await pay.moved(technician, id, "take");
  for (const step of ["triage", "do"]) await pay.handIn(technician, id, step);
  await pay.handIn(company.executor, id, "confirm");
  expect((await pay.view(id, company.head)).status).toBe("done");
  return id;
}

async function standing(id: string) {
  const { status, explain, actions } = await pay.view(id, company.executor);
  const now = explain.now.map((one) => [one.reason, one.person?.id]);
  return { status, now, blocks: explain.blocks.map((one) => one.code), may: actions.map((one) => one.action) };
}

const complain = (id: string, rest: object = {}, who: Who = company.executor) =>
  pay.move(who, id, "returnDone", { reason: "Печатает криво", ...rest });

async function moveTask(who: Who, id: string, action: string, rest: object = {}) {
  const api = test.api.as(who);
  const { version } = (await api.get(`/tasks/${id}`)).body;
  const reply = await api.post(`/tasks/${id}/transitions`, { action, version, ...rest });
  expect(reply.status, reply.text).toBe(200);
}

const unread = async (who: Who, recordId: string): Promise<string[]> => {
  const { items } = (await test.api.as(who).get("/notices?unread=true")).body;
  return items.filter((one) => one.record?.id === recordId).map((one) => one.event);
};

const waitingOf = async (who: Who, id: string) =>
  (await test.api.as(who).get("/my-day")).body.waiting.filter((one) => one.id === id).map((one) => one.reason);

describe("finished work that is returned", () => {
  it("names what is to be done again, by somebody other than the one who complains", async () => {
    const id = await done();
    const refused = await complain(id);
    expect([refused.status, refused.problem.blockers?.[0]?.code], refused.text).toEqual([422, "work_missing"]);
    const own = { title: "Проверить", assigneeId: company.executor.id, dueAt: inDays(3) };
    const self = await complain(id, { work: own });
    expect([self.status, self.problem.blockers?.[0]?.code], self.text).toEqual([422, "work_of_complainer"]);
    expect(await standing(id)).toMatchObject({ status: "done", now: [["close", company.executor.id]] });
  });

  it("awaits the assignee of the task, and comes back to «Выполнено» by itself", async () => {
    const id = await done();
    const task = present((await pay.view(id, company.executor)).tasks.find((one) => one.stepKey === "do"));
    expect((await complain(id, { work: { taskId: task.id } })).status).toBe(200);
    const returned = await standing(id);
    expect(returned).toMatchObject({ status: "rework", now: [["rework", technician.id]], blocks: ["task_open"] });
    expect(returned.may).not.toContain("resubmit");
    expect(await waitingOf(company.executor, id)).toEqual([]);
    const early = await pay.move(company.executor, id, "resubmit");
    expect(early.status, early.text).toBe(403);
    expect(early.problem.detail).toContain("сама");
    expect(await unread(technician, task.id)).toEqual(["task_returned"]);

    await moveTask(technician, task.id, "handIn", { result: "Выровнена печать" });
    expect(await standing(id)).toMatchObject({ status: "done", now: [["close", company.executor.id]], blocks: [] });
    expect((await pay.view(id, company.executor)).returned).toBeNull();
    const actions = (await test.auditTrail(id)).filter((line) => line.result !== "refused").map((line) => line.action);
    expect(actions.slice(-3)).toEqual(["request.returnDone", "request.redone", "request.complete"]);
    // It can be returned again.
    expect((await complain(id, { work: { taskId: task.id } })).status).toBe(200);
  });

  it("offers no task of somebody who left to be done again", async () => {
    const id = await done();
    const taskOf = async () => present((await pay.view(id, company.executor)).tasks.find((one) => one.stepKey === "do"));
    const task = await taskOf();
    expect(task.mayBeRedone).toBe(true);
    const letIn = (active: boolean) =>
      test.app.db.updateTable("people").set({ active }).where("id", "=", technician.id).execute();
    await letIn(false);
    expect((await taskOf()).mayBeRedone).toBe(false);
    const refused = await complain(id, { work: { taskId: task.id } });
    expect(refused.problem.blockers?.[0]?.code, refused.text).toBe("work_not_done");
    await letIn(true);
  });

  it("awaits the doer of a new task and the responsible who sees to it; the coordinator who complained hears of the end", async () => {
    const id = await done();
    const work = { title: "Заменить барабан", assigneeId: second.id, dueAt: inDays(3) };
    expect((await complain(id, { work }, company.coordinator)).status).toBe(200);
    const { now } = await standing(id);
    expect(now).toHaveLength(2);
    expect(now).toEqual(
      expect.arrayContaining([
        ["redo", technician.id],
        ["task", second.id],
      ]),
    );
    expect(await waitingOf(technician, id)).toEqual(["redo"]);
    expect(await unread(technician, id)).toContain("request_returned");
    const made = present((await pay.view(id, company.executor)).tasks.find((one) => one.title === work.title));
    await moveTask(second, made.id, "start");
    await moveTask(second, made.id, "handIn", { result: "Заменён" });
    expect((await standing(id)).status).toBe("done");
    expect(await unread(company.coordinator, id)).toContain("request_done");
    expect(await waitingOf(technician, id)).toEqual([]);
  });

  it("comes back as well when the work is called off", async () => {
    const id = await done();
    const work = { title: "Заменить барабан", assigneeId: second.id, dueAt: inDays(3) };
    expect((await complain(id, { work })).status).toBe(200);
    const made = present((await pay.view(id, company.executor)).tasks.find((one) => one.title === work.title));
    await moveTask(company.executor, made.id, "cancel", { reason: "Само прошло" });
    expect((await standing(id)).status).toBe("done");
  });

  it("waits for its reviewer where the work is reviewed", async () => {
    const id = await done();
    const task = present((await pay.view(id, company.executor)).tasks.find((one) => one.stepKey === "do"));
    await test.app.db.updateTable("tasks").set({ reviewer_id: second.id, review: true }).where("id", "=", task.id).execute();
    expect((await complain(id, { work: { taskId: task.id } })).status).toBe(200);
    await moveTask(technician, task.id, "handIn", { result: "Готово" });
    expect(await standing(id)).toMatchObject({ status: "rework", now: [["review", second.id]], blocks: ["task_open"] });
    await moveTask(second, task.id, "accept");
    expect((await standing(id)).status).toBe("done");
  });
});

describe("a finished request with a task reopened beside it", () => {
  it("is not closed before that is done", async () => {
    const id = await done();
    const task = present((await pay.view(id, company.executor)).tasks.find((one) => one.stepKey === "do"));
    await moveTask(technician, task.id, "reopen", { reason: "Ещё раз" });
    const refused = await pay.move(company.executor, id, "close");
    expect([refused.status, refused.problem.blockers?.[0]?.code], refused.text).toEqual([422, "task_open"]);
    await moveTask(technician, task.id, "handIn", { result: "Готово" });
    expect((await pay.moved(company.executor, id, "close")).status).toBe("closed");
  });
});
