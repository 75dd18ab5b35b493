import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/kit/app.ts";
import { addPerson, type CastOptions } from "../../../test/kit/cast.ts";

let test: TestApp;
const ids = new Map<string, string>();
const who = (name: string) => ({ id: ids.get(name) ?? "" });

async function person(name: string, roles: string[], rest: CastOptions = {}): Promise<void> {
  ids.set(name, (await addPerson(test.app, name, roles, rest)).id);
}

beforeAll(async () => {
  test = await startTestApp();
  await person("Admin", ["admin"]);
  await person("Second", ["admin"]);
  await person("Chief", ["ceo"]);
  await person("Clerk", ["executor"]);
  await person("Personnel", ["hr"]);
  await person("Outsider", ["contractor"], { external: true });
});
afterAll(() => test.stop());

describe("GET /me", () => {
  it("tells rights, preferences and counters", async () => {
    const { status, body } = await test.api.as(who("Admin")).get("/me");
    expect(status).toBe(200);
    expect(body).toMatchObject({ language: "ru", theme: "auto", counters: { myDay: 0 }, demo: true });
    expect(body.permissions).toContain("people.manage");
    expect(body.permissions).not.toContain("invoice.read");
  });

  it("gives an outsider the ceiling alone", async () => {
    const { body } = await test.api.as(who("Outsider")).get("/me");
    expect(body.permissions).toEqual(["task.read", "task.work", "comment.create", "file.add"]);
  });

  it("keeps preferences and writes them down", async () => {
    const { body } = await test.api.as(who("Clerk")).patch("/me", { language: "kk", theme: "dark" });
    expect(body).toMatchObject({ language: "kk", theme: "dark" });
    const line = (await test.auditTrail(ids.get("Clerk") ?? "")).at(-1);
    expect(line).toMatchObject({
      action: "person.preferences_set",
      before: { language: "ru", theme: "auto" },
      after: { language: "kk" },
    });
    expect((await test.api.as(who("Clerk")).patch("/me", { theme: "pink" })).status).toBe(400);
    expect((await test.api.get("/me")).status).toBe(401);
  });
});

describe("the directory", () => {
  it("finds by name, a page at a time", async () => {
    const first = (await test.api.as(who("Clerk")).get("/people?limit=2")).body;
    expect(first.items.map((row) => row.name)).toEqual(["Admin Test", "Chief Test"]);
    expect(first.items[0]).toMatchObject({ email: "admin@test.example", phone: "+7 700" });
    const second = (await test.api.as(who("Clerk")).get(`/people?limit=2&after=${first.next}`)).body;
    expect(second.items.map((row) => row.name)).toEqual(["Clerk Test", "Outsider Test"]);
    const found = (await test.api.as(who("Clerk")).get("/people?q=perso")).body;
    expect(found.items).toHaveLength(1);
    expect((await test.api.as(who("Clerk")).get(`/people?limit=3&after=${first.next}&q=a`)).status).toBe(400);
  });

  it("shows an outsider nobody but themselves", async () => {
    const { body } = await test.api.as(who("Outsider")).get("/people");
    expect(body.items.map((row) => row.id)).toEqual([ids.get("Outsider")]);
    expect((await test.api.as(who("Outsider")).get(`/people/${ids.get("Clerk")}`)).status).toBe(404);
  });

  it("keeps roles from colleagues", async () => {
    const seen = (await test.api.as(who("Clerk")).get(`/people/${ids.get("Chief")}`)).body;
    expect(seen).toMatchObject({ lastName: "Chief", may: { edit: [], roles: false, activate: false } });
    expect(seen).not.toHaveProperty("roles");
    expect(seen).not.toHaveProperty("version");
  });
});

describe("administration", () => {
  it("adds and changes a person", async () => {
    const body = { lastName: "New", firstName: "Comer", email: "New@Test.Example" };
    const made = await test.api.as(who("Admin")).post("/people", body);
    expect(made).toMatchObject({ status: 201, body: { email: "new@test.example", version: 1 } });
    ids.set("New", made.body.id);
    expect((await test.api.as(who("Admin")).post("/people", body)).problem.fields).toMatchObject([
      { field: "email", code: "taken" },
    ]);
    expect((await test.api.as(who("Clerk")).post("/people", { ...body, email: "b@c.example" })).status).toBe(403);
    expect((await test.api.as(who("Admin")).post("/people", { lastName: "X" })).status).toBe(400);

    const path = `/people/${made.body.id}`;
    const patched = await test.api
      .as(who("Personnel"))
      .patch(path, { version: 1, position: "Clerk", managerId: ids.get("Chief") });
    expect(patched).toMatchObject({ status: 200, body: { position: "Clerk", version: 2 } });
    expect((await test.api.as(who("Personnel")).patch(path, { version: 2, email: "z@z.example" })).status).toBe(403);
    expect((await test.api.as(who("Admin")).patch(path, { version: 1, position: "Late" })).status).toBe(409);
    const trail = await test.auditTrail(made.body.id);
    expect(trail.map((line) => line.action)).toEqual(["person.created", "person.updated"]);
  });

  it("refuses managers in a circle", async () => {
    const { problem } = await test.api
      .as(who("Admin"))
      .patch(`/people/${ids.get("Chief")}`, { version: 1, managerId: ids.get("New") });
    expect(problem.fields).toMatchObject([{ field: "managerId", code: "managerCircle" }]);
  });

  it("ends every session of who is switched off, at once", async () => {
    const newcomer = test.api.as(who("New"));
    expect((await newcomer.get("/me")).status).toBe(200);
    expect((await test.api.as(who("Admin")).post(`/people/${ids.get("New")}/deactivate`)).body.active).toBe(false);
    const left = await test.app.db
      .selectFrom("sessions")
      .select("id")
      .where("person_id", "=", ids.get("New") ?? "")
      .where("ended_at", "is", null)
      .execute();
    expect(left).toEqual([]);
    await expect(newcomer.get("/me")).rejects.toThrow();
    expect((await test.api.as(who("Clerk")).get(`/people?q=New`)).body.items).toEqual([]);
    expect((await test.api.as(who("Clerk")).post(`/people/${ids.get("Chief")}/deactivate`)).status).toBe(403);
    expect((await test.api.as(who("Admin")).post(`/people/${ids.get("Admin")}/deactivate`)).status).toBe(403);
    expect((await test.api.as(who("Admin")).post(`/people/${ids.get("New")}/activate`)).body.active).toBe(true);
  });

  it("lets a person set a password by a link that works once", async () => {
    const person = ids.get("New") ?? "";
    const { status, body } = await test.api.as(who("Admin")).post(`/people/${person}/password-link`);
    expect(status).toBe(201);
    const rows = await test.app.db.selectFrom("one_time_links").selectAll().where("person_id", "=", person).execute();
    expect(rows[0]?.token_hash.toString("base64url")).not.toBe(body.token);
    expect((await test.api.as(who("Clerk")).post(`/people/${person}/password-link`)).status).toBe(403);

    expect((await test.api.post("/set-password", { token: body.token, password: "short" })).problem.fields[0]?.code).toBe(
      "password_short",
    );
    expect((await test.api.post("/set-password", { token: "wrong", password: "long enough 1" })).status).toBe(404);
    expect((await test.api.post("/set-password", { token: body.token, password: "long enough 1" })).status).toBe(204);
    expect((await test.api.post("/set-password", { token: body.token, password: "long enough 2" })).status).toBe(404);
    expect((await test.api.post("/session", { email: "new@test.example", password: "long enough 1" })).status).toBe(200);
    expect((await test.auditTrail(person)).map((line) => line.action)).toContain("person.password_set");
  });

  it("makes an earlier link useless by the next, and each after three days", async () => {
    const make = async () => (await test.api.as(who("Admin")).post(`/people/${ids.get("New")}/password-link`)).body.token;
    const [first, second] = [await make(), await make()];
    expect((await test.api.post("/set-password", { token: first, password: "long enough 3" })).status).toBe(404);
    test.clock.advance(73 * 3_600_000);
    expect((await test.api.post("/set-password", { token: second, password: "long enough 3" })).status).toBe(404);
  });
});

it("lets who became an outsider with another role hand in the paper that is asked of them", async () => {
  await person("Former", ["ceo"], { external: true });
  const task = { title: "Подписать", assigneeId: who("Former").id, requiresFile: true };
  const head = await addPerson(test.app, "Setter", ["coordinator"]);
  const { id } = (await test.api.as(head).post("/tasks", task)).body;
  const former = test.api.as(who("Former"));
  expect((await former.get("/me")).body.permissions).toEqual(["task.read", "task.work", "comment.create", "file.add"]);
  expect((await former.get(`/records/${id}/files`)).body.mayAdd).toBe(true);
  expect((await former.post(`/records/${id}/comments`, { source: "Готово" })).status).toBe(201);
});
