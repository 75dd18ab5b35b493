import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { Type } from "@fastify/type-provider-typebox";
import { DomainError } from "@tartip/domain/kernel/errors";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { TestApp } from "../../../test/kit/app.ts";
import { startTestApp } from "../../../test/kit/app.ts";
import { barePerson, loadBareActor } from "../../../test/kit/people.ts";
import { createApi } from "../../../test/kit/api.ts";
import type { Module } from "../module.ts";
import { AT_FIRST_CALL } from "./compilers.ts";
import { problems } from "./problems.ts";
import { buildServer } from "./server.ts";

const probe: Module = {
  name: "probe",
  loadActor: loadBareActor,
  routes: async (server) => {
    const body = Type.Object({
      name: Type.String({ minLength: 2, maxLength: 20 }),
      amountMinor: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
      inner: Type.Optional(Type.Object({ at: Type.String({ format: "date" }) })),
      free: Type.Optional(Type.Unknown()),
    });
    const answer = Type.Object({ name: Type.String() });
    server.post("/probe", { schema: { body, response: { 200: answer, ...problems(400) } } }, async ({ body: { name } }) => ({
      name,
    }));
    const querystring = Type.Object({ limit: Type.Integer({ default: 50 }), kind: Type.Optional(Type.Array(Type.String())) });
    server.get("/probe", { schema: { querystring } }, async ({ query }) => query);
    server.get("/probe/long", { schema: { response: { 200: answer } } }, async () => ({ name: "заявка ".repeat(5_000) }));
    server.get("/probe/misfit/:sent", { schema: { response: { 200: answer } } }, async ({ params }) => {
      // reason: what is asked for by the test below, under the type that the route promises
      return MISFITS[(params as { sent: string }).sent] as { name: string };
    });
    server.get("/probe/fault", async () => {
      throw new Error("secret detail", { cause: new Error("deeper secret") });
    });
    server.get("/probe/sql/:statement", async (request) => {
      // reason: the test's own statements, by name
      const { statement } = request.params as { statement: string };
      await sql.raw(STATEMENTS[statement] ?? "select 1").execute(request.context.app.db);
      return {};
    });
    server.get("/probe/blocked", async () => {
      throw new DomainError("blocked", "no basis", {
        blockers: [{ code: "no_basis", params: { missing: ["act", "waybill"] }, fix: { kind: "field", target: "basis" } }],
      });
    });
  },
};

const MISFITS: Record<string, unknown> = { fits: { name: "a", at: 1 }, null: { name: null }, number: { name: 1 } };

const STATEMENTS: Record<string, string> = {
  number: "select '10000000000000000000'::bigint",
  json: `select '{"a":"\\ud800"}'::jsonb`,
  unique: "insert into keys (name, value) values ('cursor', 'x')",
  check: "insert into currencies (code, symbol, name) values ('kz', '₸', '{}')",
  foreign: "insert into cost_items (code, kind, name, parent_id) values ('x', 'x', '{}', uuidv7())",
  slow: "do $$ begin raise query_canceled; end $$",
};

let test: TestApp;
let person: { id: string };

beforeAll(async () => {
  test = await startTestApp({ modules: [probe] });
  person = await barePerson(test.app);
});
afterAll(() => test.stop());

it("answers what it was asked and nothing else", async () => {
  const reply = await test.api.as(person).post("/probe", { name: "Айгуль" });
  expect(reply.status).toBe(200);
  expect(reply.body).toEqual({ name: "Айгуль" });
  expect(reply.headers["cache-control"]).toBe("no-store");
  expect(reply.headers["x-request-id"]).toBeTruthy();
});

it("asks for a session before anything else", async () => {
  const reply = await test.api.post("/probe", { name: 1 });
  expect(reply.status).toBe(401);
  expect(reply.headers["content-type"]).toContain("application/problem+json");
  expect(reply.body).toMatchObject({ code: "unauthenticated", type: "urn:tartip:problem:unauthenticated" });
});

it("names every wrong field, in the person's language", async () => {
  const english = await barePerson(test.app, { language: "en" });
  const body = { name: "x", amountMinor: 1.5, inner: { at: "yesterday" }, extra: 1 };
  const reply = await test.api.as(english).post("/probe", body);
  expect(reply.status).toBe(400);
  const codes = Object.fromEntries(reply.problem.fields.map((one) => [one.field, one.code]));
  expect(codes).toEqual({ name: "too_short", amountMinor: "wrong_type", "inner.at": "wrong_format", extra: "unknown_field" });
  expect(reply.problem.fields.find((one) => one.field === "name")?.detail).toContain("at least 2");
});

it.each([
  ["a number as text", { name: "ok", amountMinor: "5" }],
  ["a negative amount", { name: "ok", amountMinor: -1 }],
  ["10^16", { name: "ok", amountMinor: 1e16 }],
  ["null", { name: null }],
  ["an array", []],
  ["NUL", { name: "a\0b" }],
  ["NUL inside free data", { name: "ok", free: { deep: ["a\0b"] } }],
  ["a poisoned prototype", '{"name":"ok","__proto__":{"admin":true}}'],
  ["malformed JSON", '{"name":'],
  ["an empty body", ""],
  ["bottomless nesting", `{"name":"ok","free":${"[".repeat(5_000)}${"]".repeat(5_000)}}`],
])("refuses %s with 400", async (_what, body) => {
  const reply = await test.api.as(person).post("/probe", body);
  expect(reply.status).toBe(400);
  expect(reply.body).toMatchObject({ code: "bad_input", status: 400 });
});

it("refuses other content and too much of it", async () => {
  const caller = test.api.as(person);
  expect((await caller.post("/probe", "name=x", { headers: { "content-type": "text/plain" } })).status).toBe(415);
  expect((await caller.post("/probe", { name: "ok", free: "x".repeat(1_100_000) })).status).toBe(413);
  expect((await caller.get("/probe?limit=%00")).status).toBe(400);
  expect((await caller.get("/probe/%zz")).status).toBe(400);
});

it("reads query strings as their schema says and refuses unknown ones", async () => {
  const caller = test.api.as(person);
  expect((await caller.get("/probe?limit=7&kind=a")).body).toEqual({ limit: 7, kind: ["a"] });
  expect((await caller.get("/probe?limit=seven")).status).toBe(400);
  expect((await caller.get("/probe?order=name")).problem.fields).toMatchObject([{ field: "order", code: "unknown_field" }]);
});

it("compares what it answers with what it promises, before null becomes an empty text", async () => {
  const told: string[] = [];
  const checks = { every: 2, misfit: (_request: unknown, what: string) => void told.push(what) };
  const sampled = await buildServer(test.app, AT_FIRST_CALL, checks);
  try {
    const api = createApi(test.app, sampled).as(person);
    for (const sent of ["null", "fits", "null", "null", "fits", "number"])
      expect((await api.get(`/probe/misfit/${sent}`)).status).toBe(200);
    expect(told).toEqual(["/name must be string", "/name must be string"]);
  } finally {
    await sampled.close();
  }
  expect((await test.api.as(person).get("/probe/misfit/fits")).body).toEqual({ name: "a" });
  expect((await test.api.as(person).get("/probe/misfit/null")).status).toBe(500);
});

it("sends long answers compressed to those who take it", async () => {
  const plain = await test.api.as(person).get("/probe/long");
  expect(plain.headers["content-encoding"]).toBeUndefined();
  expect(plain.headers["vary"]).toBe("accept-encoding");
  const taking = (encoding: string) => test.api.as(person).get("/probe/long", { headers: { "accept-encoding": encoding } });
  const [br, gzip] = [await taking("gzip, deflate, br"), await taking("gzip")];
  expect([br.headers["content-encoding"], gzip.headers["content-encoding"]]).toEqual(["br", "gzip"]);
  expect(brotliDecompressSync(br.bytes).toString()).toBe(plain.text);
  expect(gunzipSync(gzip.bytes).toString()).toBe(plain.text);
  expect(br.headers["content-length"]).toBe(String(br.bytes.length));
  const short = await test.api.as(person).get("/probe?limit=7", { headers: { "accept-encoding": "br" } });
  expect(short.headers["content-encoding"]).toBeUndefined();
});

it("says nothing of its insides when it fails", async () => {
  const reply = await test.api.as(person).get("/probe/fault");
  expect(reply.status).toBe(500);
  expect(reply.problem.code).toBe("internal");
  expect(reply.text).not.toContain("secret");
});

it.each([
  ["number", 400],
  ["json", 400],
  ["unique", 409],
  ["check", 422],
  ["foreign", 400],
  ["slow", 503],
])("turns an unforeseen database error (%s) into %i", async (statement, status) => {
  const reply = await test.api.as(person).get(`/probe/sql/${statement}`);
  expect(reply.status).toBe(status);
  expect(reply.text).not.toMatch(/insert|constraint|currencies/i);
});

it("lists blockers with their cure", async () => {
  const reply = await test.api.as(person).get("/probe/blocked");
  expect(reply.status).toBe(422);
  expect(reply.problem.blockers).toMatchObject([{ code: "no_basis", fix: { kind: "field", target: "basis" } }]);
  expect(reply.problem.blockers[0]?.text).toBeTruthy();
});

it("speaks the browser's language to strangers", async () => {
  const ask = (language: string) => test.api.get("/nowhere", { headers: { "accept-language": language } });
  const [ru, kk, en] = await Promise.all([ask("ru-RU"), ask("kk,ru;q=0.5"), ask("en-US")]);
  expect(new Set([ru.problem.detail, kk.problem.detail, en.problem.detail]).size).toBe(3);
  expect(ru.status).toBe(404);
});

it("is alive, ready and described", async () => {
  expect((await test.api.get("/api/health")).body).toEqual({ status: "ok" });
  expect((await test.api.get("/api/ready")).body).toEqual({ status: "ok" });
  const { text } = await test.api.get("/api/openapi.json");
  const document = JSON.parse(text);
  expect(document.openapi).toBe("3.1.1");
  expect(document.paths["/api/v1/probe"].post.responses["400"].content["application/problem+json"].schema.$ref).toBe(
    "#/components/schemas/Problem",
  );
  const page = await test.api.get("/api/docs");
  expect(page.headers["content-security-policy"]).toContain("script-src 'self'");
  expect(page.text).not.toMatch(/https?:|<script>|<style/);
});

it("makes its description once, compressed, and answers by its tag", async () => {
  const plain = await test.api.get("/api/openapi.json");
  const { etag = "" } = plain.headers;
  const ask = (encoding: string, tag?: string) =>
    test.server.inject({
      url: "/api/openapi.json",
      headers: { "accept-encoding": encoding, ...(tag ? { "if-none-match": tag } : {}) },
    });
  const [br, gzip, refused] = await Promise.all([ask("gzip, br"), ask("gzip;q=0.5"), ask("br;q=0, identity")]);
  expect([br.headers["content-encoding"], gzip.headers["content-encoding"], refused.headers["content-encoding"]]).toEqual([
    "br",
    "gzip",
    undefined,
  ]);
  expect(brotliDecompressSync(br.rawPayload).toString()).toBe(plain.text);
  expect(gunzipSync(gzip.rawPayload).toString()).toBe(plain.text);
  expect(br.rawPayload.length).toBeLessThan(plain.text.length / 4);
  const again = await ask("br", String(etag));
  expect([again.statusCode, again.rawPayload.length]).toEqual([304, 0]);
});

it("limits what strangers ask of its public texts by their address", async () => {
  const hurried = await startTestApp({ modules: [probe], env: { TARTIP_RATE_LIMIT: "100" } });
  try {
    const replies = [];
    for (let n = 0; n < 4; n += 1) replies.push(await hurried.api.get(n % 2 ? "/api/docs" : "/api/openapi.json"));
    expect(replies.map((reply) => reply.status)).toEqual([200, 200, 429, 429]);
    expect(Number(replies[2]?.headers["retry-after"])).toBeGreaterThan(0);
  } finally {
    await hurried.stop();
  }
});

it("refuses who asks too often", async () => {
  const hurried = await startTestApp({ modules: [probe], env: { TARTIP_RATE_LIMIT: "10" } });
  try {
    const somebody = await barePerson(hurried.app);
    const replies = [];
    for (let n = 0; n < 12; n += 1) replies.push((await hurried.api.as(somebody).get("/probe")).status);
    expect(replies).toEqual([...Array(10).fill(200), 429, 429]);
    const unknown = [];
    for (let n = 1; n <= 11; n += 1)
      unknown.push(await hurried.server.inject({ url: "/api/v1/probe", remoteAddress: `2001:db8:1:1::${n}` }));
    // One network is one place, and the refusal says how long its minute still is.
    expect(unknown.map(({ statusCode }) => statusCode)).toEqual([...Array(10).fill(401), 429]);
    expect(Number(unknown.at(-1)?.headers["retry-after"])).toSatisfy((seconds: number) => seconds >= 1 && seconds <= 60);
    expect((await hurried.server.inject({ url: "/api/v1/probe", remoteAddress: "2001:db8:1:2::1" })).statusCode).toBe(401);
  } finally {
    await hurried.stop();
  }
});

it("waits for the largest file over a line of half a megabit", () => {
  const seconds = test.server.server.requestTimeout / 1_000;
  expect(test.app.config.maxFileBytes / seconds).toBeLessThan(512_000 / 8);
});
