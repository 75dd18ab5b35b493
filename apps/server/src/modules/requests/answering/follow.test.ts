import { addDays, companyDay } from "@tartip/domain/kernel/calendar";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { startTestApp, type TestApp } from "../../../../test/kit/app.ts";
import { addPerson } from "../../../../test/kit/cast.ts";
import { addFile, seedCompany, type Company } from "../../../../test/kit/company.ts";
import { leavingIn } from "../../../../test/kit/leaving.ts";
import { payments, type Payments } from "../../../../test/kit/payments.ts";
import { present } from "../../../../test/kit/present.ts";
import { followed } from "../../people/away/followers.ts";

type Who = { id: string };

let test: TestApp;
let company: Company;
let pay: Payments;
let admin: Who;

beforeAll(async () => {
  test = await startTestApp();
  company = await seedCompany(test);
  pay = payments(test, company);
  admin = await addPerson(test.app, "Admin", ["admin"]);
});
afterAll(() => test.stop());

const person = (name: string, role: string) =>
  addPerson(test.app, name, [role], { department: "OPS", managerId: company.head.id });
const { leaves, awaited } = leavingIn(() => ({ test, admin }));
const responsibleOf = async (id: string) =>
  (await test.app.db.selectFrom("records").select("assignee_id as who").where("id", "=", id).executeTakeFirstOrThrow()).who;

async function takenBy(who: Who, amount: number): Promise<string> {
  const { id } = await pay.draft(amount);
  await addFile(test.app, id, "invoiceFile", company.author.id);
  await pay.moved(company.author, id, "submit");
  await pay.moved(who, id, "take");
  return id;
}

const inCurrency = (id: string, code: string) =>
  sql`update requests set data = data || jsonb_build_object('currency', ${code}::text) where id = ${id}`.execute(test.app.db);

/** Help of the IT department, in which nobody works. */
async function asked(): Promise<string> {
  const place = { department: company.departmentId, branch: company.branchId, dueDate: "2026-12-25" };
  const values = { ...place, title: "Настроить печать", kind: "setup", system: "Печать", impact: "one" };
  const { id } = (await test.api.as(company.executor).post("/requests", { type: "it", values })).body;
  await pay.moved(company.executor, id, "submit");
  return id;
}

const headed = ({ id }: Who) =>
  test.app.db.updateTable("departments").set({ head_id: id }).where("id", "=", company.departmentId).execute();

/** Jobs that wait to do what a change of the person left undone. */
async function jobsLeft(who: Who): Promise<number> {
  const { rows } = await sql<{ jobs: number }>`
    select count(*)::int as jobs from pgboss.job where name = ${followed.job.name} and data ->> 'personId' = ${who.id}`.execute(
    test.app.db,
  );
  return present(rows[0]).jobs;
}

it("one decision that cannot be asked of another keeps nobody from leaving, holds up no other and is asked later", async () => {
  const deciding = await person("Deciding", "head");
  await headed(deciding);
  const [broken, whole] = [await pay.sent(2_500), await pay.sent(2_501)];
  const asksLeaver = async () => {
    const asked = await Promise.all([broken, whole].map((id) => awaited(id)));
    return asked.map((rows) => rows.some(({ who }) => who === deciding.id));
  };
  expect(await asksLeaver()).toEqual([true, true]);
  await test.app.db.deleteFrom("currency_rates").where("currency", "=", "EUR").execute();
  await inCurrency(broken, "EUR");
  await leaves(deciding);
  expect(await asksLeaver()).toEqual([true, false]);
  expect(await jobsLeft(deciding)).toBe(1);
  await expect(followed.job.run(test.app, { personId: deciding.id })).rejects.toThrow("records");
  await inCurrency(broken, "KZT");
  await followed.job.run(test.app, { personId: deciding.id });
  expect(await asksLeaver()).toEqual([false, false]);
  expect((await awaited(broken)).length).toBeGreaterThan(0);
  await headed(company.head);
});

it("a change that stands is answered, whatever fails in what follows it", async () => {
  const leaving = await person("Answered", "executor");
  const said = vi.spyOn(test.app.log, "error");
  const queue = vi.spyOn(test.app.jobs.boss, "deleteJob").mockRejectedValueOnce(new Error("the queue is away"));
  await leaves(leaving);
  expect(queue).toHaveBeenCalled();
  expect(said).toHaveBeenCalledTimes(1);
  expect(await jobsLeft(leaving)).toBe(1);
  for (const spy of [said, queue]) spy.mockRestore();
  await followed.job.run(test.app, { personId: leaving.id });
});

it("a change that was done with leaves no job behind", async () => {
  const leaving = await person("Free", "executor");
  await leaves(leaving);
  expect(await jobsLeft(leaving)).toBe(0);
});

it("one request that cannot be given on keeps nobody from leaving, holds up no other and goes on later", async () => {
  const leaving = await person("Leaving", "coordinator");
  const ids = [await takenBy(leaving, 1_000), await takenBy(leaving, 1_001), await takenBy(leaving, 1_002)];
  const broken = present(ids.toSorted()[0]);
  await test.app.db.deleteFrom("currency_rates").where("currency", "=", "EUR").execute();
  await inCurrency(broken, "EUR");
  await leaves(leaving);
  for (const id of ids) expect(await responsibleOf(id)).toBe(id === broken ? leaving.id : company.head.id);
  expect(await jobsLeft(leaving)).toBe(1);
  await expect(followed.job.run(test.app, { personId: leaving.id })).rejects.toThrow("1 records");
  await expect(followed.job.run(test.app, {})).rejects.toThrow("1 records");
  await inCurrency(broken, "KZT");
  await followed.job.run(test.app, {});
  expect(await responsibleOf(broken)).toBe(company.head.id);
});

it("locks nothing that stays where it is: what waits for an administrator, work whose reviewer left", async () => {
  const [reviewer, other] = [await person("Reviewer", "executor"), await person("Other", "executor")];
  const waiting = await asked();
  const technician = await addPerson(test.app, "Technician", ["coordinator"], { department: "OPS" });
  const worked = await takenBy(technician, 2_000);
  const task = present((await pay.view(worked)).tasks.find(({ stepKey }) => stepKey === "check"));
  await test.app.db.updateTable("tasks").set({ reviewer_id: reviewer.id }).where("id", "=", task.id).execute();
  await leaves(reviewer);
  const failed = vi.spyOn(test.app.log, "error");
  await test.app.db.transaction().execute(async (tx) => {
    await tx.selectFrom("records").select("id").where("id", "in", [waiting, worked]).forUpdate().execute();
    await leaves(other);
  });
  expect(failed).not.toHaveBeenCalled();
  failed.mockRestore();
});

it("gives on at once what the job is left for the rest of, and repeats nothing", async () => {
  const leaving = await person("Busy", "coordinator");
  const ids: string[] = [];
  for (let nth = 0; nth < 27; nth += 1) ids.push(await takenBy(leaving, 3_000 + nth));
  await leaves(leaving);
  const stay = async () => {
    const held = await Promise.all(ids.map(responsibleOf));
    return held.filter((who) => who === leaving.id).length;
  };
  expect(await stay()).toBe(2);
  expect(await jobsLeft(leaving)).toBe(1);
  await followed.job.run(test.app, { personId: leaving.id });
  expect(await stay()).toBe(0);
  const told = async () =>
    (await test.api.as(company.head).get("/notices?limit=100")).body.items.filter(
      ({ event, record }) => event === "request_assigned" && record !== null && ids.includes(record.id),
    ).length;
  expect(await told()).toBe(27);
  await followed.job.run(test.app, {});
  expect(await told()).toBe(27);
});

it("takes the version read before a request that nobody accepted was given on for a stale one", async () => {
  const technician = (name: string) => addPerson(test.app, name, ["it"], { department: "IT" });
  const [leaving, other] = [await technician("Named"), await technician("Second")];
  const place = { department: company.departmentId, branch: company.branchId, dueDate: "2026-12-25", assignee: leaving.id };
  const values = { ...place, title: "Настроить почту", kind: "setup", system: "Почта", impact: "one" };
  const { id } = (await test.api.as(company.executor).post("/requests", { type: "it", values })).body;
  await pay.moved(company.executor, id, "submit");
  const { version } = await pay.view(id, other);
  await leaves(leaving);
  const api = test.api.as(other);
  expect((await api.post(`/requests/${id}/transitions`, { action: "take", version })).problem.code).toBe("stale_version");
  await pay.moved(other, id, "take");
});

it("by the clock nobody is asked in the place of somebody who left", async () => {
  const { cfo, lawyer } = company;
  const id = await pay.sent(600_000);
  await pay.approve(company.head, id);
  await pay.approve(company.accountant, id, "normal", { fields: { knp: "710" } });
  const today = companyDay(test.clock.now());
  const days = { fromDate: today, toDate: addDays(today, 3) };
  const arranged = await test.api.as(cfo).post("/substitutions", { principalId: cfo.id, substituteId: lawyer.id, ...days });
  expect(arranged.status, arranged.text).toBe(201);
  const asksDeputy = async () => (await awaited(id)).some(({ who }) => who === lawyer.id);
  expect(await asksDeputy()).toBe(true);
  // As after a following that failed to the end of its tries: the account is closed, and the step was not asked again.
  await test.app.db.updateTable("people").set({ active: false }).where("id", "=", cfo.id).execute();
  await followed.job.run(test.app, {});
  expect(await asksDeputy()).toBe(false);
  expect((await awaited(id)).length).toBeGreaterThan(0);
});
