import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestDatabase } from "../../../../../tools/testing/database.ts";
import type { TestDatabase } from "../../../../../tools/testing/database.ts";
import type { TestApp } from "../../../test/kit/app.ts";
import { startTestApp } from "../../../test/kit/app.ts";
import { migrate } from "./migrate.ts";
import { beforeCommit, inTransaction, touchPerson, touchRecord } from "./transaction.ts";

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp({ modules: [], patience: 1 });
});
afterAll(() => test.stop());

const keys = () => sql<{ name: string }>`select name from keys where name like 't%' order by name`.execute(test.app.db);

it("reads big integers as safe numbers, dates as text and refuses what it cannot hold", async () => {
  const { rows } = await sql`select 9007199254740991::bigint as big, date '2026-02-28' as day, 1.10::numeric as exact,
    timestamptz '2026-11-22T10:00Z' as at, array[1,2]::bigint[] as bigs, array[]::date[] as days, array[date '2026-01-02'] as one`.execute(
    test.app.db,
  );
  expect(rows[0]).toEqual({
    big: Number.MAX_SAFE_INTEGER,
    day: "2026-02-28",
    exact: "1.10",
    at: new Date("2026-11-22T10:00:00Z"),
    bigs: [1, 2],
    days: [],
    one: ["2026-01-02"],
  });
  await expect(sql`select 9007199254740993::bigint as big`.execute(test.app.db)).rejects.toThrow(/safe integers/);
});

it.each([
  ["2026-11-22 10:00:00.123456+00", "2026-11-22T10:00:00.123Z"],
  ["2026-11-22 15:00:00.5+05", "2026-11-22T10:00:00.500Z"],
  ["0044-03-15 00:00:00+00", "0044-03-15T00:00:00.000Z"],
  ["12026-01-02 03:04:05+00", "+012026-01-02T03:04:05.000Z"],
  ["0044-03-15 00:00:00+00 BC", "-000043-03-15T00:00:00.000Z"],
])("reads the instant %s", async (text, iso) => {
  const { rows } = await sql<{ at: Date }>`select ${text}::timestamptz as at`.execute(test.app.db);
  expect(rows[0]?.at.toISOString()).toBe(iso);
});

it("lives under time-outs, in UTC, with prepared statements", async () => {
  const { rows } = await sql<
    Record<string, string>
  >`select current_setting('lock_timeout') as lock, current_setting('timezone') as zone,
    current_setting('statement_timeout') as statement, current_setting('idle_in_transaction_session_timeout') as idle`.execute(
    test.app.db,
  );
  expect(rows[0]).toEqual({ lock: "8s", zone: "UTC", statement: "10s", idle: "15s" });
  const named = await sql<{ n: number }>`select count(*) as n from pg_prepared_statements where name like 's%'`.execute(
    test.app.db,
  );
  expect(named.rows[0]?.n).toBeGreaterThan(0);
});

it("rolls everything back, hooks included", async () => {
  const failing = inTransaction(test.app, async (tx) => {
    await tx.insertInto("keys").values({ name: "t-lost", value: "x" }).execute();
    beforeCommit(tx, 1, async () => Promise.reject(new Error("no")));
  });
  await expect(failing).rejects.toThrow("no");
  expect((await keys()).rows).toEqual([]);
});

it("runs hooks in ascending order, also hooks of hooks, before the commit", async () => {
  const ran: number[] = [];
  await inTransaction(test.app, async (tx) => {
    beforeCommit(tx, 90, async () => void ran.push(90));
    beforeCommit(tx, 10, async () => {
      ran.push(10);
      beforeCommit(tx, 50, async () => void ran.push(50));
    });
  });
  expect(ran).toEqual([10, 50, 90]);
});

it("repeats the whole transaction after a deadlock", async () => {
  await sql`insert into keys (name, value) values ('ta', '0'), ('tb', '0')`.execute(test.app.db);
  const tries = { n: 0 };
  // Each takes its second row only when both hold their first.
  const bothHold = Promise.withResolvers<void>();
  const both = (first: string, second: string) =>
    inTransaction(test.app, async (tx) => {
      tries.n += 1;
      for (const name of [first, second]) {
        await sql`update keys set value = (value::int + 1)::text where name = ${name}`.execute(tx);
        if (tries.n === 2) bothHold.resolve();
        await bothHold.promise;
      }
    });
  await Promise.all([both("ta", "tb"), both("tb", "ta")]);
  const { rows } = await sql<{ value: string }>`select value from keys where name in ('ta', 'tb')`.execute(test.app.db);
  expect(rows.map(({ value }) => value)).toEqual(["2", "2"]);
  expect(tries.n).toBeGreaterThan(2);
});

it("gives up after three retries", async () => {
  let tries = 0;
  const refused = inTransaction(test.app, async (tx) => {
    tries += 1;
    await sql`do $$ begin raise serialization_failure; end $$`.execute(tx);
  });
  await expect(refused).rejects.toMatchObject({ code: "40001" });
  expect(tries).toBe(4);
});

it("announces once per transaction: ids without repetition, or everything when they do not fit", async () => {
  const ear = new pg.Client({ connectionString: test.appUrl });
  await ear.connect();
  await ear.query("listen tartip_live");
  const heard: string[] = [];
  ear.on("notification", ({ payload }) => heard.push(payload ?? ""));
  await inTransaction(test.app, async (tx) => {
    for (const id of ["r1", "r2", "r1"]) touchRecord(tx, id);
    touchPerson(tx, "p1");
  });
  await inTransaction(test.app, async (tx) => {
    for (let n = 0; n < 300; n += 1) touchRecord(tx, crypto.randomUUID());
  });
  await ear.query("select 1");
  await ear.end();
  expect(heard.map((text) => JSON.parse(text))).toEqual([{ records: ["r1", "r2"], people: ["p1"] }, { all: true }]);
});

it("keeps the application's role from rewriting the journal and from changing tables", async () => {
  const event = sql`insert into audit_events (at, via, request_id, action, entity) values (now(), 'cli', 'r', 'a', 'b')`;
  await event.execute(test.app.db);
  for (const statement of ["update audit_events set action = 'x'", "delete from audit_events", "truncate audit_events"]) {
    await expect(sql.raw(statement).execute(test.app.db)).rejects.toMatchObject({ code: "42501" });
  }
  await expect(sql`create table mine (id int)`.execute(test.app.db)).rejects.toMatchObject({ code: "42501" });
  const owner = new pg.Client({ connectionString: test.ownerUrl });
  await owner.connect();
  await expect(owner.query("update audit_events set action = 'x'")).rejects.toThrow(/append-only/);
  await expect(owner.query("truncate audit_events")).rejects.toThrow(/append-only/);
  await owner.end();
});

it("migrates once, from several processes, and refuses edited, missing and unknown files", async () => {
  const database: TestDatabase = await createTestDatabase();
  const dir = await mkdtemp(path.join(tmpdir(), "tartip-migrations-"));
  const write = (name: string, text: string) => writeFile(path.join(dir, name), text);
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  const run = () => migrate(database.ownerUrl, undefined, dir);
  try {
    await owner.query("drop table schema_migrations");
    await write("0001_one.sql", "create table one (id int);");
    await Promise.all([run(), run(), run()]);
    await write("0002_two.sql", "create table two (id int); select 1/0;");
    await expect(run()).rejects.toThrow(/0002_two failed/);
    expect((await owner.query("select to_regclass('two') as two")).rows[0].two).toBeNull();
    await write("0002_two.sql", "create table two (id int);");
    await run();
    await write("0001_one.sql", "create table one (id bigint);");
    await expect(run()).rejects.toThrow(/edited/);
    await write("0001_one.sql", "create table one (id int);");
    await write("0004_four.sql", "select 1;");
    await expect(run()).rejects.toThrow(/0003/);
    await rm(path.join(dir, "0004_four.sql"));
    await rm(path.join(dir, "0002_two.sql"));
    await expect(run()).rejects.toThrow(/newer/);
  } finally {
    await owner.end();
    await database.drop();
    await rm(dir, { recursive: true });
  }
});

it("outlives a connection that is lost in the middle of a transaction", async () => {
  const lost = inTransaction(test.app, async (tx) => {
    await sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx);
    await sql`select 1`.execute(tx);
  });
  await expect(lost).rejects.toThrow(/terminat/);
  await expect(sql`select 1 as one`.execute(test.app.db)).resolves.toMatchObject({ rows: [{ one: 1 }] });
});
