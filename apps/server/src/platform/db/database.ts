import { Kysely, PostgresDialect } from "kysely";
import type { Transaction } from "kysely";
import pg from "pg";
import type { Logger } from "../log.ts";
import type { DB } from "./schema.ts";
import { namedStatement } from "./statement-names.ts";

export type Db = Kysely<DB>;
export type Tx = Transaction<DB>;

const OID = { int8: 20, date: 1082, timestamptz: 1184, int8Array: 1016, dateArray: 1182 } as const;

/** @throws Error for a bigint that JavaScript cannot hold exactly */
function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`bigint ${text} is outside the safe integers`);
  return value;
}

const anyInstant = pg.types.getTypeParser(OID.timestamptz);

/** Our connections speak UTC, whose instants JavaScript reads by itself, many times faster than text in any zone. */
function instant(text: string): Date {
  const plain = text.endsWith("+00") && text.charCodeAt(4) === DASH;
  return plain ? new Date(`${text.slice(0, 10)}T${text.slice(11, -3)}Z`) : anyInstant(text);
}

const DASH = 0x2d;

function arrayOf<T>(element: (text: string) => T): (text: string) => T[] {
  return (text) => (text === "{}" ? [] : text.slice(1, -1).split(",").map(element));
}

const parsers = new Map<number, (text: string) => unknown>([
  [OID.int8, safeInteger],
  [OID.date, (text) => text],
  [OID.timestamptz, instant],
  [OID.int8Array, arrayOf(safeInteger)],
  [OID.dateArray, arrayOf((text) => text)],
]);

/** Our own readings, kept off pg's global registry because pg-boss shares the process. */
const types = {
  getTypeParser(oid: number, format?: "text" | "binary") {
    const own = format === "binary" ? undefined : parsers.get(oid);
    // reason: pg types its parsers by format; ours read text only, which is all this pool asks for
    return own ?? pg.types.getTypeParser(oid as never, format as never);
  },
};

export interface DatabaseOptions {
  max?: number;
  log?: Logger;
  /** False: a commit is acknowledged before it is on disk. Only for what can be made again from the start. */
  waitForDisk?: boolean;
  /** How long a statement waits for any answer; longer than PostgreSQL itself gives it. */
  silenceMs?: number;
  /** How many times as long as usual a connection and a statement are waited for: on a machine that is busy otherwise. */
  patience?: number;
}

const STATEMENT_MS = 10_000;
/** A busy cell or record: dozens of short transactions pass in this time. */
const LOCK_MS = 8_000;
/** A database that neither answers nor closes the connection: a halted machine, a cut line. */
const SILENCE_MS = 15_000;

/** Opens the pool of the application's role with the time-outs every statement of ours lives under. */
export function openPool(url: string, options: DatabaseOptions = {}): pg.Pool {
  const { max = 10, log, waitForDisk = true, patience = 1, silenceMs = SILENCE_MS * patience } = options;
  const pool = new pg.Pool({
    connectionString: url,
    Client: NamingClient,
    types,
    max,
    application_name: "tartip",
    options: `-c timezone=UTC${waitForDisk ? "" : " -c synchronous_commit=off"}`,
    // Those who wait for a lock stand in PostgreSQL's own queue, in order; trying again would send them to its end.
    lock_timeout: LOCK_MS * patience,
    statement_timeout: STATEMENT_MS * patience,
    query_timeout: silenceMs,
    idle_in_transaction_session_timeout: 15_000 * patience,
    connectionTimeoutMillis: 10_000 * patience,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
  });
  // Without a listener the 57P01 of a stopping server on an idle client would end the process.
  pool.on("error", (error) => log?.warn({ err: error }, "idle database connection lost"));
  // Nor may that of a client at work: its statement fails by itself and says so.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}

export function openDatabase(pool: pg.Pool): Db {
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
}

/** What pg says when `query_timeout` is over; it has no code. */
const SILENT = "Query read timeout";

/**
 * Gives each distinct statement a stable name, so that PostgreSQL plans it once per connection, and hangs up where
 * no answer came: the pool would hand on the deaf connection, and the next caller would wait as long again.
 */
class NamingClient extends pg.Client {
  // reason: pg.Client.query has a dozen overloads; this one passes all of them through unchanged
  override query(...args: any[]): any {
    const [text, values] = args;
    if (typeof text === "string" && Array.isArray(values)) {
      const name = namedStatement(text, values.length);
      if (name) args.splice(0, 2, { name, text, values });
    }
    // reason: the overloads of the parent cannot be spread into
    const answer = (super.query as any).apply(this, args);
    if (answer instanceof Promise) answer.catch((error: unknown) => this.hangUp(error));
    return answer;
  }

  private hangUp(error: unknown): void {
    // Its statement counts as still running, so that this cuts the line instead of saying goodbye.
    if (error instanceof Error && error.message === SILENT) void this.end();
  }
}
