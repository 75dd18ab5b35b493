import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../../test/kit/app.ts";
import { addPerson } from "../../../../test/kit/cast.ts";
import { addFile, seedCompany, type Company } from "../../../../test/kit/company.ts";
import { payments } from "../../../../test/kit/payments.ts";
import { onActingChanged } from "../commands.ts";

type Who = { id: string };

let test: TestApp;
let company: Company;
let admin: Who;
let leaving: Who;
/** Reports to the one who leaves, and has somebody below in turn. */
let below: Who;
let lowest: Who;
let made = 0;

beforeAll(async () => {
  test = await startTestApp();
  company = await seedCompany(test);
  admin = await addPerson(test.app, "Admin", ["admin"]);
});
beforeEach(async () => {
  made += 1;
  const at = (managerId: string) => ({ department: "OPS", managerId });
  leaving = await addPerson(test.app, `Leaving${made}`, ["coordinator"], at(company.head.id));
  below = await addPerson(test.app, `Below${made}`, ["executor"], at(leaving.id));
  lowest = await addPerson(test.app, `Lowest${made}`, ["executor"], at(below.id));
});
afterAll(() => test.stop());

const held = async (who: Who) => {
  const reply = await test.api.as(admin).get(`/people/${who.id}/holdings`);
  expect(reply.status, reply.text).toBe(200);
  return Object.fromEntries(reply.body.items.map(({ key, way, count }) => [key, `${count} ${way}`]));
};
const leaves = (who: Who, body?: object) => test.api.as(admin).post(`/people/${who.id}/deactivate`, body);
const managerOf = async (who: Who) => (await test.api.as(admin).get(`/people/${who.id}`)).body.managerId;

async function holdsEverything(): Promise<void> {
  const { db } = test.app;
  await db.updateTable("budget_lines").set({ responsible_id: leaving.id }).execute();
  const owned = { code: `LV${made}`, name: `Ремонт ${made}`, owner_id: leaving.id, status: "active" };
  await db.insertInto("projects").values(owned).execute();
  await db.updateTable("departments").set({ head_id: leaving.id }).where("code", "=", "MKT").execute();
  const pay = payments(test, company);
  const { id } = await pay.draft(1_000 + made);
  await addFile(test.app, id, "invoiceFile", company.author.id);
  await pay.moved(company.author, id, "submit");
  await pay.moved(leaving, id, "take");
  const task = { title: "Сверить остатки", assigneeId: leaving.id };
  expect((await test.api.as(company.head).post("/tasks", task)).status).toBe(201);
}

it("is told of everything that somebody who leaves holds, and what becomes of it", async () => {
  expect(await held(lowest)).toEqual({});
  await holdsEverything();
  expect(await held(leaving)).toEqual({
    requests: "1 byRule",
    tasks: "2 byRule",
    reports: "1 toSuccessor",
    projects: "1 toSuccessor",
    budgetLines: "1 toSuccessor",
    places: "1 byHand",
  });
});

it("goes to the successor with the account, in one step and into the journal", async () => {
  await holdsEverything();
  const reply = await leaves(leaving, { successorId: lowest.id });
  expect(reply.status, reply.text).toBe(200);
  expect(reply.body.active).toBe(false);
  // The successor was two below: they go up to the head of who left, and the others report to them.
  expect([await managerOf(lowest), await managerOf(below)]).toEqual([company.head.id, lowest.id]);
  expect(await held(leaving)).toEqual({ places: "1 byHand" });
  expect(await held(lowest)).toMatchObject({ reports: "1 toSuccessor", projects: "1 toSuccessor", budgetLines: "1 toSuccessor" });
  const { rows } = await test.app.pool.query("select action from audit_events where after ->> 'responsibleId' = $1", [lowest.id]);
  expect(rows).toEqual([{ action: "budget_line.changed" }]);
  const last = (await test.auditTrail(leaving.id)).at(-1);
  expect(last).toMatchObject({ action: "person.deactivated", after: { active: false, successorId: lowest.id } });
});

it("lets a record that depends on several people of the change follow once", async () => {
  const count = 4;
  for (let n = 0; n < count; n += 1)
    await addPerson(test.app, `Report${made}x${n}`, ["executor"], { department: "OPS", managerId: leaving.id });
  const record = { id: leaving.id, authorId: leaving.id };
  const asked = new Set<string>();
  const followed: string[] = [];
  const takeBack = onActingChanged({
    rows: async (_at, personId) => {
      if (personId !== null) asked.add(personId);
      return personId === null ? [] : [record];
    },
    follow: async (_ctx, { id }) => void followed.push(id),
  });
  const successor = await addPerson(test.app, `Successor${made}`, ["coordinator"], {
    department: "OPS",
    managerId: company.head.id,
  });
  expect((await leaves(leaving, { successorId: successor.id })).status).toBe(200);
  takeBack();
  // Those who report to them, and they themselves.
  expect(asked.size).toBe(count + 2);
  expect(followed).toEqual([leaving.id]);
});

it("asks somebody else to decide over a line for which its decider answers from now on", async () => {
  await test.app.db.updateTable("budget_lines").set({ responsible_id: leaving.id }).execute();
  await sql`update budget_cells set plan_minor = 100000`.execute(test.app.db);
  const pay = payments(test, company);
  const id = await pay.sent(1_000_000 + made, { invoiceNumber: `LV-${made}` });
  const asked = async () => {
    const { approval } = await pay.view(id, company.accountant);
    const step = approval?.steps?.find((one) => one.kind === "over_limit");
    return step?.candidates.map((one) => one.person.id) ?? [];
  };
  expect(await asked()).toEqual([company.cfo.id]);
  expect((await leaves(leaving, { successorId: company.cfo.id })).status).toBe(200);
  const others = await asked();
  expect(others).not.toContain(company.cfo.id);
  expect(others.length).toBeGreaterThan(0);
});

it("stays where it is without a successor, and refuses one who does not work here", async () => {
  const outsider = await addPerson(test.app, `Outsider${made}`, ["contractor"], { external: true });
  const gone = await addPerson(test.app, `Gone${made}`, ["executor"]);
  expect((await leaves(gone)).status).toBe(200);
  for (const successor of [outsider, gone, leaving]) {
    const refused = await leaves(leaving, { successorId: successor.id });
    expect(refused.status, refused.text).toBe(400);
    expect(refused.problem.fields).toMatchObject([{ field: "successorId", code: "personUnfit" }]);
  }
  const own = await leaves(leaving, { successorId: admin.id });
  expect([own.status, own.problem.fields?.[0]?.code]).toEqual([400, "successorSelf"]);
  expect((await leaves(leaving, {})).status).toBe(200);
  expect(await managerOf(below)).toBe(leaving.id);
});

it("is told to administrators alone", async () => {
  for (const who of [company.executor, company.head, leaving])
    expect((await test.api.as(who).get(`/people/${leaving.id}/holdings`)).status).toBe(403);
  expect((await test.api.get(`/people/${leaving.id}/holdings`)).status).toBe(401);
  expect((await test.api.as(admin).get("/people/01a22df3-743c-725f-b154-11962d6c209d/holdings")).status).toBe(404);
});
