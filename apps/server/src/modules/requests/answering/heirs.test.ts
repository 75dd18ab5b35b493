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
let chief: Who;
/** Of the IT department, under its head. */
let technician: Who;
let made = 0;

beforeAll(async () => {
  test = await startTestApp();
  company = await seedCompany(test);
  pay = payments(test, company);
  admin = await addPerson(test.app, "Admin", ["admin"]);
  chief = await addPerson(test.app, "Chief", ["executor"], { department: "IT", managerId: company.ceo.id });
  await heads(chief, "IT");
});
beforeEach(async () => {
  made += 1;
  technician = await addPerson(test.app, `Technician${made}`, ["it"], { department: "IT", managerId: chief.id });
});
afterAll(() => test.stop());

const { leaves, awaited, told, moveTask } = leavingIn(() => ({ test, admin }));

const heads = ({ id }: Who, code: string) =>
  test.app.db.updateTable("departments").set({ head_id: id }).where("code", "=", code).execute();

async function setTask(by: Who, to: Who, rest: object = {}): Promise<string> {
  const reply = await test.api.as(by).post("/tasks", { title: "Сверить остатки", assigneeId: to.id, ...rest });
  expect(reply.status, reply.text).toBe(201);
  return reply.body.id;
}

const place = () => ({ department: company.departmentId, branch: company.branchId, dueDate: "2026-12-25" });

async function submitted(author: Who, type: string, values: object): Promise<string> {
  const { id, fields } = (await test.api.as(author).post("/requests", { type, values: { ...place(), ...values } })).body;
  expect(fields).toEqual([]);
  if (type === "contract") await addFile(test.app, id, "draftFile", author.id);
  await pay.moved(author, id, "submit");
  return id;
}

/** Help that this person asks for and the technician takes. */
async function taken(author: Who): Promise<string> {
  const id = await submitted(author, "it", { title: "Настроить печать", kind: "setup", system: "Печать", impact: "one" });
  await pay.moved(technician, id, "take");
  return id;
}

const stepOf = async (id: string, step: string, who: Who = company.head) =>
  present((await pay.view(id, who)).tasks.find((task) => task.stepKey === step));

it("tells nobody but the new responsible of a return whose author and responsible have both left", async () => {
  const partner = await addPerson(test.app, "Partner", ["executor"], { department: "LEG", managerId: company.ceo.id });
  await heads(partner, "LEG");
  const counsel = await addPerson(test.app, "Counsel", ["lawyer"], { department: "LEG", managerId: partner.id });
  const author = await addPerson(test.app, `Author${made}`, ["executor"], { department: "OPS", managerId: company.head.id });
  const card = { title: "Договор уборки", counterparty: company.supplierId, docKind: "contract", subject: "Уборка" };
  const id = await submitted(author, "contract", {
    ...card,
    validFrom: "2026-12-26",
    validTo: "2027-12-25",
    signatory: company.ceo.id,
  });
  await pay.moved(counsel, id, "take");
  await pay.handIn(counsel, id, "kyc");
  await pay.moved(counsel, id, "sendForApproval");
  const { votes } = await pay.view(id, company.accountant);
  await pay.moved(company.accountant, id, "return", { reason: "Нет НДС", stepId: present(votes[0]).stepId });
  await leaves(author);
  expect(await awaited(id)).toEqual([{ who: counsel.id, queue: null, reason: "rework" }]);
  await leaves(counsel, technician);
  expect(await awaited(id)).toEqual([{ who: partner.id, queue: null, reason: "rework" }]);
  expect(await told(partner, id)).toEqual(["request_assigned"]);
  expect(await told(company.head, id)).toEqual([]);
  const seen = await test.app.db.selectFrom("participants").select("person_id as who").where("record_id", "=", id).execute();
  expect(seen.map(({ who }) => who)).not.toContain(company.head.id);
});

describe("what an author who left was to accept", () => {
  const ordered = async () => {
    const marketer = await addPerson(test.app, `Marketer${made}`, ["marketing"], {
      department: "MKT",
      managerId: company.ceo.id,
    });
    const author = await addPerson(test.app, `Customer${made}`, ["executor"], { department: "OPS", managerId: company.head.id });
    const values = { title: "Листовка", kind: "creative", goal: "Набор", languages: ["ru"], publishFrom: "2026-12-20" };
    const id = await submitted(author, "marketing", values);
    await pay.moved(marketer, id, "take");
    await pay.handIn(marketer, id, "brief");
    return { id, author, marketer };
  };

  it("goes to somebody who did not do it, and waits for them alone", async () => {
    const { id, author, marketer } = await ordered();
    await pay.handIn(marketer, id, "make", 1);
    const review = await stepOf(id, "review", marketer);
    expect(await awaited(review.id)).toEqual([{ who: author.id, queue: null, reason: "task" }]);
    await leaves(author);
    expect(await awaited(review.id)).toEqual([{ who: company.head.id, queue: null, reason: "task" }]);
    expect(await told(company.head, review.id)).toEqual(["task_assigned"]);
    await pay.handIn(company.head, id, "review");
    expect((await pay.view(id, marketer)).status).toBe("done");
    await leaves(marketer, technician);
  });

  it("goes there as well where they left before it was to be accepted", async () => {
    const { id, author, marketer } = await ordered();
    await leaves(author);
    const { next } = (await pay.view(id, marketer)).explain;
    expect(next).toMatchObject([{ stepKey: "review", people: [{ id: company.head.id }], queueRole: null }]);
    await pay.handIn(marketer, id, "make", 1);
    const review = await stepOf(id, "review", marketer);
    expect(await awaited(review.id)).toEqual([{ who: company.head.id, queue: null, reason: "task" }]);
    await leaves(marketer, technician);
  });
});

it("puts a payment that was begun back where it waits for an administrator, and never asks it of a voter who set it", async () => {
  const { author, head, accountant, coordinator, treasurer } = company;
  const values = { basisKind: "contract", basis: company.contractId, assignee: accountant.id };
  const { id } = await pay.draft(2_000, values);
  await addFile(test.app, id, "invoiceFile", author.id);
  await pay.moved(author, id, "submit");
  await pay.moved(accountant, id, "accept");
  await pay.handIn(coordinator, id, "check", 1);
  await pay.moved(accountant, id, "sendForApproval");
  await pay.approve(head, id);
  await pay.approve(accountant, id, "normal", { fields: { knp: "710" } });
  const step = await stepOf(id, "pay", accountant);
  await moveTask(treasurer, step.id, "start");
  await leaves(treasurer);
  expect(await awaited(step.id)).toEqual([{ who: null, queue: "admin", reason: "take" }]);
  expect((await stepOf(id, "pay", accountant)).status).toBe("todo");
  const hired = await addPerson(test.app, "Hired", ["treasurer"], { managerId: company.cfo.id });
  await leaves(technician);
  expect(await awaited(step.id)).toEqual([{ who: hired.id, queue: null, reason: "task" }]);
  await moveTask(hired, step.id, "start");
  expect((await test.api.as(admin).post(`/people/${treasurer.id}/activate`)).status).toBe(200);
});

it("lets the responsible of an approved payment hand it over, and leaves the invoice approved", async () => {
  const { head, accountant, coordinator } = company;
  const id = await pay.sent(2_100);
  await pay.approve(head, id);
  await pay.approve(accountant, id, "normal", { fields: { knp: "710" } });
  const before = await pay.view(id, coordinator);
  expect(before.status).toBe("waiting");
  const given = await test.api
    .as(coordinator)
    .patch(`/requests/${id}`, { version: before.version, values: { assignee: head.id } });
  expect(given.status, given.text).toBe(200);
  expect(await pay.view(id, head)).toMatchObject({ status: "waiting", assignee: { id: head.id } });
  expect(await told(head, id)).toContain("request_assigned");
  const invoice = test.app.db.selectFrom("invoices").innerJoin("records", "records.id", "invoices.id");
  const invoiceNow = () =>
    invoice.select(["records.status", "records.assignee_id as who"]).where("request_id", "=", id).executeTakeFirst();
  expect(await invoiceNow()).toEqual({ status: "approved", who: head.id });
  const other = await test.api.as(head).patch(`/requests/${id}`, { version: given.body.version, values: { purpose: "Иное" } });
  expect(other.status, other.text).toBe(403);
  await leaves(technician);
});

it("gives on work that still waits for work of another record", async () => {
  const id = await taken(company.executor);
  const helper = await addPerson(test.app, `Helper${made}`, ["executor"], { department: "IT", managerId: chief.id });
  const before = await setTask(technician, technician);
  const waiting = await setTask(technician, helper, { recordId: id, predecessorIds: [before] });
  await leaves(helper);
  expect((await test.api.as(technician).get(`/tasks/${waiting}`)).body).toMatchObject({
    status: "blocked",
    assignee: { id: technician.id },
  });
  await moveTask(technician, before, "start");
  await moveTask(technician, before, "handIn", { result: "Готово" });
  expect(await awaited(waiting)).toEqual([{ who: technician.id, queue: null, reason: "task" }]);
  await leaves(technician);
});

describe("work that somebody looks at", () => {
  it("goes to another of the role than its reviewer", async () => {
    const [able, baker] = [
      await addPerson(test.app, "Able", ["it"], { department: "IT", managerId: chief.id }),
      await addPerson(test.app, "Baker", ["it"], { department: "IT", managerId: chief.id }),
    ];
    const id = await taken(company.executor);
    const triage = await stepOf(id, "triage", technician);
    await test.app.db.updateTable("tasks").set({ review: true, reviewer_id: able.id }).where("id", "=", triage.id).execute();
    await leaves(technician);
    expect(await awaited(triage.id)).toEqual([{ who: baker.id, queue: null, reason: "task" }]);
    await moveTask(baker, triage.id, "handIn", { result: "Картридж" });
    expect(await awaited(triage.id)).toEqual([{ who: able.id, queue: null, reason: "review" }]);
    await leaves(able, baker);
  });

  it("is looked at by the one who set it, whom it came to, once they give it to somebody else", async () => {
    const { head, executor } = company;
    const doer = await addPerson(test.app, `Doer${made}`, ["executor"], { department: "OPS", managerId: head.id });
    const id = await setTask(head, doer, { review: true });
    await moveTask(doer, id, "start");
    await leaves(doer, technician);
    expect(await awaited(id)).toEqual([{ who: head.id, queue: null, reason: "task" }]);
    const { version } = (await test.api.as(head).get(`/tasks/${id}`)).body;
    const given = await test.api.as(head).patch(`/tasks/${id}`, { version, assigneeId: executor.id });
    expect(given.status, given.text).toBe(200);
    await moveTask(executor, id, "handIn", { result: "Готово" });
    expect(await awaited(id)).toEqual([{ who: head.id, queue: null, reason: "review" }]);
  });
});
