import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../../test/kit/app.ts";
import { addPerson } from "../../../../test/kit/cast.ts";
import { seedCompany, type Company } from "../../../../test/kit/company.ts";
import { payments, type Payments } from "../../../../test/kit/payments.ts";
import { present } from "../../../../test/kit/present.ts";

let test: TestApp;
let company: Company;
let pay: Payments;
let technician: { id: string };

beforeAll(async () => {
  test = await startTestApp();
  company = await seedCompany(test);
  pay = payments(test, company);
  technician = await addPerson(test.app, "Technician", ["it"], { department: "IT", managerId: company.ceo.id });
});
afterAll(() => test.stop());

/** A moment some days after the test's own, as a deadline. */
const inDays = (days: number): string => new Date(test.clock.now().getTime() + days * 86_400_000).toISOString();

async function submitted(): Promise<string> {
  const values = { department: company.departmentId, branch: company.branchId, title: "Настроить печать", kind: "setup" };
  const rest = { dueDate: inDays(20).slice(0, 10), system: "Печать", impact: "one" };
  const made = await test.api.as(company.executor).post("/requests", { type: "it", values: { ...values, ...rest } });
  expect(made.body.fields, made.text).toEqual([]);
  await pay.moved(company.executor, made.body.id, "submit");
  return made.body.id;
}

/** Help that was done, confirmed and closed. */
async function closed(): Promise<string> {
  const id = await submitted();
  await pay.moved(technician, id, "take");
  for (const step of ["triage", "do"]) await pay.handIn(technician, id, step);
  await pay.handIn(company.executor, id, "confirm");
  expect((await pay.moved(company.executor, id, "close")).status).toBe("closed");
  return id;
}

const taskOf = async (id: string, step: string) =>
  present((await pay.view(id, company.head)).tasks.find((task) => task.stepKey === step));

/** Where the request stands and who is awaited, by whose name and for what. */
async function standing(id: string) {
  const { status, explain } = await pay.view(id, company.head);
  return { status, now: explain.now.map((one) => [one.reason, one.person?.id]) };
}

const reopen = (id: string, rest: object = {}) => pay.move(company.head, id, "reopen", { reason: "Печатает криво", ...rest });

const handedIn = async (who: { id: string }, id: string) => {
  const api = test.api.as(who);
  let task = (await api.get(`/tasks/${id}`)).body;
  for (const move of [...(task.status === "todo" ? ["start"] : []), "handIn"]) {
    const reply = await api.post(`/tasks/${id}/transitions`, { action: move, version: task.version, result: "Сделано" });
    expect(reply.status, reply.text).toBe(200);
    task = reply.body;
  }
};

describe("a closed request", () => {
  it("is not reopened without a word of what is to be done", async () => {
    const id = await closed();
    const fresh = { title: "Почистить принтер", assigneeId: technician.id, dueAt: inDays(3) };
    const half = [{}, { title: fresh.title }, { title: " ", assigneeId: technician.id, dueAt: fresh.dueAt }];
    for (const work of [undefined, ...half]) {
      const refused = await reopen(id, work ? { work } : {});
      expect([refused.status, refused.problem.blockers?.[0]?.code], refused.text).toEqual([422, "work_missing"]);
      expect(refused.problem.blockers[0]?.text).toContain("Назовите, что нужно сделать");
    }
    const confirm = await taskOf(id, "confirm");
    const accepting = await reopen(id, { work: { taskId: confirm.id } });
    expect([accepting.status, accepting.problem.blockers?.[0]?.code], accepting.text).toEqual([422, "work_not_done"]);
    const past = await reopen(id, { work: { ...fresh, dueAt: inDays(-3) } });
    expect([past.status, past.problem.fields?.[0]?.field], past.text).toEqual([400, "dueAt"]);
    const nobody = await reopen(id, { work: { ...fresh, assigneeId: "00000000-0000-7000-8000-000000000000" } });
    expect([nobody.status, nobody.problem.fields?.[0]?.field], nobody.text).toEqual([400, "assigneeId"]);
    expect(await standing(id)).toEqual({ status: "closed", now: [] });
  });

  it("rests in work until the task done again is handed in, and then ends by itself", async () => {
    const id = await closed();
    test.clock.advance(20 * 86_400_000);
    const { mayBeRedone, dueAt } = await taskOf(id, "do");
    expect(mayBeRedone).toBe(true);
    expect((await taskOf(id, "confirm")).mayBeRedone).toBe(false);
    const again = await taskOf(id, "do");
    const reply = await reopen(id, { work: { taskId: again.id } });
    expect(reply.status, reply.text).toBe(200);
    expect(await standing(id)).toEqual({ status: "in_progress", now: [["rework", technician.id]] });
    const asked = await taskOf(id, "do");
    expect(asked.status).toBe("rework");
    // The old deadline was over: the step has its time again.
    expect(new Date(present(dueAt)) < test.clock.now()).toBe(true);
    expect(new Date(present(asked.dueAt)) > test.clock.now()).toBe(true);
    const { items } = (await test.api.as(technician).get("/notices?unread=true")).body;
    expect(items.filter((one) => one.record?.id === again.id)).toMatchObject([{ event: "task_returned" }]);
    const mine = (await test.api.as(technician).get("/my-day")).body.tasks;
    expect(mine).toContainEqual(expect.objectContaining({ id: again.id, status: "rework" }));

    await handedIn(technician, again.id);
    expect(await standing(id)).toEqual({ status: "done", now: [["close", company.executor.id]] });
  });

  it("waits for a new task the same way, whoever is named, and ends when that is called off", async () => {
    const id = await closed();
    const work = { title: "Почистить принтер", assigneeId: company.author.id, dueAt: inDays(3) };
    expect((await reopen(id, { work })).status).toBe(200);
    expect(await standing(id)).toEqual({ status: "in_progress", now: [["task", company.author.id]] });
    const made = present((await pay.view(id, company.head)).tasks.find((task) => task.title === work.title));
    expect(made).toMatchObject({ status: "todo", assignee: { id: company.author.id }, dueAt: work.dueAt });
    const api = test.api.as(company.head);
    const { version } = (await api.get(`/tasks/${made.id}`)).body;
    const off = await api.post(`/tasks/${made.id}/transitions`, { action: "cancel", version, reason: "Не нужно" });
    expect(off.status, off.text).toBe(200);
    expect((await standing(id)).status).toBe("done");
  });
});

describe("a rejected request", () => {
  it("gets its cancelled tasks back, those set by hand too, and needs nothing named", async () => {
    const id = await submitted();
    await pay.moved(technician, id, "take");
    const by = { requestId: id, title: "Купить картридж", assigneeId: company.author.id, dueAt: inDays(3) };
    const set = await test.api.as(technician).post("/tasks", by);
    expect(set.status, set.text).toBe(201);
    await pay.moved(technician, id, "reject", { reason: "Не к нам" });
    expect((await reopen(id)).status).toBe(200);
    const { status, now } = await standing(id);
    expect(status).toBe("in_progress");
    expect(now).toContainEqual(["task", company.author.id]);
    expect(now).toContainEqual(["task", technician.id]);
  });

  it("is accepted by the one who reopens it where nobody had, so that somebody works on it", async () => {
    const id = await submitted();
    await pay.moved(company.executor, id, "cancel", { reason: "Передумал" });
    expect((await reopen(id)).status).toBe(200);
    const view = await pay.view(id, company.head);
    expect(view).toMatchObject({ status: "in_progress", assignee: { id: company.head.id }, queueId: null });
    expect(view.acceptedBy).toMatchObject({ id: company.head.id });
    expect(view.tasks.map((task) => task.stepKey)).toEqual(["triage", "do", "confirm"]);
    expect(view.explain.now.length).toBeGreaterThan(0);
  });
});
