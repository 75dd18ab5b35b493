import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";

export const DATABASE = "tartip";
export const SUPERUSER = "tartip_admin";
export const OWNER = "tartip_owner";
export const APP = "tartip_app";

/** Passwords of the embedded cluster's three roles, and whether the roles exist yet. */
export interface Credentials {
  admin: string;
  owner: string;
  app: string;
  prepared: boolean;
}

/** Reads the folder's passwords, or makes random ones; the file is readable by its owner only. */
export function readCredentials(dataDir: string): Credentials {
  const file = credentialsFile(dataDir);
  if (existsSync(file)) {
    // reason: this program wrote the file, and a damaged one fails at the first connection
    return JSON.parse(readFileSync(file, "utf8")) as Credentials;
  }
  const fresh = { admin: randomPassword(), owner: randomPassword(), app: randomPassword(), prepared: false };
  writeCredentials(dataDir, fresh);
  return fresh;
}

function credentialsFile(dataDir: string): string {
  return join(dataDir, "credentials.json");
}

function writeCredentials(dataDir: string, credentials: Credentials): void {
  writeFileSync(credentialsFile(dataDir), `${JSON.stringify(credentials, null, 2)}\n`, { mode: 0o600 });
}

function randomPassword(): string {
  return randomBytes(24).toString("base64url");
}

/** A connection string on this machine. */
export function urlOf(role: string, password: string, port: number, database: string): string {
  return `postgresql://${role}:${password}@127.0.0.1:${port}/${database}`;
}

/**
 * Creates the database and its two roles once: the owner migrates, the application only reads and writes rows.
 * Safe to repeat after an interruption.
 */
export async function prepareRoles(dataDir: string, credentials: Credentials, port: number): Promise<void> {
  if (credentials.prepared) return;
  const client = new pg.Client({ connectionString: urlOf(SUPERUSER, credentials.admin, port, "postgres") });
  client.on("error", () => {});
  await client.connect();
  try {
    await ensureRole(client, OWNER, credentials.owner);
    await ensureRole(client, APP, credentials.app);
    const found = await client.query("select 1 from pg_database where datname = $1", [DATABASE]);
    if (found.rowCount === 0) await client.query(`create database ${DATABASE} owner ${OWNER}`);
    await restrictDatabase(client, DATABASE);
  } finally {
    await client.end();
  }
  credentials.prepared = true;
  writeCredentials(dataDir, credentials);
}

async function ensureRole(client: pg.Client, role: string, password: string): Promise<void> {
  const found = await client.query("select 1 from pg_roles where rolname = $1", [role]);
  const verb = found.rowCount === 0 ? "create" : "alter";
  await client.query(
    `${verb} role ${role} login nosuperuser nocreatedb nocreaterole nobypassrls password ${client.escapeLiteral(password)}`,
  );
}

/** Only the two roles may connect. Rights on a database are not copied from a template, so copies need this as well. */
export async function restrictDatabase(client: pg.Client, database: string): Promise<void> {
  await client.query(`revoke all on database ${database} from public`);
  await client.query(`grant connect, temporary on database ${database} to ${OWNER}`);
  await client.query(`grant connect on database ${database} to ${APP}`);
}
