import { SignJWT, exportJWK, generateKeyPair, importJWK } from "jose";
import type { InjectOptions } from "fastify";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { TestApp } from "../../../test/kit/app.ts";
import { TEST_NOW, startTestApp } from "../../../test/kit/app.ts";
import { eventually } from "../../../test/kit/eventually.ts";
import { barePerson, loadBareActor } from "../../../test/kit/people.ts";
import { inTransaction, touchActor } from "../db/transaction.ts";
import type { Module } from "../module.ts";
import { firstAdminToken } from "./first-admin.ts";

const PASSWORD = "correct horse battery";
const HOST = "tartip.example.kz";
let test: TestApp;
let person: { id: string; email: string };

beforeAll(async () => {
  const whoami = { name: "probe", loadActor: loadBareActor, routes };
  test = await startTestApp({ modules: [whoami] });
  person = await barePerson(test.app, { password: PASSWORD });
});
afterAll(() => test.stop());
beforeEach(() => test.clock.set(TEST_NOW));

const routes: NonNullable<Module["routes"]> = async (server) => {
  server.get("/whoami", async (request) => ({ id: request.context.actor.id, via: request.context.via }));
  server.post("/write", async () => ({ done: true }));
};

type Cookies = Record<string, string>;

async function call(
  method: InjectOptions["method"],
  url: string,
  options: { cookies?: Cookies; headers?: object; body?: object } = {},
) {
  const answer = await test.server.inject({
    ...(method && { method }),
    url: `/api/v1${url}`,
    headers: { host: HOST, ...options.headers },
    ...(options.cookies && { cookies: options.cookies }),
    ...(options.body && { payload: options.body }),
  });
  const cookies = Object.fromEntries(answer.cookies.map(({ name, value }) => [name, value]));
  return { status: answer.statusCode, body: answer.body ? answer.json() : null, cookies, all: answer.cookies };
}

const own = { origin: `http://${HOST}` };
const signIn = (password = PASSWORD, email = person.email) =>
  call("POST", "/session", { headers: own, body: { email, password } });
const whoami = (token: string) => call("GET", "/whoami", { headers: { authorization: `Bearer ${token}` } });

it("signs in with a bearer and with cookies that scripts cannot read", async () => {
  const entered = await signIn(PASSWORD, person.email.toUpperCase());
  expect(entered.status).toBe(200);
  expect(entered.all).toMatchObject([
    { name: "tartip_token", path: "/", httpOnly: true, sameSite: "Lax", maxAge: 600 },
    { name: "tartip_refresh", path: "/api/v1/session", httpOnly: true, sameSite: "Lax", maxAge: 14 * 86_400 },
    { name: "tartip_device", path: "/api/v1/session", httpOnly: true, sameSite: "Lax", maxAge: 180 * 86_400 },
  ]);
  // An instant would be judged by the browser's own clock.
  expect(entered.all.map(({ expires }) => expires)).toEqual([undefined, undefined, undefined]);
  expect((await whoami(entered.body.token)).body).toEqual({ id: person.id, via: "api" });
  const byCookie = await call("GET", "/whoami", { cookies: entered.cookies });
  expect(byCookie.body).toEqual({ id: person.id, via: "web" });
});

it("answers a wrong password, an unknown and an inactive person alike", async () => {
  const gone = await barePerson(test.app, { password: PASSWORD });
  await test.app.db.updateTable("people").set({ active: false }).where("id", "=", gone.id).execute();
  const answers = [
    await signIn("wrong password"),
    await signIn(PASSWORD, "nobody@example.kz"),
    await signIn(PASSWORD, gone.email),
  ];
  for (const { status, body } of answers) {
    expect(status).toBe(401);
    expect({ ...body, requestId: "" }).toEqual({ ...answers[0]?.body, requestId: "" });
  }
});

it("stops guessing, also in a volley, and lets others in meanwhile", async () => {
  const victim = await barePerson(test.app, { password: PASSWORD });
  const volley = await Promise.all(Array.from({ length: 15 }, () => signIn("wrong password", victim.email)));
  expect(volley.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(5);
  expect((await signIn(PASSWORD, victim.email)).status).toBe(429);
  expect((await signIn()).status).toBe(200);
  test.clock.advance(16 * 60_000);
  expect((await signIn(PASSWORD, victim.email)).status).toBe(200);
});

it("refuses tokens that are expired, foreign, of another kind or unsigned", async () => {
  const { token } = (await signIn()).body;
  const { privateKey } = await generateKeyPair("EdDSA", { extractable: true });
  const kept = await test.app.db.selectFrom("keys").select("value").where("name", "=", "session").executeTakeFirstOrThrow();
  const genuine = await importJWK(JSON.parse(kept.value), "EdDSA");
  const sid = JSON.parse(Buffer.from(token.split(".")[1], "base64url").toString()).sid;
  const forge = (key: Parameters<SignJWT["sign"]>[0], claims: { aud?: string; typ?: string }) =>
    new SignJWT({ sid })
      .setProtectedHeader({ alg: "EdDSA", typ: claims.typ ?? "at+jwt" })
      .setSubject(person.id)
      .setIssuer("tartip")
      .setAudience(claims.aud ?? "tartip")
      .setExpirationTime(Math.floor(Date.parse(TEST_NOW) / 1000) + 300)
      .sign(key);
  const none = `${Buffer.from('{"alg":"none"}').toString("base64url")}.${token.split(".")[1]}.`;
  expect((await whoami(await forge(genuine, {}))).status).toBe(200);
  const bad = [
    await forge(privateKey, {}),
    await forge(genuine, { aud: "other" }),
    await forge(genuine, { typ: "jwt" }),
    none,
    "x",
  ];
  for (const one of bad) expect((await whoami(one)).status).toBe(401);
  test.clock.advance(10 * 60_000 + 1_000);
  expect((await whoami(token)).status).toBe(401);
  expect(await exportJWK(privateKey)).toHaveProperty("crv", "Ed25519");
});

it("rotates the refresh token, and its reuse ends the session for both holders", async () => {
  const first = await signIn();
  const second = await call("POST", "/session/refresh", { cookies: first.cookies, headers: own });
  expect(second.status).toBe(200);
  expect(second.cookies["tartip_refresh"]).not.toBe(first.cookies["tartip_refresh"]);
  const reuse = await call("POST", "/session/refresh", { cookies: first.cookies, headers: own });
  expect(reuse.status).toBe(401);
  await eventually(async () => expect((await whoami(second.body.token)).status).toBe(401));
  expect((await call("POST", "/session/refresh", { cookies: second.cookies, headers: own })).status).toBe(401);
});

it("lets exactly one of two simultaneous refreshes through", async () => {
  const entered = await signIn();
  const twins = await Promise.all([1, 2].map(() => call("POST", "/session/refresh", { cookies: entered.cookies, headers: own })));
  expect(twins.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 401]);
});

it("signs out here, and everywhere", async () => {
  const [here, there] = [await signIn(), await signIn()];
  expect((await call("DELETE", "/session", { cookies: here.cookies, headers: own })).status).toBe(204);
  await eventually(async () => expect((await whoami(here.body.token)).status).toBe(401));
  expect((await whoami(there.body.token)).status).toBe(200);
  const third = await signIn();
  expect((await call("DELETE", "/sessions", { headers: { authorization: `Bearer ${third.body.token}` } })).status).toBe(204);
  await eventually(async () => {
    for (const { body } of [there, third]) expect((await whoami(body.token)).status).toBe(401);
  });
  const actions = (await test.auditTrail(person.id)).map(({ action }) => action);
  expect(actions).toContain("session.all_ended");
});

it("shuts the door on a deactivated person at once", async () => {
  const leaver = await barePerson(test.app, { password: PASSWORD });
  const { token } = (await signIn(PASSWORD, leaver.email)).body;
  expect((await whoami(token)).status).toBe(200);
  await inTransaction(test.app, async (tx) => {
    await tx.updateTable("people").set({ active: false }).where("id", "=", leaver.id).execute();
    touchActor(tx, leaver.id);
  });
  await eventually(async () => expect((await whoami(token)).status).toBe(401));
});

it("takes writes by cookie from its own pages only", async () => {
  const { cookies, body } = await signIn();
  const write = async (headers: object) => (await call("POST", "/write", { cookies, headers })).status;
  expect(await write(own)).toBe(200);
  expect(await write({ origin: "https://evil.example" })).toBe(403);
  expect(await write({ origin: "null" })).toBe(403);
  expect(await write({})).toBe(403);
  expect((await call("POST", "/write", { headers: { authorization: `Bearer ${body.token}` } })).status).toBe(200);
  const foreign = { origin: "https://evil.example" };
  expect((await call("POST", "/session", { headers: foreign, body: { email: person.email, password: PASSWORD } })).status).toBe(
    403,
  );
});

it("ends an outsider's session the same day", async () => {
  const outsider = await barePerson(test.app, { password: PASSWORD, external: true });
  const entered = await signIn(PASSWORD, outsider.email);
  test.clock.advance(8 * 3_600_000 + 1_000);
  expect((await call("POST", "/session/refresh", { cookies: entered.cookies, headers: own })).status).toBe(401);
});

it("makes the first administrator once, by the printed link", async () => {
  expect(await firstAdminToken(test.app)).toBeNull();
  const empty = await startTestApp({ modules: [{ name: "probe", loadActor: loadBareActor }] });
  try {
    await empty.app.db
      .insertInto("roles")
      .values({ code: "admin", label: "{}", grants: "[]" })
      .onConflict((c) => c.doNothing())
      .execute();
    const earlier = await firstAdminToken(empty.app);
    const token = await firstAdminToken(empty.app);
    const input = { token, lastName: "Сергали", firstName: "Данияр", email: "Admin@Example.kz", password: PASSWORD };
    expect((await empty.api.post("/first-admin", { ...input, token: earlier })).status).toBe(404);
    const short = await empty.api.post("/first-admin", { ...input, password: "short" });
    expect(short.problem.fields).toMatchObject([{ field: "password", code: "password_short" }]);
    const twice = await Promise.all([empty.api.post("/first-admin", input), empty.api.post("/first-admin", input)]);
    expect(twice.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 404]);
    expect((await empty.api.post("/session", { email: "admin@example.kz", password: PASSWORD })).status).toBe(200);
    expect(await firstAdminToken(empty.app)).toBeNull();
  } finally {
    await empty.stop();
  }
});
