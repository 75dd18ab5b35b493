import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../../test/kit/app.ts";
import { addPerson } from "../../../../test/kit/cast.ts";
import { present } from "../../../../test/kit/present.ts";
import { loadActor } from "../../access/questions.ts";

let test: TestApp;
const ids = new Map<string, string>();
const who = (name: string) => ({ id: ids.get(name) ?? "" });
const id = (name: string) => ids.get(name) ?? "";

async function person(name: string, roles: string[]): Promise<void> {
  ids.set(name, (await addPerson(test.app, name, roles)).id);
}

async function closeSetUp(closed: boolean): Promise<void> {
  await test.app.db
    .updateTable("settings")
    .set({ value: JSON.stringify(closed) })
    .where("key", "=", "setUpClosed")
    .execute();
}

async function rolesOf(name: string): Promise<string[]> {
  const actor = await loadActor(test.app.db, id(name), "2026-11-16");
  return actor?.roles.map((role) => role.code) ?? [];
}

const grant = (by: string, to: string, roleCode: string) => test.api.as(who(by)).post(`/people/${id(to)}/roles`, { roleCode });

beforeAll(async () => {
  test = await startTestApp();
  await person("Admin", ["admin"]);
  await person("Second", ["admin"]);
  await person("Chief", ["ceo"]);
  await person("Clerk", []);
  await person("Other", []);
});
afterAll(() => test.stop());

describe("giving roles", () => {
  it("gives an ordinary role at once and everybody knows it", async () => {
    expect((await test.api.as(who("Clerk")).get("/me")).body.roles).toEqual([]);
    expect(await grant("Admin", "Clerk", "lawyer")).toMatchObject({ status: 201, body: { status: "granted" } });
    await expect.poll(async () => (await test.api.as(who("Clerk")).get("/me")).body.permissions).toContain("document.manage");
    expect((await test.auditTrail(id("Clerk"))).at(-1)).toMatchObject({
      action: "person.role_granted",
      after: { role: "lawyer" },
    });
    expect((await grant("Admin", "Clerk", "lawyer")).problem.fields).toMatchObject([{ code: "roleHeld" }]);
    expect((await grant("Admin", "Clerk", "wizard")).status).toBe(400);
  });

  it("lets nobody change own roles, or give any without the right", async () => {
    const own = await grant("Admin", "Admin", "lawyer");
    expect(own).toMatchObject({ status: 403, body: { code: "segregation" } });
    expect((await test.auditTrail(id("Admin"))).filter((line) => line.result === "refused")).toHaveLength(0);
    const refused = await test.app.db.selectFrom("audit_events").select("rule").where("result", "=", "refused").execute();
    expect(refused.map((row) => row.rule)).toContain("s7_own_roles");
    expect((await grant("Clerk", "Other", "lawyer")).status).toBe(403);
  });

  it("lets the first administrator set up alone until the checklist is closed", async () => {
    expect((await grant("Admin", "Other", "cfo")).body.status).toBe("granted");
    expect((await grant("Second", "Other", "treasurer")).body.status).toBe("pending");
  });
});

describe("roles that need a second person", () => {
  it("wait, without any effect, for another administrator or the chief executive", async () => {
    await closeSetUp(true);
    expect((await grant("Admin", "Clerk", "accountant")).body.status).toBe("pending");
    expect((await grant("Admin", "Clerk", "accountant")).problem.fields).toMatchObject([{ code: "roleProposed" }]);
    expect(await rolesOf("Clerk")).toEqual(["lawyer"]);
    const seen = (await test.api.as(who("Second")).get("/role-proposals")).body.items;
    const proposal = present(seen.find((row) => row.roleCode === "accountant"));
    expect(proposal).toMatchObject({ personName: "Clerk Test", proposedByName: "Admin Test", mayDecide: true });

    expect((await test.api.as(who("Clerk")).get("/role-proposals")).status).toBe(404);
    expect((await test.api.as(who("Clerk")).post(`/role-proposals/${proposal.id}/confirm`)).status).toBe(404);
    const own = await test.api.as(who("Admin")).post(`/role-proposals/${proposal.id}/confirm`);
    expect(own).toMatchObject({ status: 403, body: { code: "segregation" } });
    expect((await test.api.as(who("Chief")).post(`/role-proposals/${proposal.id}/confirm`)).status).toBe(200);
    expect(await rolesOf("Clerk")).toEqual(["accountant", "lawyer"]);
    expect((await test.api.as(who("Chief")).post(`/role-proposals/${proposal.id}/confirm`)).status).toBe(404);
  });

  it("may be declined, or withdrawn by the one who proposed them", async () => {
    const { body } = await grant("Admin", "Clerk", "auditor");
    expect((await test.api.as(who("Admin")).post(`/role-proposals/${body.id}/decline`)).status).toBe(200);
    expect(await rolesOf("Clerk")).not.toContain("auditor");
    expect((await test.auditTrail(id("Clerk"))).at(-1)).toMatchObject({ action: "person.role_declined" });
  });
});

describe("the second person's word", () => {
  const told = async (name: string) =>
    (await test.api.as(who(name)).get("/notices")).body.items
      .filter(({ event }) => event.includes("role_") && event !== "role_proposed")
      .map(({ event, actor, params }) => [event, present(actor).id, params["personId"], params["role_ru"]]);
  const decide = async (by: string, how: string) => {
    const { body } = await grant("Admin", "Newcomer", "auditor");
    expect((await test.api.as(who(by)).post(`/role-proposals/${body.id}/${how}`)).status).toBe(200);
  };

  it("is told to the one who proposed the role and the one it is for; a withdrawal to nobody", async () => {
    await person("Newcomer", []);
    const before = (await told("Admin")).length;
    await decide("Admin", "decline");
    expect(await told("Newcomer")).toEqual([]);
    await decide("Chief", "decline");
    await decide("Chief", "confirm");
    const about = [id("Chief"), id("Newcomer"), "Аудитор"];
    expect(await told("Newcomer")).toEqual([
      ["own_role_confirmed", ...about],
      ["own_role_declined", ...about],
    ]);
    const news = await told("Admin");
    expect(news.slice(0, news.length - before)).toEqual([
      ["role_confirmed", ...about],
      ["role_declined", ...about],
    ]);
    expect(await told("Chief")).toEqual([]);
  });
});

describe("taking roles away", () => {
  it("works at once, but never on the last administrator", async () => {
    const card = (await test.api.as(who("Admin")).get(`/people/${id("Second")}`)).body;
    expect((await test.api.as(who("Admin")).delete(`/people/${id("Second")}/roles/${present(card.roles?.[0]).id}`)).status).toBe(
      200,
    );
    expect(await rolesOf("Second")).toEqual([]);
    // With role.manage but not an administrator: the rule itself has to hold the last one.
    await test.app.db
      .updateTable("roles")
      .set({ grants: JSON.stringify({ "role.manage": "all" }) })
      .where("code", "=", "lawyer")
      .execute();
    const last = present((await test.api.as(who("Chief")).get(`/people/${id("Admin")}`)).body.roles?.[0]).id;
    await sql`select pg_notify('tartip_actor', '{"all":true}')`.execute(test.app.db);
    await expect.poll(async () => (await test.api.as(who("Clerk")).get("/me")).body.permissions).toContain("role.manage");
    const answer = await test.api.as(who("Clerk")).delete(`/people/${id("Admin")}/roles/${last}`);
    expect(answer.status).toBe(403);
    expect(await rolesOf("Admin")).toEqual(["admin"]);
  });
});

describe("a proposal of somebody who gives no roles any more", () => {
  it("is seen and withdrawn by them, and by nobody else without the right", async () => {
    await person("Third", ["admin"]);
    const { body } = await grant("Third", "Clerk", "treasurer");
    expect(body.status).toBe("pending");
    const held = present((await test.api.as(who("Admin")).get(`/people/${id("Third")}`)).body.roles?.[0]);
    const taken = await test.api.as(who("Admin")).delete(`/people/${id("Third")}/roles/${held.id}`);
    expect(taken.status, taken.text).toBe(200);
    await expect
      .poll(async () => (await test.api.as(who("Third")).get("/role-proposals")).body.items)
      .toMatchObject([{ id: body.id, mayDecide: false, mayDecline: true }]);
    expect((await test.api.as(who("Other")).post(`/role-proposals/${body.id}/decline`)).status).toBe(404);
    expect((await test.api.as(who("Third")).post(`/role-proposals/${body.id}/decline`)).body).toEqual({ items: [] });
    expect((await test.api.as(who("Third")).get("/role-proposals")).status).toBe(404);
  });

  it("is a list without an error for who keeps cards, also while there is none", async () => {
    const [label, grants] = [{ ru: "Карточки", kk: "Карточки", en: "Cards" }, { "people.manage": "all" }].map((one) =>
      JSON.stringify(one),
    );
    await test.app.db
      .insertInto("roles")
      .values({ code: "cards", label: present(label), grants: present(grants) })
      .execute();
    await person("Keeper", ["cards"]);
    expect(await test.api.as(who("Keeper")).get("/role-proposals")).toMatchObject({ status: 200, body: { items: [] } });
  });
});
