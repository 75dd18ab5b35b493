import {
  FORGOTTEN_AFTER_MS,
  ORDINARY,
  WATCH_WINDOW_MS,
  WATCHED,
  WATCHED_FROM,
  waitAfter,
  type Pace,
} from "@tartip/domain/entry/pace";
import { DomainError } from "@tartip/domain/kernel/errors";
import { sql } from "kysely";
import type { App } from "../app.ts";
import type { Db } from "../db/database.ts";
import { inTransaction } from "../db/transaction.ts";
import { hashOf } from "./hash-of.ts";

/** Who tries to come in, and from where. */
export interface Try {
  email: string;
  /** See `placeOf` and `placeOfDevice`. */
  place: string;
  /** The place is a device that is known of this e-mail's owner. */
  known: boolean;
}

/** A try with its e-mail as the table keeps it: hashed, because people type a password into the wrong box. */
interface Pair {
  account: string;
  place: string;
  known: boolean;
}

/** More failures of one pair than any pace tells apart. */
const MOST_READ = 30;
/** Rows of the table, about; the oldest go first. */
const MOST_KEPT = 200_000;
const SWEEP_EVERY = 1_000;

/**
 * Writes the try down as failed before the password is looked at, so that a volley cannot slip under the pace. A try that
 * is refused leaves no row: the one who waits as told is let in.
 *
 * @returns id for `markSuccess` and `tellOfFailure`
 * @throws DomainError `too_many_requests`
 */
export async function beginTry(app: App, who: Try): Promise<number> {
  const now = app.clock.now();
  const pair = { account: hashOf(who.email).toString("base64url"), place: who.place, known: who.known };
  // Once without the lock: a volley that is refused anyway must not queue for it with all connections.
  await refuseTooSoon(app.db, pair, now);
  const { id } = await inTransaction(app, async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`${pair.account} ${pair.place}`}, 42))`.execute(tx);
    await refuseTooSoon(tx, pair, now);
    return tx
      .insertInto("login_attempts")
      .values({ email: pair.account, ip: pair.place, at: now, ok: false })
      .returning("id")
      .executeTakeFirstOrThrow();
  });
  if (id % SWEEP_EVERY === 0)
    await app.db
      .deleteFrom("login_attempts")
      .where("id", "<=", id - MOST_KEPT)
      .execute();
  return id;
}

/** The pair begins again. */
export async function markSuccess(app: App, id: number): Promise<void> {
  await app.db.updateTable("login_attempts").set({ ok: true }).where("id", "=", id).execute();
}

/** The password was not looked at after all: the try does not count. */
export async function dropTry(app: App, id: number): Promise<void> {
  await app.db.deleteFrom("login_attempts").where("id", "=", id).execute();
}

async function refuseTooSoon(db: Db, pair: Pair, now: Date): Promise<void> {
  const { failures, latest } = await failuresInARow(db, pair, now);
  if (!latest) return;
  const openAt = latest.getTime() + waitAfter(failures, await paceOf(db, pair, now));
  if (openAt > now.getTime()) throw tooSoon(Math.ceil((openAt - now.getTime()) / 1_000));
}

async function failuresInARow(db: Db, pair: Pair, now: Date): Promise<{ failures: number; latest: Date | undefined }> {
  const tries = await db
    .selectFrom("login_attempts")
    .select(["at", "ok"])
    .where("email", "=", pair.account)
    .where("ip", "=", pair.place)
    .where("at", ">", new Date(now.getTime() - FORGOTTEN_AFTER_MS))
    .orderBy("id", "desc")
    .limit(MOST_READ)
    .execute();
  const success = tries.findIndex(({ ok }) => ok);
  const failures = success < 0 ? tries.length : success;
  return { failures, latest: failures > 0 ? tries[0]?.at : undefined };
}

/** A known device is not slowed by what others guess elsewhere. */
async function paceOf(db: Db, { account, place, known }: Pair, now: Date): Promise<Pace> {
  if (known) return ORDINARY;
  const since = new Date(now.getTime() - WATCH_WINDOW_MS);
  const counted = await sql<{ account: number; place: number }>`
    select (select count(*) from (select from login_attempts where email = ${account} and at > ${since} and not ok
              limit ${WATCHED_FROM.account}) of_account) as account,
           (select count(*) from (select from login_attempts where ip = ${place} and at > ${since} and not ok
              limit ${WATCHED_FROM.place}) of_place) as place`.execute(db);
  const [row] = counted.rows;
  const watched = row !== undefined && (row.account >= WATCHED_FROM.account || row.place >= WATCHED_FROM.place);
  return watched ? WATCHED : ORDINARY;
}

function tooSoon(seconds: number): DomainError {
  return new DomainError("too_many_requests", "password tried too soon", { ...spoken(seconds), retryAfterSeconds: seconds });
}

/** The wait as a person says it: rounded up, so that they never come too early. */
function spoken(seconds: number): { key: string; params: { count: number } } {
  if (seconds < 60) return { key: "login_wait_seconds", params: { count: seconds } };
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 120) return { key: "login_wait_minutes", params: { count: minutes } };
  return { key: "login_wait_hours", params: { count: Math.ceil(minutes / 60) } };
}
