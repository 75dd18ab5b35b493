import { readFileSync } from "node:fs";
import { Type } from "@fastify/type-provider-typebox";
import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { TestApp } from "../../../test/kit/app.ts";
import { startTestApp } from "../../../test/kit/app.ts";
import { barePerson, loadBareActor } from "../../../test/kit/people.ts";
import type { Module } from "../module.ts";
import { idempotent, sendAnswer } from "./idempotency.ts";
import { readPage, type Page, type PageOf, type SortColumn } from "./keyset.ts";

const Body = Type.Object({ value: Type.String() });
const making: Module = {
  name: "making",
  loadActor: loadBareActor,
  routes: async (server) => {
    server.post("/things", { schema: { body: Body } }, async (request, reply) => {
      const ctx = request.context;
      const answer = await idempotent(ctx, request, async (tx) => {
        const name = `thing-${crypto.randomUUID()}`;
        await tx.insertInto("keys").values({ name, value: request.body.value }).execute();
        await sql`select pg_sleep(0.1)`.execute(tx);
        if (request.body.value === "fail") throw new Error("half-way");
        return { status: 201, body: { name, at: ctx.now() } };
      });
      return sendAnswer(reply, answer);
    });
  },
};

let test: TestApp;
let person: { id: string };
beforeAll(async () => {
  test = await startTestApp({ modules: [making] });
  person = await barePerson(test.app);
  await makeRows();
});
afterAll(() => test.stop());
beforeEach(() => sql`delete from keys where name like 'thing-%'`.execute(test.app.db));

const things = async () => (await sql`select name from keys where name like 'thing-%'`.execute(test.app.db)).rows.length;
const make = (key: string | null, value: string, who = person) =>
  test.api.as(who).post("/things", { value }, key === null ? {} : { headers: { "idempotency-key": key } });

it("does a keyed request once and repeats its answer byte for byte", async () => {
  const twins = await Promise.all([1, 2, 3].map(() => make("k1", "a")));
  expect(twins.map(({ status }) => status)).toEqual([201, 201, 201]);
  expect(new Set(twins.map(({ text }) => text)).size).toBe(1);
  test.clock.advance(1_000);
  expect((await make("k1", "a")).text).toBe(twins[0]?.text);
  expect(await things()).toBe(1);
});

it("refuses the key for another request and keeps people's keys apart", async () => {
  await make("k2", "a");
  expect((await make("k2", "b")).body).toMatchObject({ status: 422, code: "idempotency_conflict" });
  expect((await make("k2", "b", await barePerson(test.app))).status).toBe(201);
  expect(await things()).toBe(2);
});

it("forgets the key of a failed try and demands a well-formed one", async () => {
  expect((await make("k3", "fail")).status).toBe(500);
  expect((await make("k3", "fail")).status).toBe(500);
  expect(await things()).toBe(0);
  expect((await make(null, "a")).problem.fields).toMatchObject([{ field: "Idempotency-Key", code: "required" }]);
  expect((await make("x".repeat(201), "a")).status).toBe(400);
});

const key = Buffer.from("0123456789abcdef");

/** A hundred rows with ties, nulls, microseconds and names that code points would order wrongly. */
async function makeRows(): Promise<void> {
  const owner = new pg.Client({ connectionString: test.ownerUrl });
  await owner.connect();
  await owner.query(`create table rows (id bigint primary key, at timestamptz, name text not null, rank smallint not null);
    insert into rows select n, case when n % 7 > 1 then timestamptz '2026-11-22' + (n % 9) * interval '1 microsecond' end,
      (array['Ёлка', 'ель', 'Айгуль', 'әже', 'яма', 'Zebra'])[n % 6 + 1], n % 4 from generate_series(1, 100) n`);
  await owner.end();
}

const rowsOf = (order: SortColumn[], of: Partial<PageOf> = {}): PageOf => ({
  key,
  list: "rows",
  sort: "sort",
  asked: {},
  order,
  limit: 7,
  ...of,
});

const pageOf = (of: PageOf): Promise<Page<{ id: number }>> =>
  readPage(of, async ({ after, order, cursor, limit }) => {
    const found = await sql<{ id: number; cursor: (string | null)[] }>`
      select id, ${cursor} as cursor from rows where ${after} order by ${order} limit ${limit}`.execute(test.app.db);
    return found.rows;
  });

/** Walks a table page by page and compares with the whole of it. */
async function walk(columns: SortColumn[]): Promise<{ whole: unknown[]; paged: unknown[] }> {
  const whole = await pageOf(rowsOf(columns, { limit: 1000 }));
  const paged: number[] = [];
  let next: string | null = null;
  do {
    const page: Page<{ id: number }> = await pageOf(rowsOf(columns, next === null ? {} : { after: next }));
    paged.push(...page.items.map((row) => row.id));
    ({ next } = page);
  } while (next !== null);
  return { whole: whole.items.map((row) => row.id), paged };
}

const id: SortColumn = { by: sql.ref("id"), type: "bigint", direction: "asc" };
const at = (direction: "asc" | "desc"): SortColumn => ({ by: sql.ref("at"), type: "timestamptz", direction, nullable: true });
const name: SortColumn = { by: sql.ref("name"), type: "text", direction: "asc", collation: "ru-x-icu" };
const rank: SortColumn = { by: sql.ref("rank"), type: "smallint", direction: "desc" };

it.each([
  ["one column", [id]],
  ["descending with nulls last", [at("desc"), { ...id, direction: "desc" } satisfies SortColumn]],
  ["mixed directions", [rank, at("asc"), id]],
  ["names by the Russian alphabet", [name, rank, id]],
])("pages by keyset without gaps or repeats: %s", async (_what, columns) => {
  const { whole, paged } = await walk(columns);
  expect(whole.length).toBe(100);
  expect(paged).toEqual(whole);
});

it("refuses a forged cursor, a cut one and one of another list", async () => {
  const asked = { status: "new" };
  const { next } = await pageOf(rowsOf([id], { asked }));
  const cursor = next ?? "";
  expect((await pageOf(rowsOf([id], { asked, after: cursor }))).items[0]?.id).toBe(8);
  const [body = "", signature = ""] = cursor.split(".");
  // reason: the text is a cursor of this server
  const [identity] = JSON.parse(Buffer.from(body, "base64url").toString()) as [string];
  const forged = Buffer.from(JSON.stringify([identity, ["x"]])).toString("base64url");
  for (const of of [
    { asked: { status: "closed" }, after: cursor },
    { asked, sort: "-sort", after: cursor },
    { asked, after: cursor.slice(0, -2) },
    { asked, after: `${forged}.${signature}` },
    { asked, after: "" },
  ]) {
    await expect(pageOf(rowsOf([id], of))).rejects.toThrow(expect.objectContaining({ code: "bad_cursor" }));
  }
});

interface Described {
  paths: Record<
    string,
    Record<string, { responses: Record<string, { content?: Record<string, { schema: { type?: string } }> }> }>
  >;
}

it("answers an object everywhere: a list is its `items`, never a bare array", () => {
  const file = new URL("../../../../../packages/api-client/openapi.json", import.meta.url);
  // reason: the file is written by tools/openapi.ts and compared with the routes by the check
  const { paths } = JSON.parse(readFileSync(file, "utf8")) as Described;
  const bare = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { responses }]) =>
      Object.values(responses)
        .filter(({ content }) => content?.["application/json"]?.schema.type === "array")
        .map(() => `${method} ${path}`),
    ),
  );
  expect(bare).toEqual([]);
});
