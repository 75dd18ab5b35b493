import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../../test/kit/app.ts";
import { addPerson } from "../../../../test/kit/cast.ts";
import { addFile, seedCompany, type Company } from "../../../../test/kit/company.ts";
import { leavingIn } from "../../../../test/kit/leaving.ts";
import { payments, type Payments } from "../../../../test/kit/payments.ts";
import { present } from "../../../../test/kit/present.ts";

type Who = { id: string };

let test: TestApp;
let company: Company;
let pay: Payments;
let admin: Who;
/** Leaves in each test; works in the IT department under its head. */
let leaving: Who;
let chief: Who;
let made = 0;

beforeAll(async () => {
  test = await startTestApp();
  company = await seedCompany(test);
  pay = payments(test, company);
  admin = await addPerson(test.app, "Admin", ["admin"]);
  chief = await addPerson(test.app, "Chief", ["executor"], { department: "IT", managerId: company.ceo.id });
  await test.app.db.updateTable("departments").set({ head_id: chief.id }).where("code", "=", "IT").execute();
});
beforeEach(async () => {
  made += 1;
  leaving = await addPerson(test.app, `Technician${made}`, ["it"], { department: "IT", managerId: chief.id });
});
afterAll(() => test.stop());

const { leaves, awaited, told, moveTask } = leavingIn(() => ({ test, admin }));

/** Help asked for by the executor, or by another. */
async function asked(by: Who = company.executor): Promise<string> {
  const place = { department: company.departmentId, branch: company.branchId, dueDate: "2026-12-25" };
  const values = { ...place, title: "Настроить печать", kind: "setup", system: "Печать", impact: "one" };
  const { id } = (await test.api.as(by).post("/requests", { type: "it", values })).body;
  await pay.moved(by, id, "submit");
  return id;
}

async function setTask(by: Who, to: Who, rest: object = {}): Promise<string> {
  const reply = await test.api.as(by).post("/tasks", { title: "Сверить остатки", assigneeId: to.id, ...rest });
  expect(reply.status, reply.text).toBe(201);
  return reply.body.id;
}

const stepOf = async (id: string, step: string) =>
  present((await pay.view(id, company.executor)).tasks.find((task) => task.stepKey === step));

it("gives a request and its steps of a person who left to their head, who brings it to its end", async () => {
  const id = await asked();
  await pay.moved(leaving, id, "take");
  const triage = await stepOf(id, "triage");
  await leaves(leaving);
  expect(await awaited(triage.id)).toEqual([{ who: chief.id, queue: null, reason: "task" }]);
  expect(await told(chief, id)).toEqual(["request_assigned"]);
  expect(await told(chief, triage.id)).toEqual(["task_assigned"]);
  expect((await pay.view(id, chief)).assignee).toMatchObject({ id: chief.id });
  await moveTask(chief, triage.id, "handIn", { result: "Картридж" });
  // Nobody holds the role of the next step: it waits for the administrators.
  const next = await stepOf(id, "do");
  expect(await awaited(next.id)).toEqual([{ who: null, queue: "admin", reason: "take" }]);
  await moveTask(admin, next.id, "take");
  await moveTask(admin, next.id, "handIn", { result: "Заменён" });
  await pay.handIn(company.executor, id, "confirm");
  expect((await pay.view(id, company.executor)).status).toBe("done");
});

it("gives steps by their rule: to another of the role, and nobody began back to the queue", async () => {
  const [other, third] = [
    await addPerson(test.app, "Other", ["it"], { department: "IT", managerId: chief.id }),
    await addPerson(test.app, "Third", ["it"], { department: "IT", managerId: chief.id }),
  ];
  const id = await asked();
  await pay.moved(leaving, id, "take");
  const triage = await stepOf(id, "triage");
  await leaves(leaving);
  const { who } = present((await awaited(triage.id))[0]);
  expect([other.id, third.id]).toContain(who);
  await moveTask({ id: present(who) }, triage.id, "handIn", { result: "Картридж" });
  expect(await awaited((await stepOf(id, "do")).id)).toEqual([{ who: null, queue: "it", reason: "take" }]);
  for (const one of [other, third]) await leaves(one);
});

describe("begun work goes to another of the role", () => {
  const ofRole = (name: string, ...roles: string[]) =>
    addPerson(test.app, `${name}${made}`, ["it", ...roles], { department: "OPS", managerId: company.head.id });

  it("than its author, who is to accept it", async () => {
    const [author, other] = [await ofRole("Aaron"), await ofRole("Zoe")];
    const id = await asked(author);
    await pay.moved(leaving, id, "take");
    const triage = present((await pay.view(id, author)).tasks.find(({ stepKey }) => stepKey === "triage"));
    await leaves(leaving);
    expect(await awaited(triage.id)).toEqual([{ who: other.id, queue: null, reason: "task" }]);
    await leaves(other);
    expect(await awaited(triage.id)).toEqual([{ who: author.id, queue: null, reason: "task" }]);
    await leaves(author);
  });

  it("than the one who complained of it", async () => {
    const [complainer, other] = [await ofRole("Abel", "coordinator"), await ofRole("Zoe")];
    const id = await asked();
    await pay.moved(leaving, id, "take");
    for (const step of ["triage", "do"]) await pay.handIn(leaving, id, step);
    await pay.handIn(company.executor, id, "confirm");
    const work = { taskId: (await stepOf(id, "do")).id };
    const back = await pay.move(complainer, id, "returnDone", { reason: "Печатает криво", work });
    expect(back.status, back.text).toBe(200);
    await leaves(leaving);
    expect(await awaited(work.taskId)).toEqual([{ who: other.id, queue: null, reason: "rework" }]);
    for (const one of [other, complainer]) await leaves(one);
  });
});

it("puts a request that was addressed to them and that nobody accepted into its queue", async () => {
  const place = { department: company.departmentId, branch: company.branchId, dueDate: "2026-12-25", assignee: leaving.id };
  const other = await addPerson(test.app, `Queue${made}`, ["it"], { department: "IT", managerId: chief.id });
  const values = { ...place, title: "Настроить почту", kind: "setup", system: "Почта", impact: "one" };
  const { id } = (await test.api.as(company.executor).post("/requests", { type: "it", values })).body;
  await pay.moved(company.executor, id, "submit");
  expect(await awaited(id)).toEqual([{ who: leaving.id, queue: null, reason: "accept" }]);
  await leaves(leaving);
  expect(await awaited(id)).toEqual([{ who: null, queue: "it", reason: "take" }]);
  expect(await told(other, id)).toEqual(["request_new"]);
  await pay.moved(other, id, "take");
  await leaves(other);
});

it("lets who gives out the work of a coordinator who left send the payment on", async () => {
  const coordinator = await addPerson(test.app, `Coordinator${made}`, ["coordinator"], {
    department: "OPS",
    managerId: company.head.id,
  });
  const { id } = await pay.draft(2_000 + made, { basisKind: "contract", basis: company.contractId });
  await addFile(test.app, id, "invoiceFile", company.author.id);
  await pay.moved(company.author, id, "submit");
  await pay.moved(coordinator, id, "take");
  await pay.handIn(coordinator, id, "check", 1);
  expect(await awaited(id)).toEqual([{ who: coordinator.id, queue: null, reason: "send" }]);
  await leaves(coordinator);
  expect(await awaited(id)).toEqual([{ who: company.head.id, queue: null, reason: "send" }]);
  await pay.moved(company.head, id, "sendForApproval");
});

it("gives a task that was set by hand to the one who set it, who gives it to somebody else", async () => {
  const { head, executor } = company;
  const doer = await addPerson(test.app, `Counting${made}`, ["executor"], { department: "OPS", managerId: head.id });
  const id = await setTask(head, doer);
  await moveTask(doer, id, "start");
  await leaves(doer);
  expect(await awaited(id)).toEqual([{ who: head.id, queue: null, reason: "task" }]);
  expect(await told(head, id)).toEqual(["task_assigned"]);
  const api = test.api.as(head);
  const { version } = (await api.get(`/tasks/${id}`)).body;
  const given = await api.patch(`/tasks/${id}`, { version, assigneeId: executor.id });
  expect(given.status, given.text).toBe(200);
  await moveTask(executor, id, "handIn", { result: "Готово" });
});

it("has work looked at by the head of a setter who left, and done again by them where its doer left too", async () => {
  const setter = await addPerson(test.app, `Setter${made}`, ["head"], { department: "IT", managerId: chief.id });
  const doer = await addPerson(test.app, `Doer${made}`, ["executor"], { department: "IT", managerId: setter.id });
  const id = await setTask(setter, doer, { review: true });
  await moveTask(doer, id, "start");
  await moveTask(doer, id, "handIn", { result: "Готово" });
  expect(await awaited(id)).toEqual([{ who: setter.id, queue: null, reason: "review" }]);
  await leaves(setter);
  expect(await awaited(id)).toEqual([{ who: chief.id, queue: null, reason: "review" }]);
  expect(await told(chief, id)).toEqual(["task_submitted"]);
  await leaves(doer);
  expect(await awaited(id)).toEqual([{ who: chief.id, queue: null, reason: "review" }]);
  await moveTask(chief, id, "return", { reason: "Не всё" });
  expect(await awaited(id)).toEqual([{ who: chief.id, queue: null, reason: "rework" }]);
  expect((await moveTask(chief, id, "handIn", { result: "Доделано" })).status).toBe("done");
});
