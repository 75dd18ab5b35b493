import { sql } from "kysely";
import type { Insertable } from "kysely";
import type { Tx } from "./database.ts";
import type { DB } from "./schema.ts";

/** What a change leaves behind besides its own rows: journal, log of statuses, notices. Nothing of the change reads them. */
export interface Appended {
  audit_events: Fields<"audit_events">[];
  status_log: Fields<"status_log">[];
  notices: Fields<"notices">[];
}

/** Columns that the table fills by itself, or that only other doors set. */
interface OwnColumns {
  audit_events: "id" | "tx_id" | "result" | "rule";
  status_log: "id";
  notices: "id" | "read_at";
}

/** The columns of a row that we set; JSON columns as objects. */
type Fields<T extends keyof OwnColumns> = Record<Exclude<keyof Insertable<DB[T]> & string, OwnColumns[T]>, unknown>;

/** What the other processes are told at the commit: payloads of `pg_notify`, null for none. */
export interface Announced {
  live: string | null;
  actor: string | null;
}

/** Notices of a record that a person has seen by acting on it. */
export interface SeenNotices {
  personId: string;
  recordId: string;
  at: Date;
}

export function nothingAppended(): Appended {
  return { audit_events: [], status_log: [], notices: [] };
}

/**
 * The last statement of a transaction: everything appended, in its order, and the notifications, which hold a lock of
 * the whole cluster from their commit on. One statement, because a transition would otherwise send half a dozen. What
 * was seen are the notices from before it: those it tells are new; they are found by their index, where a join with the
 * pairs alone would read all that anybody has not seen.
 */
export async function writeAppended(
  tx: Tx,
  appended: Appended,
  seen: readonly SeenNotices[],
  announced: Announced,
): Promise<void> {
  const { audit_events: journal, status_log: statuses, notices } = appended;
  const [people, records] = [seen.map(({ personId }) => personId), seen.map(({ recordId }) => recordId)];
  const quiet = announced.live === null && announced.actor === null;
  if (quiet && journal.length + statuses.length + notices.length + seen.length === 0) return;
  await sql`with journal as (
      insert into audit_events (at, actor_id, on_behalf_of_id, via, session_id, ip, request_id, action, entity, entity_id, record_id, before, after, reason)
      select at, actor_id, on_behalf_of_id, via, session_id, ip, request_id, action, entity, entity_id, record_id, before, after, reason
      from jsonb_populate_recordset(null::audit_events, ${JSON.stringify(journal)}::jsonb)
    ), log as (
      insert into status_log (record_id, from_status, to_status, action, actor_id, at)
      select record_id, from_status, to_status, action, actor_id, at
      from jsonb_populate_recordset(null::status_log, ${JSON.stringify(statuses)}::jsonb)
    ), told as (
      insert into notices (person_id, record_id, event, why, params, actor_id, created_at, dedup)
      select person_id, record_id, event, why, params, actor_id, created_at, dedup
      from jsonb_populate_recordset(null::notices, ${JSON.stringify(notices)}::jsonb)
      on conflict (dedup) do nothing
    ), cleared as (
      update notices n set read_at = ${seen[0]?.at ?? null}::timestamptz
      where n.person_id = any(${people}::uuid[]) and n.record_id = any(${records}::uuid[]) and n.read_at is null
        and (n.person_id, n.record_id) in (select * from unnest(${people}::uuid[], ${records}::uuid[]))
      returning jsonb_build_object('records', '[]'::jsonb, 'people', jsonb_build_array(n.person_id))::text as payload
    )
    select pg_notify(channel, payload) from (
      values ('tartip_live', ${announced.live}::text), ('tartip_actor', ${announced.actor}::text)
      union select 'tartip_live', payload from cleared) said (channel, payload)
    where payload is not null`.execute(tx);
}
