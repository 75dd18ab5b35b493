import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "./database.ts";

let one: TestDatabase;
let other: TestDatabase;

beforeAll(async () => {
  [one, other] = await Promise.all([createTestDatabase(), createTestDatabase()]);
});
afterAll(async () => {
  await Promise.all([one.drop(), other.drop()]);
});

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

it("gives each file a migrated database of its own", async () => {
  await query(one.ownerUrl, "create table only_here (n int)");
  const names = "select 1 from pg_tables where tablename = 'only_here'";
  expect(await query(one.ownerUrl, names)).toHaveLength(1);
  expect(await query(other.ownerUrl, names)).toHaveLength(0);
  const applied = await query(other.ownerUrl, "select name from schema_migrations");
  expect(applied.length).toBeGreaterThan(0);
});

it("lets the application's role read rows and change no schema", async () => {
  expect(await query(one.appUrl, "select current_user")).toEqual([{ current_user: "tartip_app" }]);
  await expect(query(one.appUrl, "create table mine (n int)")).rejects.toThrow(/permission denied/);
  await expect(query(one.appUrl, "create temp table mine (n int)")).rejects.toThrow(/permission denied/);
});

it("leaves nothing behind", async () => {
  const short = await createTestDatabase();
  await short.drop();
  await expect(query(short.appUrl, "select 1")).rejects.toThrow(/does not exist/);
});
