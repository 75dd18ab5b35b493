import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../../test/kit/app.ts";
import { addPerson } from "../../../../test/kit/cast.ts";
import { seedCompany, type Company } from "../../../../test/kit/company.ts";
import { leavingIn } from "../../../../test/kit/leaving.ts";
import { payments, type Payments } from "../../../../test/kit/payments.ts";
import { present } from "../../../../test/kit/present.ts";

type Who = { id: string };

let test: TestApp;
let company: Company;
let pay: Payments;
let admin: Who;
/** Of the IT department, under its head. */
let technician: Who;
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
  technician = await addPerson(test.app, `Technician${made}`, ["it"], { department: "IT", managerId: chief.id });
});
afterAll(() => test.stop());

const { leaves, awaited, told, moveTask } = leavingIn(() => ({ test, admin }));

async function setTask(by: Who, to: Who, rest: object = {}): Promise<string> {
  const reply = await test.api.as(by).post("/tasks", { title: "Сверить остатки", assigneeId: to.id, ...rest });
  expect(reply.status, reply.text).toBe(201);
  return reply.body.id;
}

/** Help that this person asks for and the technician takes. */
async function taken(author: Who): Promise<string> {
  const place = { department: company.departmentId, branch: company.branchId, dueDate: "2026-12-25" };
  const values = { ...place, title: "Настроить печать", kind: "setup", system: "Печать", impact: "one" };
  const { id } = (await test.api.as(author).post("/requests", { type: "it", values })).body;
  await pay.moved(author, id, "submit");
  await pay.moved(technician, id, "take");
  return id;
}

const stepOf = async (id: string, step: string, who: Who) =>
  present((await pay.view(id, who)).tasks.find((task) => task.stepKey === step));

it("has work looked at by another where its reviewer left before it was handed in", async () => {
  const setter = await addPerson(test.app, `Setter${made}`, ["head"], { department: "IT", managerId: chief.id });
  const id = await setTask(setter, technician, { review: true });
  await moveTask(technician, id, "start");
  await leaves(setter);
  await moveTask(technician, id, "handIn", { result: "Готово" });
  expect(await awaited(id)).toEqual([{ who: chief.id, queue: null, reason: "review" }]);
  expect(await told(chief, id)).toEqual(["task_submitted"]);
  await leaves(technician);
});

it("gives on a task that is reopened after its doer left", async () => {
  const doer = await addPerson(test.app, `Doer${made}`, ["executor"], { department: "OPS", managerId: company.head.id });
  const id = await setTask(company.head, doer);
  await moveTask(doer, id, "start");
  await moveTask(doer, id, "handIn", { result: "Готово" });
  await leaves(doer);
  await moveTask(company.head, id, "reopen", { reason: "Не сходится" });
  expect(await awaited(id)).toEqual([{ who: company.head.id, queue: null, reason: "task" }]);
  await leaves(technician);
});

it("has a part of a step looked at by another where its reviewer left", async () => {
  const id = await taken(company.executor);
  const triage = await stepOf(id, "triage", technician);
  const helper = await addPerson(test.app, `Helper${made}`, ["executor"], { department: "IT", managerId: chief.id });
  const part = await setTask(technician, helper, { parentTaskId: triage.id, review: true });
  await moveTask(helper, part, "start");
  await leaves(technician);
  await moveTask(helper, part, "handIn", { result: "Готово" });
  expect(await awaited(part)).toEqual([{ who: chief.id, queue: null, reason: "review" }]);
});

it("does not make the author the responsible of their own request while somebody else is above", async () => {
  const id = await taken(chief);
  await leaves(technician);
  expect((await pay.view(id, company.ceo)).assignee).toMatchObject({ id: company.ceo.id });
});

it("gives work that was returned to the responsible, not to the one who complained", async () => {
  const id = await taken(company.executor);
  for (const step of ["triage", "do"]) await pay.handIn(technician, id, step);
  await pay.handIn(company.executor, id, "confirm");
  const second = await addPerson(test.app, `Second${made}`, ["executor"], { department: "IT", managerId: chief.id });
  const dueAt = new Date(test.clock.now().getTime() + 3 * 86_400_000).toISOString();
  const work = { title: "Заменить барабан", assigneeId: second.id, dueAt };
  await pay.moved(company.executor, id, "returnDone", { reason: "Не печатает", work });
  const task = present((await pay.view(id, company.executor)).tasks.find(({ title }) => title === work.title));
  await leaves(second);
  expect(await awaited(task.id)).toEqual([{ who: technician.id, queue: null, reason: "task" }]);
  await leaves(technician);
  expect(await awaited(task.id)).toEqual([{ who: chief.id, queue: null, reason: "task" }]);
});

it("leaves the payment that nobody may make to the administrators until somebody may", async () => {
  await leaves(technician);
  const { head, accountant, treasurer } = company;
  const id = await pay.sent(2_000);
  await pay.approve(head, id);
  await pay.approve(accountant, id, "normal", { fields: { knp: "710" } });
  const step = await stepOf(id, "pay", accountant);
  expect(await awaited(step.id)).toEqual([{ who: treasurer.id, queue: null, reason: "task" }]);
  // The accountant has voted, and does not pay.
  await leaves(treasurer);
  expect(await awaited(step.id)).toEqual([{ who: null, queue: "admin", reason: "take" }]);
  const hired = await addPerson(test.app, "Hired", ["treasurer"], { managerId: company.cfo.id });
  const other = await addPerson(test.app, "Other", ["executor"]);
  await leaves(other);
  expect(await awaited(step.id)).toEqual([{ who: hired.id, queue: null, reason: "task" }]);
  expect(await told(hired, step.id)).toEqual(["task_assigned"]);
});

it("gives a personal request of the only one of the department to somebody whom it is not about", async () => {
  await leaves(technician);
  const place = { department: "HR", managerId: company.ceo.id };
  const [author, colleague] = [
    await addPerson(test.app, "HrOne", ["hr"], place),
    await addPerson(test.app, "HrTwo", ["hr"], place),
  ];
  const about = { kind: "certificate", certificatePurpose: "Банк", title: "Справка" };
  const values = { ...about, dueDate: "2026-12-25", department: company.departmentId, branch: company.branchId };
  const { id } = (await test.api.as(author).post("/requests", { type: "hr", values })).body;
  await pay.moved(author, id, "submit");
  await pay.moved(colleague, id, "take");
  await leaves(colleague);
  expect((await pay.view(id, author)).assignee).toMatchObject({ id: company.ceo.id });
  expect((await pay.view(id, company.ceo)).status).toBe("in_progress");
});
