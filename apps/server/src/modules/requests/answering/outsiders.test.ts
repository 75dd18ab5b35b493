import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../../test/kit/app.ts";
import { addPerson } from "../../../../test/kit/cast.ts";
import { seedCompany, type Company } from "../../../../test/kit/company.ts";
import { leavingIn } from "../../../../test/kit/leaving.ts";
import { payments, type Payments } from "../../../../test/kit/payments.ts";
import { present } from "../../../../test/kit/present.ts";

type Who = { id: string };

const DAY_MS = 24 * 3_600_000;

let test: TestApp;
let company: Company;
let pay: Payments;
let admin: Who;
let second: Who;
let chief: Who;
/** Of the IT department, under its head; a contractor before long. */
let technician: Who;
let made = 0;

beforeAll(async () => {
  test = await startTestApp();
  company = await seedCompany(test);
  pay = payments(test, company);
  admin = await addPerson(test.app, "Admin", ["admin"]);
  second = await addPerson(test.app, "Second", ["admin"]);
  chief = await addPerson(test.app, "Chief", ["executor"], { department: "IT", managerId: company.ceo.id });
  await test.app.db.updateTable("departments").set({ head_id: chief.id }).where("code", "=", "IT").execute();
  await test.app.db.updateTable("settings").set({ value: "true" }).where("key", "=", "setUpClosed").execute();
  // Everybody has held their role for more than a day.
  test.clock.advance(2 * DAY_MS);
});
beforeEach(async () => {
  made += 1;
  technician = await addPerson(test.app, `Technician${made}`, ["it"], { department: "IT", managerId: chief.id });
});
afterAll(() => test.stop());

const { leaves, awaited, told, moveTask } = leavingIn(() => ({ test, admin }));

async function marked(who: Who, external: boolean, by: Who = admin): Promise<void> {
  const { version } = (await test.api.as(by).get(`/people/${who.id}`)).body;
  const reply = await test.api.as(by).patch(`/people/${who.id}`, { version, external });
  expect(reply.status, reply.text).toBe(200);
}

async function asked(type: string, values: object): Promise<string> {
  const place = { department: company.departmentId, branch: company.branchId, dueDate: "2026-12-25" };
  const { id, fields } = (await test.api.as(company.executor).post("/requests", { type, values: { ...place, ...values } })).body;
  expect(fields).toEqual([]);
  await pay.moved(company.executor, id, "submit");
  return id;
}
const help = (more: object = {}) =>
  asked("it", { title: "Настроить печать", kind: "setup", system: "Печать", impact: "one", ...more });
const stepOf = async (id: string, step: string, who: Who = company.executor) =>
  present((await pay.view(id, who)).tasks.find((task) => task.stepKey === step));

it("gives the requests of one who becomes a contractor to others, who keep them when the second word makes an employee again", async () => {
  const accepted = await help();
  await pay.moved(technician, accepted, "take");
  const fresh = await help({ assignee: technician.id });
  expect(await awaited(fresh)).toEqual([{ who: technician.id, queue: null, reason: "accept" }]);
  const other = await addPerson(test.app, `Other${made}`, ["it"], { department: "IT", managerId: chief.id });
  await marked(technician, true);
  expect((await test.api.as(technician).get(`/requests/${accepted}`)).status).toBe(404);
  expect((await pay.view(accepted, chief)).assignee).toMatchObject({ id: chief.id });
  expect(await told(chief, accepted)).toEqual(["request_assigned"]);
  expect(await awaited(fresh)).toEqual([{ who: null, queue: "it", reason: "take" }]);
  expect(await told(other, fresh)).toEqual(["request_new"]);

  await marked(technician, false, second);
  expect((await test.api.as(technician).get(`/requests/${accepted}`)).status).toBe(404);
  const word = await test.api.as(admin).post(`/inside-proposals/${technician.id}/confirm`);
  expect(word.status, word.text).toBe(200);
  expect((await pay.view(accepted, chief)).assignee).toMatchObject({ id: chief.id });
  await pay.moved(technician, fresh, "take");
  const { version } = await pay.view(accepted, chief);
  const back = await test.api.as(chief).patch(`/requests/${accepted}`, { version, values: { assignee: technician.id } });
  expect(back.status, back.text).toBe(200);
  for (const who of [technician, other]) await leaves(who);
});

it("leaves a contractor the work they see and can hand in, and lets who is above decide of what they set", async () => {
  const id = await help();
  await pay.moved(technician, id, "take");
  const triage = await stepOf(id, "triage");
  const helper = await addPerson(test.app, `Helper${made}`, ["executor"], { department: "IT", managerId: chief.id });
  const set = { title: "Сверить картриджи", assigneeId: helper.id, recordId: id, review: true };
  const part = (await test.api.as(technician).post("/tasks", set)).body;
  await moveTask(helper, part.id, "start");
  await marked(technician, true);
  expect(await awaited(triage.id)).toEqual([{ who: technician.id, queue: null, reason: "task" }]);
  await moveTask(technician, triage.id, "handIn", { result: "Картридж" });
  await moveTask(helper, part.id, "handIn", { result: "Сверено" });
  expect(await awaited(part.id)).toEqual([{ who: technician.id, queue: null, reason: "review" }]);
  await moveTask(technician, part.id, "accept");
  await moveTask(chief, part.id, "reopen", { reason: "Не все" });
  for (const who of [technician, helper]) await leaves(who);
});

it("names a contractor for work whose role only contractors have, as nobody takes it from the queue", async () => {
  const other = await addPerson(test.app, `Other${made}`, ["it"], { department: "IT", managerId: chief.id });
  const id = await help();
  await pay.moved(technician, id, "take");
  await pay.handIn(technician, id, "triage");
  const work = await stepOf(id, "do");
  expect(await awaited(work.id)).toEqual([{ who: null, queue: "it", reason: "take" }]);
  await marked(other, true);
  await marked(technician, true);
  const [waits] = await awaited(work.id);
  expect([technician.id, other.id]).toContain(waits?.who);
  const doer = waits?.who === other.id ? other : technician;
  expect(await told(doer, work.id)).toContain("task_assigned");
  await moveTask(doer, work.id, "start");
  await moveTask(doer, work.id, "handIn", { result: "Картридж" });
  for (const who of [technician, other]) await leaves(who);
});

it("gives nobody by hand a step they could not end: no contractor a payment, and none of its voters", async () => {
  const { head, accountant, coordinator, treasurer } = company;
  const id = await pay.sent(3_000);
  await pay.approve(head, id);
  await pay.approve(accountant, id, "normal", { fields: { knp: "710" } });
  const step = await stepOf(id, "pay", coordinator);
  const guest = await addPerson(test.app, `Guest${made}`, ["contractor"], { external: true });
  const given = async (to: Who) => {
    const { version } = (await test.api.as(coordinator).get(`/tasks/${step.id}`)).body;
    return test.api.as(coordinator).patch(`/tasks/${step.id}`, { version, assigneeId: to.id });
  };
  for (const [who, code] of [
    [guest, "doerExternal"],
    [accountant, "doerBarred"],
  ] as const) {
    const refused = await given(who);
    expect(refused.status, refused.text).toBe(400);
    expect(refused.problem.fields).toMatchObject([{ field: "assigneeId", code }]);
  }
  expect(await awaited(step.id)).toEqual([{ who: treasurer.id, queue: null, reason: "task" }]);
  const payer = await addPerson(test.app, `Payer${made}`, ["treasurer"], { managerId: company.cfo.id });
  expect((await given(payer)).status).toBe(200);
  await leaves(technician);
});

it("gives to others a step that asks for a field of the request, which a contractor does not see", async () => {
  const place = { managerId: company.ceo.id };
  const [buyer, other] = [
    await addPerson(test.app, `Buyer${made}`, ["purchaser"], place),
    await addPerson(test.app, `Other${made}`, ["purchaser"], place),
  ];
  const item = { name: "Тонометр", qty: "1", unit: "шт.", estPrice: 2_450_000 };
  const id = await asked("purchase", {
    title: "Тонометры",
    items: [item],
    deliveryPlace: "Склад",
    recipient: company.executor.id,
    neededBy: "2026-12-20",
    estAmount: 2_450_000,
    costItem: company.costItemId,
    budgetMonth: "2026-11",
  });
  await pay.moved(other, id, "take");
  await pay.moved(other, id, "sendForApproval");
  await pay.approve(company.head, id);
  const offers = await stepOf(id, "offers");
  await moveTask(buyer, offers.id, "take");
  await marked(buyer, true);
  expect((await awaited(offers.id)).map(({ who }) => who)).toEqual([other.id]);
});

it("gives restricted work, which a contractor does not see, to others, and refuses to name one for it", async () => {
  const place = { department: "HR", managerId: company.ceo.id };
  const [one, two] = [await addPerson(test.app, "HrOne", ["hr"], place), await addPerson(test.app, "HrTwo", ["hr"], place)];
  const id = await asked("hr", { kind: "certificate", certificatePurpose: "Банк", title: "Справка" });
  await pay.moved(two, id, "take");
  const prepare = await stepOf(id, "prepare", two);
  const { version } = (await test.api.as(two).get(`/tasks/${prepare.id}`)).body;
  const given = await test.api.as(two).patch(`/tasks/${prepare.id}`, { version, assigneeId: one.id });
  expect(given.status, given.text).toBe(200);
  const set = { title: "Найти приказ", assigneeId: one.id, recordId: id };
  const byHand = (await test.api.as(two).post("/tasks", set)).body;
  await marked(one, true);
  expect((await test.api.as(one).get(`/tasks/${prepare.id}`)).status).toBe(404);
  for (const task of [prepare.id, byHand.id]) expect(await awaited(task)).toEqual([{ who: two.id, queue: null, reason: "task" }]);
  const refused = await test.api.as(two).post("/tasks", set);
  expect(refused.problem.fields, refused.text).toMatchObject([{ field: "assigneeId", code: "doerExternal" }]);
  await moveTask(two, byHand.id, "start");
  await moveTask(two, byHand.id, "handIn", { result: "Нашёлся" });
  await marked(company.executor, true);
  await pay.handIn(two, id, "prepare", 1);
  // The one it is for sees it no more.
  expect(await awaited((await stepOf(id, "ack", two)).id)).toEqual([{ who: two.id, queue: null, reason: "task" }]);
  await pay.handIn(two, id, "ack");
  expect((await pay.view(id, two)).status).toBe("done");
});
