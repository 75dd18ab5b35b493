import { DomainError } from "@tartip/domain/kernel/errors";
import { sql } from "kysely";
import type { App } from "../app.ts";

const WINDOW_MS = 15 * 60_000;
/** Failures within the window: of one account from one address, of one account, from one address. */
const MOST = { pair: 10, account: 50, address: 200 };

/**
 * Writes the attempt down as failed before it is tried, so that a volley cannot slip under the limit.
 *
 * @returns id for `markSuccess`
 * @throws DomainError `too_many_requests`
 */
export async function countAttempt(app: App, email: string, ip: string): Promise<number> {
  const now = app.clock.now();
  const since = new Date(now.getTime() - WINDOW_MS);
  const { id } = await app.db
    .insertInto("login_attempts")
    .values({ email: email.slice(0, 320), ip, at: now, ok: false })
    .returning("id")
    .executeTakeFirstOrThrow();
  const counted = await sql<{ pair: number; account: number; address: number }>`
    select (select count(*) from login_attempts where email = ${email} and at > ${since} and not ok and ip = ${ip}) as pair,
           (select count(*) from login_attempts where email = ${email} and at > ${since} and not ok) as account,
           (select count(*) from login_attempts where ip = ${ip} and at > ${since} and not ok) as address`.execute(app.db);
  const [row] = counted.rows;
  if (row && (row.pair > MOST.pair || row.account > MOST.account || row.address > MOST.address)) {
    throw new DomainError("too_many_requests", "too many failed logins", { key: "too_many_logins" });
  }
  return id;
}

export async function markSuccess(app: App, id: number): Promise<void> {
  await app.db.updateTable("login_attempts").set({ ok: true }).where("id", "=", id).execute();
}
