import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../../test/kit/app.ts";
import { addPerson } from "../../../../test/kit/cast.ts";
import { seedCompany, type Company } from "../../../../test/kit/company.ts";
import { payments, type Payments } from "../../../../test/kit/payments.ts";

type Who = { id: string };

let test: TestApp;
let company: Company;
let pay: Payments;
let admin: Who;
let hr: Who;
let colleague: Who;

beforeAll(async () => {
  test = await startTestApp();
  company = await seedCompany(test);
  pay = payments(test, company);
  admin = await addPerson(test.app, "Admin", ["admin"]);
  hr = await addPerson(test.app, "Personnel", ["hr"], { department: "HR", managerId: company.ceo.id });
  colleague = await addPerson(test.app, "PersonnelTwo", ["hr"], { department: "HR", managerId: company.ceo.id });
});
afterAll(() => test.stop());

const switched = async (who: Who, how: "activate" | "deactivate") => {
  const reply = await test.api.as(admin).post(`/people/${who.id}/${how}`);
  expect(reply.status, reply.text).toBe(200);
};
const awaited = (id: string) =>
  test.app.db.selectFrom("awaits").select(["person_id as who", "reason"]).where("record_id", "=", id).orderBy("reason").execute();
const told = async (who: Who, id: string) =>
  (await test.api.as(who).get("/notices?limit=100")).body.items
    .filter(({ record, why }) => record?.id === id && why === "answerer")
    .map(({ event }) => event);

/** A certificate for its author, taken by the personnel department, with a question to the author. */
async function asked(author: Who): Promise<string> {
  const about = { kind: "certificate", certificatePurpose: "Банк", title: "Справка" };
  const values = { ...about, dueDate: "2026-12-25", department: company.departmentId, branch: company.branchId };
  const { id } = (await test.api.as(author).post("/requests", { type: "hr", values })).body;
  await pay.moved(author, id, "submit");
  await pay.moved(hr, id, "take");
  await pay.moved(hr, id, "clarify", { reason: "Для какого банка?" });
  return id;
}

it("asks the personnel department, then the chief executive, of a personal request whose own people have all left", async () => {
  const place = { department: "OPS", managerId: company.head.id };
  const author = await addPerson(test.app, "Leaving", ["executor"], place);
  const id = await asked(author);
  expect(await awaited(id)).toContainEqual({ who: author.id, reason: "clarify" });
  await switched(author, "deactivate");
  // The responsible asked: another of the department answers, and the author's head never sees it.
  expect(await awaited(id)).toContainEqual({ who: colleague.id, reason: "clarify" });
  expect(await told(colleague, id)).toEqual(["question"]);
  expect((await test.api.as(company.head).get(`/requests/${id}`)).status).toBe(404);

  for (const one of [hr, colleague]) await switched(one, "deactivate");
  expect(await awaited(id)).toContainEqual({ who: company.ceo.id, reason: "clarify" });
  expect(await told(company.ceo, id)).toEqual(["question"]);
  expect((await pay.view(id, company.ceo)).actions.map(({ action }) => action)).toContain("answer");
  await pay.moved(company.ceo, id, "answer", { reason: "Любого" });
  expect((await awaited(id)).map(({ reason }) => reason)).not.toContain("clarify");
  for (const one of [hr, colleague]) await switched(one, "activate");
});

it("gives a personal request and its work to another of the department, then to the chief executive, who brings it to its end", async () => {
  const { executor, head, ceo } = company;
  const id = await asked(executor);
  await pay.moved(executor, id, "answer", { reason: "Любого" });
  await switched(hr, "deactivate");
  expect((await pay.view(id, colleague)).assignee).toMatchObject({ id: colleague.id });
  await switched(colleague, "deactivate");
  expect((await pay.view(id, ceo)).assignee).toMatchObject({ id: ceo.id });
  expect((await test.api.as(head).get(`/requests/${id}`)).status).toBe(404);
  await pay.handIn(ceo, id, "prepare", 1);
  await pay.handIn(executor, id, "ack");
  expect((await pay.view(id, executor)).status).toBe("done");
  for (const one of [hr, colleague]) await switched(one, "activate");
});

it("tells the administrator, who does not see it, which role a personal request lacks, until somebody has it", async () => {
  const { executor, ceo } = company;
  const values = { kind: "certificate", certificatePurpose: "Банк", title: "Справка", dueDate: "2026-12-25" };
  const place = { department: company.departmentId, branch: company.branchId };
  const dayOf = async (who: Who) => (await test.api.as(who).get("/my-day")).body;
  for (const one of [hr, colleague, ceo]) await switched(one, "deactivate");
  const before = (await dayOf(admin)).unmanned.reduce((sum, { requests }) => sum + requests, 0);
  const { id } = (await test.api.as(executor).post("/requests", { type: "hr", values: { ...values, ...place } })).body;
  await pay.moved(executor, id, "submit");
  const day = await dayOf(admin);
  expect(day.unmanned).toEqual([{ role: "hr", requests: before + 1, since: expect.any(String) }]);
  expect(day.waiting.map((row) => row.id)).not.toContain(id);
  expect(JSON.stringify(day)).not.toContain("Справка");
  expect((await test.api.as(admin).get(`/requests/${id}`)).status).toBe(404);

  await switched(colleague, "activate");
  expect((await dayOf(admin)).unmanned).toEqual([]);
  expect((await dayOf(colleague)).waiting.map((row) => row.id)).toContain(id);
  await pay.moved(colleague, id, "take");
  for (const one of [hr, ceo]) await switched(one, "activate");
});

it("tells nobody that a role is lacking who only has a part of the work of a personal request to do", async () => {
  const { head, ceo, departmentId, branchId } = company;
  const place = { department: "IT", managerId: ceo.id };
  const [technician] = [await addPerson(test.app, "It", ["it"], place), await addPerson(test.app, "ItTwo", ["it"], place)];
  const values = {
    kind: "hire",
    title: "Приём",
    candidateName: "Асанова",
    personalDataConsent: true,
    dateFrom: "2026-12-14",
    dueDate: "2026-12-25",
  };
  const card = { ...values, department: departmentId, branch: branchId };
  const { id } = (await test.api.as(hr).post("/requests", { type: "hr", values: card })).body;
  await pay.moved(hr, id, "submit");
  await pay.moved(colleague, id, "take");
  await pay.moved(colleague, id, "sendForApproval");
  await pay.approve(head, id);
  await pay.handIn(colleague, id, "prepare", 1);
  await pay.approve(ceo, id);
  const api = test.api.as(technician);
  const task = (await pay.view(id, colleague)).tasks.find(({ stepKey }) => stepKey === "it");
  expect((await api.get(`/tasks/${task?.id}`)).body.status).toBe("todo");
  expect((await api.get(`/requests/${id}`)).status).toBe(404);
  expect((await api.get("/my-day")).body.unmanned).toEqual([]);
});

it("hides a personal request from the chief executive again once the department has it, unless they took part in it", async () => {
  const { ceo, executor } = company;
  const place = { department: "OPS", managerId: company.head.id };
  const sees = async (id: string) => (await test.api.as(ceo).get(`/requests/${id}`)).status;
  const author = await addPerson(test.app, "Absent", ["executor"], place);
  const [untouched, spoken] = [await asked(author), await asked(author)];
  const theirs = await asked(executor);
  await pay.moved(executor, theirs, "answer", { reason: "Любого" });
  for (const one of [author, hr, colleague]) await switched(one, "deactivate");
  expect([await sees(untouched), await sees(spoken), await sees(theirs)]).toEqual([200, 200, 200]);
  const said = await test.api.as(ceo).post(`/records/${spoken}/comments`, { source: "Уточню у автора" });
  expect(said.status, said.text).toBe(201);
  for (const one of [hr, colleague]) await switched(one, "activate");
  // Their questions wait for the department again, but the requests and their work are still theirs.
  const api = test.api.as(hr);
  for (const id of [untouched, spoken, theirs]) {
    const { version, assignee, tasks } = await pay.view(id, hr);
    expect(assignee).toMatchObject({ id: ceo.id });
    for (const task of tasks.filter((one) => one.assignee?.id === ceo.id)) {
      const taken = await api.patch(`/tasks/${task.id}`, {
        version: (await api.get(`/tasks/${task.id}`)).body.version,
        assigneeId: hr.id,
      });
      expect(taken.status, taken.text).toBe(200);
    }
    const given = await api.patch(`/requests/${id}`, { version, values: { assignee: hr.id } });
    expect(given.status, given.text).toBe(200);
  }
  expect([await sees(untouched), await sees(spoken), await sees(theirs)]).toEqual([404, 200, 404]);
});
