import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, TEST_NOW, type TestApp } from "../../../test/kit/app.ts";
import { addPerson } from "../../../test/kit/cast.ts";
import { eventually } from "../../../test/kit/eventually.ts";
import { firstAdminToken } from "../../platform/session/first-admin.ts";

const FIRST = "correct horse battery";
const NEXT = "seven cats on a tram";
const EMAIL = "clerk@test.example";

/** What a guesser tries first, and the sentence's code at every door. */
const WEAK = [
  ["short", "password_short"],
  ["1234567890", "password_run"],
  ["          ", "password_run"],
  ["qwertyuiop", "password_run"],
  ["йцукенгшщз", "password_run"],
  ["Password2026!", "password_common"],
  ["пароль2026!", "password_common"],
  ["tartip-demo", "password_own_word"],
  ["Степной2026!", "password_own_word"],
  ["clerk clerk 1", "password_own_word"],
] as const;

let test: TestApp;
let admin: { id: string };
let clerk: { id: string };

beforeAll(async () => {
  test = await startTestApp({ env: { TARTIP_DEMO: "0" } });
  admin = await addPerson(test.app, "Admin", ["admin"]);
  clerk = await addPerson(test.app, "Clerk", ["coordinator"]);
  const { value } = await test.app.db
    .selectFrom("settings")
    .select("value")
    .where("key", "=", "company")
    .executeTakeFirstOrThrow();
  const company = JSON.stringify({ ...Object(value), name: { ru: "ТОО «Степной Дом»", kk: "Дала үйі", en: "Steppe House" } });
  await test.app.db.updateTable("settings").set({ value: company }).where("key", "=", "company").execute();
});
afterAll(() => test.stop());
beforeEach(async () => {
  test.clock.set(TEST_NOW);
  await test.app.db.updateTable("people").set({ password_hash: null, password_made_by: [] }).where("id", "=", clerk.id).execute();
  const { token } = (await test.api.as(admin).post(`/people/${clerk.id}/password-link`)).body;
  expect((await test.api.post("/set-password", { token, password: FIRST })).status).toBe(204);
});

async function enter(password: string) {
  const answer = await test.server.inject({ method: "POST", url: "/api/v1/session", payload: { email: EMAIL, password } });
  const cookie = (name: string) => answer.cookies.find((one) => one.name === name)?.value ?? "";
  return { status: answer.statusCode, token: answer.json().token, device: cookie("tartip_device") };
}

type Entered = Awaited<ReturnType<typeof enter>>;

async function change({ token, device }: Entered, oldPassword: string, password: string) {
  const headers = { authorization: `Bearer ${token}`, cookie: `tartip_device=${device}` };
  return test.api.put("/session/password", { oldPassword, password }, { headers });
}

const mine = ({ token }: Entered) => test.api.get("/me", { headers: { authorization: `Bearer ${token}` } });

describe("one's own password", () => {
  it("is changed by the one who knows the old one: the others of their sessions end, this one goes on", async () => {
    const [here, there] = [await enter(FIRST), await enter(FIRST)];
    const { token: openLink } = (await test.api.as(admin).post(`/people/${clerk.id}/password-link`)).body;
    const before = await test.auditTrail(clerk.id);
    const reply = await change(here, FIRST, NEXT);
    expect(reply.status, reply.text).toBe(204);
    await eventually(async () => expect((await mine(there)).status).toBe(401));
    expect((await mine(here)).status).toBe(200);
    expect([(await enter(FIRST)).status, (await enter(NEXT)).status]).toEqual([401, 200]);
    expect((await test.api.post("/set-password", { token: openLink, password: FIRST })).status).toBe(404);
    const known = await test.app.db.selectFrom("known_devices").select("person_id").where("person_id", "=", clerk.id).execute();
    // This browser, and the one of the sign-in with the new password.
    expect(known).toHaveLength(2);
    const notices = (await test.api.get("/notices", { headers: { authorization: `Bearer ${here.token}` } })).body.items;
    expect(notices[0]).toMatchObject({ event: "password_changed", actor: null });
    const written = (await test.auditTrail(clerk.id)).slice(before.length);
    expect(written.map(({ action, actorId }) => [action, actorId])).toEqual([
      ["session.all_ended", clerk.id],
      ["person.password_changed", clerk.id],
      ["session.sign_in_failed", null],
    ]);
    expect(JSON.stringify(written)).not.toContain("cats");
  });

  it("stays with a wrong old one, and the one who guesses at an open screen is slowed, not the owner at the door", async () => {
    const here = await enter(FIRST);
    const replies = [];
    for (let n = 0; n < 6; n += 1) replies.push(await change(here, `a guess number ${n}`, NEXT));
    expect(replies.map(({ status }) => status)).toEqual([...Array(5).fill(400), 429]);
    expect(replies[0]?.problem.fields).toMatchObject([{ field: "oldPassword", code: "password_wrong" }]);
    expect(replies[5]?.headers["retry-after"]).toBe("15");
    expect((await enter(FIRST)).status).toBe(200);
    test.clock.advance(15_000);
    expect((await change(here, FIRST, NEXT)).status).toBe(204);
  });

  it("is another one than before, and of two changes at once one counts", async () => {
    const here = await enter(FIRST);
    expect((await change(here, FIRST, FIRST)).problem.fields).toMatchObject([{ field: "password", code: "password_same" }]);
    const twins = await Promise.all([change(here, FIRST, NEXT), change(here, FIRST, "nine dogs in a boat")]);
    expect(twins.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 400]);
  });

  it("does not wash off whose hand had opened the account", async () => {
    const made = ["11111111-1111-4111-8111-111111111111"];
    await test.app.db.updateTable("people").set({ password_made_by: made }).where("id", "=", clerk.id).execute();
    expect((await change(await enter(FIRST), FIRST, NEXT)).status).toBe(204);
    const kept = await test.app.db.selectFrom("people").select("password_made_by").where("id", "=", clerk.id).executeTakeFirst();
    expect(kept?.password_made_by).toEqual(made);
  });

  it("is nobody's who is not signed in", async () => {
    expect((await test.api.put("/session/password", { oldPassword: FIRST, password: NEXT })).status).toBe(401);
  });
});

it("refuses at every door what a guesser tries first, with one text", async () => {
  const { token } = (await test.api.as(admin).post(`/people/${clerk.id}/password-link`)).body;
  const here = await enter(FIRST);
  for (const [password, code] of WEAK) {
    const doors = [await test.api.post("/set-password", { token, password }), await change(here, FIRST, password)];
    for (const { status, problem } of doors) {
      expect(status, password).toBe(400);
      expect(problem.fields, password).toMatchObject([{ field: "password", code }]);
    }
    expect(doors[0]?.problem.fields).toEqual(doors[1]?.problem.fields);
  }
  expect((await test.api.post("/set-password", { token, password: NEXT })).status).toBe(204);
});

it("refuses the same to the first administrator", async () => {
  const empty = await startTestApp({ env: { TARTIP_DEMO: "0" } });
  try {
    const given = { token: await firstAdminToken(empty.app), lastName: "Test", firstName: "Clerk", email: EMAIL };
    for (const [password, code] of WEAK.filter(([word]) => !word.startsWith("Степной"))) {
      const { status, problem } = await empty.api.post("/first-admin", { ...given, password });
      expect(status, password).toBe(400);
      expect(problem.fields, password).toMatchObject([{ field: "password", code }]);
    }
    expect((await empty.api.post("/first-admin", { ...given, password: FIRST })).status).toBe(200);
  } finally {
    await empty.stop();
  }
});

it("leaves the demonstration company its one password", async () => {
  const demo = await startTestApp({ env: { TARTIP_DEMO: "1" } });
  try {
    const chief = await addPerson(demo.app, "Chief", ["admin"]);
    const actor = await addPerson(demo.app, "Actor", []);
    const { token } = (await demo.api.as(chief).post(`/people/${actor.id}/password-link`)).body;
    expect((await demo.api.post("/set-password", { token, password: "tartip-demo" })).status).toBe(204);
  } finally {
    await demo.stop();
  }
});
