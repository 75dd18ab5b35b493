import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import pg from "pg";

/** A statement as the application sent it. */
export interface Statement {
  text: string;
  values: unknown[];
}

/** A read: what the application asked the database for, and what it answered. */
export interface RecordedRead {
  statements: Statement[];
  answer: unknown;
}

/** Rows that one write left behind in a table. */
export interface WrittenRows {
  table: string;
  /** Columns that may be written; generated ones are left out. */
  columns: string[];
  key: string[];
  inserted: Record<string, unknown>[];
  updated: Record<string, unknown>[];
}

/** A write: its rows by table, and the ids and numbers in them that every repetition needs new. */
export interface RecordedWrite {
  tables: WrittenRows[];
  /** Ids of rows that the write made. */
  fresh: string[];
  /** The record that was acted on, when it stood before. */
  subject: string | null;
  answer: unknown;
}

/** Among the values of a statement: the id that the request names. */
export const SUBJECT = ":id";

export interface Recording {
  reads: Record<string, RecordedRead>;
  writes: Record<string, RecordedWrite>;
}

/**
 * The server the application is measured against: `node:http` and `pg`, prepared statements, the application's own
 * texts and answers, one look at the session per request. No rights, no framework, no rules: a write puts the same rows
 * in one transaction, one statement a table.
 */
function serve(recording: Recording, pool: pg.Pool): void {
  const server = createServer((request, response) => {
    void answer(recording, pool, request, response).catch((error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      response.writeHead(500).end();
    });
  });
  server.keepAliveTimeout = 65_000;
  server.listen(0, "127.0.0.1", () => {
    const address = server.address();
    if (typeof address === "object" && address) process.send?.({ port: address.port });
  });
}

async function answer(recording: Recording, pool: pg.Pool, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const session = await run(pool, {
    text: "select person_id, expires_at from sessions where id = $1 and ended_at is null",
    values: [request.headers.authorization?.slice("Bearer ".length)],
  });
  if (session.rows.length === 0) return send(response, 401, {});
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://bare");
  const name = pathname.slice(1);
  const read = recording.reads[name];
  if (read) {
    const id = searchParams.get("id");
    for (const { text, values } of read.statements)
      await run(pool, { text, values: values.map((one) => (one === SUBJECT ? id : one)) });
    return send(response, 200, read.answer);
  }
  const write = recording.writes[name];
  if (!write) return send(response, 404, {});
  const body = await bodyOf(request);
  JSON.parse(body || "{}");
  await writeRows(pool, write, searchParams.get("id"));
  return send(response, 200, write.answer);
}

function send(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(text) }).end(text);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

const names = new Map<string, string>();

function run(on: pg.Pool | pg.PoolClient, { text, values }: Statement): Promise<pg.QueryResult> {
  const name = names.get(text) ?? `b${names.size}`;
  names.set(text, name);
  return on.query({ name, text, values });
}

async function writeRows(pool: pg.Pool, write: RecordedWrite, subject: string | null): Promise<void> {
  const replaced = new Map<string, string>(write.fresh.map((id) => [id, randomUUID()]));
  if (write.subject && subject) replaced.set(write.subject, subject);
  const client = await pool.connect();
  try {
    await client.query("begin");
    for (const table of write.tables) {
      if (table.inserted.length > 0) await run(client, insertOf(table, renewed(table.inserted, replaced)));
      for (const row of table.updated) await run(client, updateOf(table, renewed([row], replaced)));
    }
    await client.query("commit");
  } finally {
    client.release();
  }
}

/** The same rows under new ids; numbers, which are unique, become ids too. */
function renewed(rows: Record<string, unknown>[], replaced: ReadonlyMap<string, string>): string {
  let text = JSON.stringify(rows);
  for (const [from, to] of replaced) text = text.replaceAll(from, to);
  return text.replaceAll('"number":"fresh"', () => `"number":"${randomUUID()}"`);
}

function insertOf({ table, columns }: WrittenRows, rows: string): Statement {
  const list = columns.join(", ");
  return {
    text: `insert into ${table} (${list}) select ${list} from jsonb_populate_recordset(null::${table}, $1::jsonb)`,
    values: [rows],
  };
}

function updateOf({ table, columns, key }: WrittenRows, rows: string): Statement {
  const changed = columns.filter((column) => !key.includes(column));
  const set = changed.map((column) => `${column} = x.${column}`).join(", ");
  const same = key.map((column) => `t.${column} = x.${column}`).join(" and ");
  return {
    text: `update ${table} t set ${set} from jsonb_populate_recordset(null::${table}, $1::jsonb) x where ${same}`,
    values: [rows],
  };
}

const [recordingFile, url] = process.argv.slice(2);
if (recordingFile && url && import.meta.main) {
  // reason: the file was written by run.ts of the same commit
  const recording = JSON.parse(readFileSync(recordingFile, "utf8")) as Recording;
  const pool = new pg.Pool({ connectionString: url, max: 16 });
  serve(recording, pool);
  process.on("disconnect", () => process.exit());
}
