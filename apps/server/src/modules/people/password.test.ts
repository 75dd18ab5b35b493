import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/kit/app.ts";
import { addPerson } from "../../../test/kit/cast.ts";

type Person = { id: string };

let test: TestApp;
let admin: Person;
let second: Person;
let ceo: Person;
let cfo: Person;
let clerk: Person;

beforeAll(async () => {
  test = await startTestApp();
  admin = await addPerson(test.app, "Admin", ["admin"]);
  second = await addPerson(test.app, "Second", ["admin"]);
  ceo = await addPerson(test.app, "Ceo", ["ceo"]);
  cfo = await addPerson(test.app, "Cfo", ["cfo"]);
  clerk = await addPerson(test.app, "Clerk", ["coordinator"]);
  for (const { id } of [cfo, clerk]) await useLink(await link(id), "the first password");
});
afterAll(() => test.stop());

async function link(personId: string, by = admin): Promise<string> {
  const reply = await test.api.as(by).post(`/people/${personId}/password-link`);
  expect(reply.status, reply.text).toBe(201);
  return reply.body.token;
}

async function useLink(token: string, password: string): Promise<void> {
  const reply = await test.api.post("/set-password", { token, password });
  expect(reply.status, reply.text).toBe(204);
}

async function told(person: Person): Promise<unknown[]> {
  const { items } = (await test.api.as(person).get("/notices")).body;
  return items.map((one) => [one.event, one.actor?.id ?? null, one.params.personId]);
}

it("tells a person who made a link and that it was used, and ends the sessions", async () => {
  const mine = test.api.as(clerk);
  expect((await mine.get("/me")).status).toBe(200);
  const token = await link(clerk.id);
  expect(await told(clerk)).toEqual([["password_link_made", admin.id, clerk.id]]);
  await useLink(token, "the second password");
  const open = await test.app.db
    .selectFrom("sessions")
    .select("id")
    .where("person_id", "=", clerk.id)
    .where("ended_at", "is", null)
    .execute();
  expect(open).toEqual([]);
  expect(await told(clerk)).toEqual([
    ["password_set_by_link", null, clerk.id],
    ["password_link_made", admin.id, clerk.id],
  ]);
  expect((await told(second)).filter((one) => String(one).includes(clerk.id))).toEqual([]);
});

it("tells those who confirm roles of a link to a guarded account, the first one as well, and never the maker", async () => {
  const made = ["guarded_link_made", admin.id, cfo.id];
  const before = (await told(ceo)).length;
  expect(await told(ceo)).toContainEqual(made);
  await link(cfo.id);
  for (const witness of [ceo, second])
    expect((await told(witness)).filter((one) => String(one) === String(made))).toHaveLength(2);
  expect((await told(ceo)).length).toBe(before + 1);
  expect(await told(cfo)).toEqual([["password_link_made", admin.id, cfo.id]]);
  expect(await told(admin)).toEqual([]);
  await link(ceo.id);
  expect(await told(second)).toContainEqual(["guarded_link_made", admin.id, ceo.id]);
});

it("leaves the links of guarded accounts to those who may change roles", async () => {
  const grants = JSON.stringify({ "people.manage": "all" });
  const label = JSON.stringify({ ru: "Кадровик", kk: "Кадр", en: "Personnel" });
  await test.app.db.insertInto("roles").values({ code: "staff", label, grants, supplied: false }).execute();
  const staff = await addPerson(test.app, "Staff", ["staff"]);
  await link(clerk.id, staff);
  for (const { id } of [cfo, ceo, second]) {
    expect((await test.api.as(staff).post(`/people/${id}/password-link`)).status).toBe(403);
  }
});

it("ends a link that was made before the account became a guarded one", async () => {
  const rising = await addPerson(test.app, "Rising", ["coordinator"]);
  const token = await link(rising.id);
  const proposed = await test.api.as(second).post(`/people/${rising.id}/roles`, { roleCode: "cfo" });
  expect(proposed.body.status, proposed.text).toBe("pending");
  const confirmed = await test.api.as(ceo).post(`/role-proposals/${proposed.body.id}/confirm`);
  expect(confirmed.status, confirmed.text).toBe(200);
  expect((await test.api.post("/set-password", { token, password: "a kept password" })).status).not.toBe(204);
  await useLink(await link(rising.id), "a told password");
  expect(await told(ceo)).toContainEqual(["guarded_link_made", admin.id, rising.id]);
});

it("ends a link that was made before the person came to head a place by the chart", async () => {
  const closed = await test.api.as(admin).post("/organisation/set-up/close");
  expect(closed.status, closed.text).toBe(200);
  const chief = await addPerson(test.app, "Chart", ["executor"]);
  const token = await link(chief.id);
  const { id, version } = await test.app.db
    .selectFrom("departments")
    .select(["id", "version"])
    .where("code", "=", "FIN")
    .executeTakeFirstOrThrow();
  const named = await test.api.as(admin).patch(`/organisation/departments/${id}`, { version, headId: chief.id });
  expect(named.status, named.text).toBe(200);
  expect((await test.api.post("/set-password", { token, password: "a kept password" })).status).toBe(404);
  await useLink(await link(chief.id), "a told password");
  expect(await told(ceo)).toContainEqual(["guarded_link_made", admin.id, chief.id]);
});
