import { WATCH_WINDOW_MS } from "@tartip/domain/entry/pace";
import type { JournalAction } from "@tartip/domain/kernel/journal";
import { sql } from "kysely";
import type { App } from "../app.ts";

const ACTION: JournalAction = "session.sign_in_failed";

/** Of one person (and of all unknown e-mails together) within the hour: so many places are named one by one. */
const MOST_PLACES = 20;
/** Beyond that one line in so many milliseconds, with the count. */
const THEN_EVERY_MS = 5 * 60_000;
const MOST_COUNTED = 1_000;

/** Where a password was asked for: signing in, or changing one's own. */
export type Door = "sign_in" | "own_password";

interface Failure {
  door: Door;
  /** What `beginTry` answered. */
  tryId: number;
  /** Null for an e-mail of nobody: what was typed is not written down, it may be a password. */
  personId: string | null;
  ip: string;
  requestId: string;
}

/**
 * Tells the journal of a failed sign-in: the first of each place within an hour, and of a flood a line in five minutes
 * with the counts of the hour. One statement in every case, so that no clock tells a known e-mail from an unknown one.
 */
export async function tellOfFailure(app: App, { door, tryId, personId, ip, requestId }: Failure): Promise<void> {
  const now = app.clock.now();
  const hourAgo = new Date(now.getTime() - WATCH_WINDOW_MS);
  const justNow = new Date(now.getTime() - THEN_EVERY_MS);
  const subject = personId ?? "unknown";
  await sql`
    with this as (select email, ip from login_attempts where id = ${tryId}),
    told as (select ip, at from login_attempts where told_of = ${subject} and at > ${hourAgo}),
    due as (
      select from this
      where not exists (select from told where at > ${justNow})
        or ((select count(*) from told) < ${MOST_PLACES} and not exists (select from told where told.ip = this.ip))),
    marked as (update login_attempts set told_of = ${subject} where id = ${tryId} and exists (select from due)),
    of_account as (select from login_attempts a, this where a.email = this.email and a.at > ${hourAgo} and not a.ok
      limit ${MOST_COUNTED}),
    of_place as (select from login_attempts a, this where a.ip = this.ip and a.at > ${hourAgo} and not a.ok
      limit ${MOST_COUNTED})
    insert into audit_events (at, via, ip, request_id, action, entity, entity_id, after, result, rule)
    select ${now}, 'web', ${ip}, ${requestId}, ${ACTION}, 'person', ${subject},
      jsonb_build_object('door', ${door}::text, 'failuresOfAccount', (select count(*) from of_account), 'failuresOfPlace', (select count(*) from of_place)),
      'refused', 'wrong_login'
    from due`.execute(app.db);
}
