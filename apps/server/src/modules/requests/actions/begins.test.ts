import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../../test/kit/app.ts";
import { addPerson } from "../../../../test/kit/cast.ts";
import { addFile, seedCompany, type Company } from "../../../../test/kit/company.ts";
import { payments, type Payments } from "../../../../test/kit/payments.ts";
import { present } from "../../../../test/kit/present.ts";

let test: TestApp;
let company: Company;
let pay: Payments;
let technician: { id: string };
let second: { id: string };

beforeAll(async () => {
  test = await startTestApp();
  company = await seedCompany(test);
  pay = payments(test, company);
  technician = await addPerson(test.app, "Technician", ["it"], { department: "IT", managerId: company.ceo.id });
  second = await addPerson(test.app, "Second", ["it"], { department: "IT", managerId: company.ceo.id });
});
afterAll(() => test.stop());

type Who = { id: string };

const stepOf = async (id: string, key: string, who: Who = company.author) =>
  present((await pay.view(id, who)).tasks.find((task) => task.stepKey === key));

/** A request to the technicians, as an employee sends it. */
async function help(kind: string): Promise<string> {
  const { author, departmentId: department, branchId: branch } = company;
  const needs = kind === "access" ? { forUser: author.id, accessLevel: "Чтение" } : {};
  const values = {
    title: "Не печатает принтер",
    dueDate: "2026-12-25",
    department,
    branch,
    kind,
    system: "Принтер",
    impact: "one",
  };
  const made = await test.api.as(author).post("/requests", { type: "it", values: { ...values, ...needs } });
  expect(made.body.fields, made.text).toEqual([]);
  await pay.moved(author, made.body.id, "submit");
  return made.body.id;
}

const handIn = async (who: Who, taskId: string) => {
  const { version } = (await test.api.as(who).get(`/tasks/${taskId}`)).body;
  return test.api.as(who).post(`/tasks/${taskId}/transitions`, { action: "handIn", version, result: "Сверено" });
};

const noticesOf = (recordId: string) =>
  test.app.db.selectFrom("notices").select("person_id").where("record_id", "=", recordId).execute();

describe("who takes a request", () => {
  it("begins its first task in the same act, and a correct invoice passes in words alone", async () => {
    const { author, coordinator } = company;
    const { id } = await pay.draft(1_000, { basisKind: "contract", basis: company.contractId });
    await addFile(test.app, id, "invoiceFile", author.id);
    await pay.moved(author, id, "submit");
    await pay.moved(coordinator, id, "take");
    const check = await stepOf(id, "check");
    expect(check).toMatchObject({ status: "in_progress", assignee: { id: coordinator.id }, requiresFile: false });
    const done = await handIn(coordinator, check.id);
    expect([done.status, done.body.status], done.text).toEqual([200, "done"]);
    expect((await pay.moved(coordinator, id, "sendForApproval")).status).toBe("approval");
  });

  it("has the work that others of the queue could do as well, and nobody else is called to it", async () => {
    const id = await help("setup");
    await pay.moved(second, id, "take");
    const triage = await stepOf(id, "triage", second);
    expect(triage).toMatchObject({ status: "in_progress", assignee: { id: second.id } });
    expect(await noticesOf(triage.id)).toEqual([]);
    const seen = (await test.api.as(second).get(`/tasks/${triage.id}`)).body;
    expect(seen.queueId).toBeNull();
    expect((await handIn(second, triage.id)).status).toBe(200);
    // The next one is anybody's again.
    expect(await stepOf(id, "do", second)).toMatchObject({ status: "todo", assignee: null });
  });

  it("begins nothing for another: who accepts in somebody's name leaves them their own work to start", async () => {
    const id = await help("setup");
    const { version } = await pay.view(id, technician);
    const named = await test.api.as(technician).patch(`/requests/${id}`, { version, values: { assignee: second.id } });
    expect(named.status, named.text).toBe(200);
    await pay.moved(technician, id, "accept");
    expect(await stepOf(id, "triage", second)).toMatchObject({ status: "todo" });
  });
});

describe("a request to the technicians", () => {
  it.each([
    ["equipment", false],
    ["setup", false],
    ["access", true],
  ])("of the kind %s asks the head: %s", async (kind, asks) => {
    const id = await help(kind);
    await pay.moved(technician, id, "take");
    await handIn(technician, (await stepOf(id, "triage", technician)).id);
    const { actions } = await pay.view(id, technician);
    expect(actions.find(({ action }) => action === "sendForApproval")?.allowed).toBe(asks);
    expect((await stepOf(id, "do", technician)).status).toBe(asks ? "blocked" : "todo");
  });
});
