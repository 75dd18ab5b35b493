import type { ParticipantRole } from "@tartip/domain/access/visibility";
import { sql } from "kysely";
import type { Context } from "../platform/context.ts";
import { touchPerson, type Tx } from "../platform/db/transaction.ts";

/** Makes a person part of a record; visibility by participation reads these rows and nothing else. */
export async function addParticipant(
  tx: Tx,
  ctx: Context,
  recordId: string,
  personId: string,
  role: ParticipantRole,
): Promise<void> {
  await tx
    .insertInto("participants")
    .values({ record_id: recordId, person_id: personId, role, since: ctx.now() })
    .onConflict((oc) => oc.columns(["record_id", "person_id", "role"]).doNothing())
    .execute();
  touchPerson(tx, personId);
}

/** Removes one role of a person on a record; a person left without any role no longer sees it. */
export async function removeParticipant(tx: Tx, recordId: string, personId: string, role: ParticipantRole): Promise<void> {
  await tx
    .deleteFrom("participants")
    .where("record_id", "=", recordId)
    .where("person_id", "=", personId)
    .where("role", "=", role)
    .execute();
  touchPerson(tx, personId);
}

/** Gives a single-holder role (assignee, subject) to one person and takes it from its holder. */
export async function moveParticipant(
  tx: Tx,
  ctx: Context,
  recordId: string,
  role: ParticipantRole,
  personId: string | null,
): Promise<void> {
  await tx
    .with("gone", (db) =>
      db
        .deleteFrom("participants")
        .where("record_id", "=", recordId)
        .where("role", "=", role)
        .where("person_id", "is distinct from", personId),
    )
    .insertInto("participants")
    .columns(["record_id", "person_id", "role", "since"])
    .expression(
      sql`select ${recordId}::uuid, person, ${role}::text, ${ctx.now()}::timestamptz from (values (${personId}::uuid)) of (person) where person is not null`,
    )
    .onConflict((oc) => oc.columns(["record_id", "person_id", "role"]).doNothing())
    .execute();
  if (personId) touchPerson(tx, personId);
}

/**
 * Takes the sight of an approver from those of these people who did nothing on the record or its parts: no comment, no vote, no work.
 * Answers whom. What the present change does is not written yet: leave its own actor out.
 */
export async function leaveIdle(
  tx: Tx,
  recordId: string,
  personIds: readonly string[],
  partIds: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    delete from participants p where p.record_id = ${recordId} and p.role = 'approver' and p.person_id = any(${[...personIds]}::uuid[])
      and not exists (select 1 from audit_events e where e.actor_id = p.person_id and e.record_id = any(${[recordId, ...partIds]}::uuid[])
        and e.result = 'ok' and e.via <> 'job')
    returning p.person_id as id`.execute(tx);
  for (const { id } of rows) touchPerson(tx, id);
  return rows.map(({ id }) => id);
}
