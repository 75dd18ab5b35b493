import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../../test/kit/app.ts";
import { addPerson } from "../../../../test/kit/cast.ts";
import { seedCompany, type Company } from "../../../../test/kit/company.ts";
import { leavingIn } from "../../../../test/kit/leaving.ts";
import { payments, type Payments } from "../../../../test/kit/payments.ts";
import { present } from "../../../../test/kit/present.ts";
import { followed } from "../../people/away/followers.ts";

type Who = { id: string };

let test: TestApp;
let company: Company;
let pay: Payments;
let admin: Who;
/** Head of the IT department, to which the technician belongs. */
let chief: Who;
let technician: Who;
let made = 0;

beforeAll(async () => {
  test = await startTestApp();
  company = await seedCompany(test);
  pay = payments(test, company);
  admin = await addPerson(test.app, "Admin", ["admin"]);
  chief = await addPerson(test.app, "Chief", ["head"], { department: "IT", managerId: company.ceo.id });
  await test.app.db.updateTable("departments").set({ head_id: chief.id }).where("code", "=", "IT").execute();
});
beforeEach(async () => {
  made += 1;
  technician = await addPerson(test.app, `Technician${made}`, ["it"], { department: "IT", managerId: chief.id });
});
afterAll(() => test.stop());

const { leaves, awaited, told } = leavingIn(() => ({ test, admin }));

/** Help of the IT department that the technician took, with a part of its first step that is theirs. */
async function partOfHelp(): Promise<{ id: string; part: string }> {
  const place = { department: company.departmentId, branch: company.branchId, dueDate: "2026-12-25" };
  const values = { ...place, title: "Настроить печать", kind: "setup", system: "Печать", impact: "one" };
  const { id } = (await test.api.as(company.executor).post("/requests", { type: "it", values })).body;
  await pay.moved(company.executor, id, "submit");
  await pay.moved(technician, id, "take");
  const step = present((await pay.view(id, technician)).tasks[0]);
  const part = { title: "Проверить драйвер", assigneeId: technician.id, parentTaskId: step.id };
  const reply = await test.api.as(technician).post("/tasks", part);
  expect(reply.status, reply.text).toBe(201);
  return { id, part: reply.body.id };
}

const whoDoes = async (part: string) => (await awaited(part)).map(({ who }) => who);

it("a part of a step goes to who is responsible by then, not to the head of the customer", async () => {
  const { id, part } = await partOfHelp();
  await leaves(technician);
  expect((await pay.view(id, chief)).assignee).toMatchObject({ id: chief.id });
  expect(await whoDoes(part)).toEqual([chief.id]);
  expect(await told(chief, part)).toContain("task_assigned");
  expect(await told(company.head, part)).toEqual([]);
  const { items } = (await test.api.as(chief).get(`/records/${part}/stream`)).body;
  expect(JSON.stringify(items)).toContain("setterId");
});

it("a part that came back with its request after its doer had left goes on by the clock", async () => {
  const { id, part } = await partOfHelp();
  await pay.moved(technician, id, "reject", { reason: "Не к нам" });
  await leaves(technician);
  await pay.moved(company.head, id, "reopen", { reason: "К вам" });
  expect(await whoDoes(part)).toEqual([technician.id]);
  await followed.job.run(test.app, {});
  expect(await whoDoes(part)).toEqual([chief.id]);
});

it("work is told to the one who gets it by closing the account of another", async () => {
  const { id } = await partOfHelp();
  const { id: role } = await test.app.db.selectFrom("roles").select("id").where("code", "=", "admin").executeTakeFirstOrThrow();
  await test.app.db.insertInto("person_roles").values({ person_id: chief.id, role_id: role, granted_by: admin.id }).execute();
  const gone = await test.api.as(chief).post(`/people/${technician.id}/deactivate`);
  expect(gone.status, gone.text).toBe(200);
  expect((await pay.view(id, chief)).assignee).toMatchObject({ id: chief.id });
  expect(await told(chief, id)).toContain("request_assigned");
});

it("goes back to its queue while nobody accepted it, and later only to somebody", async () => {
  const place = { department: company.departmentId, branch: company.branchId, dueDate: "2026-12-25", assignee: technician.id };
  const values = { ...place, title: "Настроить почту", kind: "setup", system: "Почта", impact: "one" };
  const { id } = (await test.api.as(company.executor).post("/requests", { type: "it", values })).body;
  await pay.moved(company.executor, id, "submit");
  await addPerson(test.app, `Second${made}`, ["it"], { department: "IT", managerId: chief.id });
  const letGo = async () => {
    const { version } = await pay.view(id, technician);
    return test.api.as(technician).patch(`/requests/${id}`, { version, values: { assignee: null } });
  };
  const free = await letGo();
  expect(free.status, free.text).toBe(200);
  expect(await awaited(id)).toEqual([{ who: null, queue: "it", reason: "take" }]);
  await pay.moved(technician, id, "take");
  const left = await letGo();
  expect(left.status).toBe(400);
  expect(left.problem.fields).toMatchObject([{ field: "assignee", code: "requiredPerson" }]);
  expect((await pay.view(id, technician)).assignee).toMatchObject({ id: technician.id });
});
