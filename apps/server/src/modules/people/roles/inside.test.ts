import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../../test/kit/app.ts";
import { addPerson } from "../../../../test/kit/cast.ts";
import { present } from "../../../../test/kit/present.ts";

type Who = { id: string };

const DAY_MS = 24 * 3_600_000;

let test: TestApp;
let admin: Who;
let second: Who;
let chief: Who;
let hr: Who;
let outsider: Who;
let made = 0;

beforeAll(async () => {
  test = await startTestApp();
  admin = await addPerson(test.app, "Admin", ["admin"]);
  second = await addPerson(test.app, "Second", ["admin"]);
  chief = await addPerson(test.app, "Chief", ["ceo"]);
  hr = await addPerson(test.app, "Hr", ["hr"]);
  await closeSetUp(true);
  // Everybody has held their role for more than a day.
  test.clock.advance(2 * DAY_MS);
});
beforeEach(async () => {
  made += 1;
  outsider = await addPerson(test.app, `Outsider${made}`, ["contractor"], { external: true });
});
afterAll(() => test.stop());

async function closeSetUp(closed: boolean): Promise<void> {
  await test.app.db
    .insertInto("settings")
    .values({ key: "setUpClosed", value: JSON.stringify(closed) })
    .onConflict((one) => one.column("key").doUpdateSet({ value: JSON.stringify(closed) }))
    .execute();
}

const card = async (by: Who, of: Who) => (await test.api.as(by).get(`/people/${of.id}`)).body;
const change = async (by: Who, patch: Record<string, unknown>) =>
  test.api.as(by).patch(`/people/${outsider.id}`, { version: (await card(by, outsider)).version, ...patch });
const propose = async (by: Who) => {
  const reply = await change(by, { external: false });
  expect(reply.status, reply.text).toBe(200);
  return reply.body;
};
const decide = (by: Who, how: "confirm" | "decline") => test.api.as(by).post(`/inside-proposals/${outsider.id}/${how}`);
const isExternal = async () => present(await test.app.sessions.actors.fresh(outsider.id)).external;
const told = async (who: Who) =>
  (await test.api.as(who).get("/notices")).body.items
    .filter(({ event, params }) => event.includes("inside_") && (event.startsWith("own_") || params["personId"] === outsider.id))
    .map(({ event }) => event);

it("leaves a contractor one until a second person says so, whatever else the card changes", async () => {
  const reply = await change(admin, { external: false, position: "Designer" });
  expect(reply.body).toMatchObject({ external: true, position: "Designer" });
  expect(reply.body.insideProposals).toMatchObject([
    { proposedById: admin.id, mayDecide: false, mayDecline: true, awaitedNames: ["Chief Test", "Second Test"] },
  ]);
  expect(await isExternal()).toBe(true);
  expect((await change(second, { external: false })).problem.fields).toMatchObject([
    { field: "external", code: "insideProposed" },
  ]);
  expect(await isExternal()).toBe(true);
  expect(await told(chief)).toEqual(["inside_proposed"]);
  expect(await told(second)).toEqual(["inside_proposed"]);
  expect(await told(outsider)).toEqual([]);

  expect((await decide(admin, "confirm")).problem.code).toBe("segregation");
  for (const nobody of [hr, outsider]) expect((await decide(nobody, "confirm")).status).toBe(404);
  expect((await test.api.as(hr).get("/inside-proposals")).body.items).toEqual([]);
  expect(await card(hr, outsider)).not.toHaveProperty("insideProposals");
  const seen = (await test.api.as(chief).get("/inside-proposals")).body.items;
  expect(seen.find(({ personId }) => personId === outsider.id)).toMatchObject({ mayDecide: true, mayDecline: true });

  expect((await decide(chief, "confirm")).status).toBe(200);
  expect(await isExternal()).toBe(false);
  expect((await card(chief, outsider)).insideProposals).toEqual([]);
  expect(await told(outsider)).toEqual(["own_inside_confirmed"]);
  expect(await told(admin)).toEqual(["inside_confirmed"]);
  expect(await told(second)).toEqual(["inside_confirmed", "inside_proposed"]);
  expect((await decide(second, "confirm")).status).toBe(404);
  const trail = (await test.auditTrail(outsider.id)).map(({ action }) => action);
  expect(trail.filter((action) => action.includes("inside"))).toEqual(["person.inside_proposed", "person.inside_confirmed"]);
});

it("is refused by the second person, and may then be proposed again", async () => {
  await propose(admin);
  expect((await decide(second, "decline")).status).toBe(200);
  expect(await isExternal()).toBe(true);
  expect(await told(admin)).toEqual(["inside_declined"]);
  expect(await told(outsider)).toEqual([]);
  await propose(second);
  expect((await decide(admin, "confirm")).status).toBe(200);
  expect(await isExternal()).toBe(false);
});

it("is withdrawn by the one who proposed it, without a word to the others", async () => {
  await propose(admin);
  expect((await decide(admin, "decline")).status).toBe(200);
  expect(await isExternal()).toBe(true);
  expect(await told(second)).toEqual(["inside_proposed"]);
  expect((await decide(second, "confirm")).status).toBe(404);
});

it("is withdrawn by a proposer who may keep the cards and no roles, and who sees nothing else that waits", async () => {
  const label = JSON.stringify({ ru: "Кадры", kk: "Кадр", en: "Staff" });
  const grants = JSON.stringify({ "people.manage": "all" });
  await test.app.db.insertInto("roles").values({ code: "staff", label, grants, supplied: false }).execute();
  const staff = await addPerson(test.app, "Staff", ["staff"]);
  expect((await propose(staff)).insideProposals).toMatchObject([{ proposedById: staff.id, mayDecide: false, mayDecline: true }]);
  const other = await addPerson(test.app, "OtherOutsider", ["contractor"], { external: true });
  const { version } = await card(admin, other);
  expect((await test.api.as(admin).patch(`/people/${other.id}`, { version, external: false })).status).toBe(200);
  expect(await card(staff, other)).not.toHaveProperty("insideProposals");
  expect((await test.api.as(staff).get("/inside-proposals")).body.items).toMatchObject([{ personId: outsider.id }]);
  expect((await test.api.as(staff).post(`/inside-proposals/${other.id}/decline`)).status).toBe(404);
  expect((await decide(staff, "confirm")).problem.code).toBe("forbidden");
  expect((await decide(staff, "decline")).body.items).toEqual([]);
  expect(await isExternal()).toBe(true);
  expect(await card(staff, outsider)).not.toHaveProperty("insideProposals");
  expect((await decide(second, "confirm")).status).toBe(404);
  await test.api.as(admin).post(`/inside-proposals/${other.id}/decline`);
});

it("is not confirmed by an account the proposer opened, and can still be refused by the others", async () => {
  const { token } = (await test.api.as(admin).post(`/people/${second.id}/password-link`)).body;
  expect((await test.api.post("/set-password", { token, password: "a password of one hand" })).status).toBe(204);
  await propose(admin);
  expect((await decide(second, "confirm")).problem.code).toBe("segregation");
  expect((await card(admin, outsider)).insideProposals).toMatchObject([{ awaitedNames: ["Chief Test"] }]);
  expect((await decide(chief, "decline")).status).toBe(200);
});

it("makes a link of the contractor's account useless once the account is an employee's", async () => {
  const { token } = (await test.api.as(admin).post(`/people/${outsider.id}/password-link`)).body;
  await propose(admin);
  await decide(chief, "confirm");
  expect((await test.api.post("/set-password", { token, password: "a password of one hand" })).status).toBe(404);
});

it("does not count an administrator from outside among those who could confirm", async () => {
  const outside = await addPerson(test.app, "OutsideAdmin", ["admin"], { external: true });
  // The proposer's account was opened by the other administrator a test before.
  expect(present((await propose(second)).insideProposals?.[0]).awaitedNames).toEqual(["Chief Test"]);
  expect(await told(outside)).toEqual([]);
  expect((await decide(chief, "confirm")).status).toBe(200);
});

it("takes effect at once by the first administrator while the company is set up, over what waits as well", async () => {
  await propose(second);
  await closeSetUp(false);
  const first = (await test.app.db.selectFrom("person_roles").select("person_id").orderBy("granted_at").execute())[0];
  expect(first?.person_id).toBe(admin.id);
  expect((await change(admin, { external: false })).body).toMatchObject({ external: false, insideProposals: [] });
  await closeSetUp(true);
});

it("waits, and says so, where nobody may confirm; the last administrator is never made an outsider", async () => {
  const lone = await startTestApp();
  try {
    const only = await addPerson(lone.app, "Only", ["admin"]);
    const them = await addPerson(lone.app, "Them", ["contractor"], { external: true });
    expect((await lone.api.as(only).post("/organisation/set-up/close")).status).toBe(200);
    const version = async (of: Who) => (await lone.api.as(only).get(`/people/${of.id}`)).body.version;
    const proposed = await lone.api.as(only).patch(`/people/${them.id}`, { version: await version(them), external: false });
    expect(proposed.body.insideProposals).toMatchObject([{ awaitedNames: [], mayDecide: false, mayDecline: true }]);
    expect((await lone.api.as(only).post(`/inside-proposals/${them.id}/decline`)).body.items).toEqual([]);
    const out = await lone.api.as(only).patch(`/people/${only.id}`, { version: await version(only), external: true });
    expect(out.status, out.text).toBe(403);
  } finally {
    await lone.stop();
  }
});
