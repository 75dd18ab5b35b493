import { Type } from "@fastify/type-provider-typebox";
import Fastify from "fastify";
import { expect, it } from "vitest";
import { AT_FIRST_CALL, AT_ONCE } from "./compilers.ts";

it("finds a faulty schema at the start, where it compiles at once", async () => {
  const server = Fastify({ schemaController: { compilersFactory: AT_ONCE } });
  server.get("/faulty", { schema: { querystring: Type.Unsafe({ type: "nothing" }) } }, async () => ({}));
  await expect(server.ready()).rejects.toThrow("/faulty");
});

it("refuses, fills in and serializes by schemas compiled at the first call, at every call", async () => {
  const server = Fastify({ schemaController: { compilersFactory: AT_FIRST_CALL } });
  server.addSchema({ $id: "Named", type: "object", properties: { name: { type: "string" } } });
  const querystring = Type.Object({ limit: Type.Integer({ default: 50, maximum: 100 }) });
  const named = Type.Object({ id: Type.Integer(), inner: Type.Unsafe<unknown>({ $ref: "Named#" }) }, { $id: "Outer" });
  const schema = { querystring, response: { 200: named } };
  const answer = async () => ({ id: 1, secret: 2, inner: { name: "a", secret: 3 } });
  server.get("/first", { schema }, answer);
  server.get("/second", { schema: { ...schema, response: { 200: Type.Array(named) } } }, async () => [await answer()]);
  for (const _round of [1, 2]) {
    expect((await server.inject("/first?limit=101")).statusCode).toBe(400);
    expect((await server.inject("/first?limit=x")).json()).toMatchObject({ message: "querystring/limit must be integer" });
    expect((await server.inject("/first?limit=7")).json()).toEqual({ id: 1, inner: { name: "a" } });
    expect((await server.inject("/second")).json()).toEqual([{ id: 1, inner: { name: "a" } }]);
  }
  await server.close();
});
