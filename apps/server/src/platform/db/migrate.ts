import { createHash } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import path from "node:path";
import pg from "pg";
import { PgBoss } from "pg-boss";
import { grantToApplication } from "./grants.ts";

export const MIGRATIONS_DIR = path.join(import.meta.dirname, "../../../migrations");
const LOCK = 7_483_221;

interface Migration {
  name: string;
  sql: string;
  sha256: string;
}

/** The migration files in order. @throws Error when a number is missing, doubled or badly written */
export async function readMigrations(dir = MIGRATIONS_DIR): Promise<Migration[]> {
  const files = (await readdir(dir)).filter((file) => file.endsWith(".sql")).sort();
  return Promise.all(
    files.map(async (file, index) => {
      const expected = String(index + 1).padStart(4, "0");
      if (!/^\d{4}_[a-z0-9_]+\.sql$/.test(file) || !file.startsWith(expected)) {
        throw new Error(`migration ${file}: expected a file named ${expected}_name.sql here`);
      }
      const sql = await readFile(path.join(dir, file), "utf8");
      return { name: file.slice(0, -".sql".length), sql, sha256: createHash("sha256").update(sql).digest("hex") };
    }),
  );
}

/**
 * Brings the database to the newest schema: our migrations, the job queue's own schema, then the
 * rights of the application's role. Several processes may call it at once; one works, the others wait.
 */
export async function migrate(
  ownerUrl: string,
  log: (line: string) => void = () => undefined,
  dir = MIGRATIONS_DIR,
): Promise<void> {
  const migrations = await readMigrations(dir);
  const client = new pg.Client({ connectionString: ownerUrl, application_name: "tartip migrate" });
  client.on("error", () => undefined);
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [LOCK]);
    const changed = await applyPending(client, migrations, log);
    const queueChanged = await installJobQueue(client, ownerUrl);
    if (changed || queueChanged) log("rights of the application's role are set");
    await grantToApplication(client);
  } finally {
    // Ending the session also releases the advisory lock.
    await client.end();
  }
}

async function applyPending(client: pg.Client, migrations: Migration[], log: (line: string) => void): Promise<boolean> {
  await client.query(`create table if not exists schema_migrations (
    name text primary key, sha256 text not null, applied_at timestamptz not null default now())`);
  const { rows } = await client.query<{ name: string; sha256: string }>(
    "select name, sha256 from schema_migrations order by name",
  );
  refuseForeignHistory(rows, migrations);
  const pending = migrations.slice(rows.length);
  for (const migration of pending) {
    await applyOne(client, migration);
    log(`migrated ${migration.name}`);
  }
  return pending.length > 0;
}

function refuseForeignHistory(applied: { name: string; sha256: string }[], migrations: Migration[]): void {
  applied.forEach((row, index) => {
    const file = migrations[index];
    if (!file) throw new Error(`the database holds migration ${row.name}, which this version does not know: it is newer`);
    if (file.name !== row.name) throw new Error(`migration ${row.name} was applied, but the file here is ${file.name}`);
    if (file.sha256 !== row.sha256) throw new Error(`migration ${row.name} was edited after it was applied; write a new one`);
  });
}

async function applyOne(client: pg.Client, migration: Migration): Promise<void> {
  await client.query("begin");
  try {
    await client.query(migration.sql);
    await client.query("insert into schema_migrations (name, sha256) values ($1, $2)", [migration.name, migration.sha256]);
    await client.query("commit");
  } catch (cause) {
    await client.query("rollback");
    throw new Error(`migration ${migration.name} failed: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

/** pg-boss owns its schema; run time connects with `migrate: false`, so it is made and upgraded here. */
async function installJobQueue(client: pg.Client, ownerUrl: string): Promise<boolean> {
  const versionNow = async () => {
    const found = await client.query("select to_regclass('pgboss.version') as table");
    if (!found.rows[0].table) return null;
    return (await client.query("select version from pgboss.version")).rows[0]?.version ?? null;
  };
  const before = await versionNow();
  const boss = new PgBoss({ connectionString: ownerUrl, supervise: false, schedule: false, registerInstance: false, max: 1 });
  boss.on("error", () => undefined);
  await boss.start();
  await boss.stop({ graceful: false });
  return before !== (await versionNow());
}
