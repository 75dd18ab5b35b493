import Fastify from "fastify";
import { afterAll, expect, it } from "vitest";
import { keepOneSpelling } from "./one-spelling.ts";

const server = Fastify();
keepOneSpelling(server);
const body = { type: "object", properties: { name: { type: "string", minLength: 1 } } };
server.post("/", { schema: { body } }, async (request) => request.body);
server.addContentTypeParser("text/csv", (_request, payload, done) => done(null, payload));
server.post("/stream", async (request, reply) => reply.send(request.body));
server.get("/", async (request) => request.query);
afterAll(() => server.close());

const post = (payload: object) => server.inject({ method: "POST", url: "/", payload });
const APART = "Чаи\u0306";
const COMPOSED = "Чай";

it("composes letters that were copied in two marks, however deep they lie", async () => {
  const sent = { name: APART, lines: [{ text: `${APART}, Қызылорда` }], n: 1, none: null, yes: true };
  expect((await post(sent)).json()).toEqual({ ...sent, name: COMPOSED, lines: [{ text: `${COMPOSED}, Қызылорда` }] });
  const query = `/?q=${encodeURIComponent(APART)}&kind=${encodeURIComponent(APART)}&kind=b`;
  expect((await server.inject(query)).json()).toEqual({ q: COMPOSED, kind: [COMPOSED, "b"] });
});

it.each(["Application/JSON", "application/JSON; charset=utf-8", " application/json"])(
  "does so however the sender writes %j",
  async (type) => {
    const headers = { "content-type": type };
    const sent = await server.inject({ method: "POST", url: "/", headers, payload: JSON.stringify({ name: APART }) });
    expect(sent.json()).toEqual({ name: COMPOSED });
  },
);

it("leaves a stream as it is", async () => {
  const headers = { "content-type": "text/csv" };
  const sent = await server.inject({ method: "POST", url: "/stream", headers, payload: APART });
  expect(sent.body).toBe(APART);
});

it.each(["\u200b\u200b", "\u2060", "\u2800", " \ufeff "])("takes %j for an empty answer", async (name) => {
  expect((await post({ name })).statusCode).toBe(400);
});

it("leaves secrets, emoji and marks inside of words as they were written", async () => {
  const sent = { name: "👩‍🚒 слово", password: APART, newPassword: "\u200b", oldPassword: { deep: APART } };
  expect((await post(sent)).json()).toEqual(sent);
});
