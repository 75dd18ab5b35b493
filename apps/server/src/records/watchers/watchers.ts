import { DomainError } from "@tartip/domain/kernel/errors";
import { audit } from "../../platform/audit.ts";
import type { Context } from "../../platform/context.ts";
import type { Db, Tx } from "../../platform/db/database.ts";
import { touchRecord } from "../../platform/db/transaction.ts";
import { tell } from "../notices/tell.ts";
import { addParticipant, removeParticipant } from "../participants.ts";
import { enforceRuns, runsRecord, sightOf, whoMaySee, wrongField, type Sight } from "../sight.ts";

export interface Watcher {
  id: string;
  name: string;
  since: Date;
}

/** Who follows the record. An outsider learns of nobody but themselves. */
export async function listWatchers(db: Db | Tx, ctx: Context, recordId: string): Promise<Watcher[]> {
  const sight = await sightOf(db, ctx, recordId);
  return db
    .selectFrom("participants")
    .innerJoin("people", "people.id", "participants.person_id")
    .select(["people.id", "people.full_name as name", "participants.since"])
    .where("participants.record_id", "=", recordId)
    .where("participants.role", "=", "watcher")
    .$if(!sight.whole, (query) => query.where("people.id", "=", ctx.actor.id))
    .orderBy("participants.since")
    .orderBy("people.id")
    .execute();
}

/**
 * Makes a person follow the record: oneself, somebody who sees it already, or, if the actor answers for it, anybody
 * of the company, who then sees it. A restricted record is never opened this way.
 *
 * @throws DomainError `bad_input` for a person who may not follow it
 */
export async function watch(tx: Tx, ctx: Context, recordId: string, personId: string): Promise<void> {
  const sight = await sightOf(tx, ctx, recordId);
  if (sight.record.status === "draft") throw new DomainError("blocked", "a draft", { blockers: [{ code: "draft_is_private" }] });
  const other = personId !== ctx.actor.id;
  if (other) await enforceInvitation(tx, ctx, sight, personId);
  const added = await isNew(tx, recordId, personId);
  if (!added) return;
  await addParticipant(tx, ctx, recordId, personId, "watcher");
  await audit(tx, ctx, {
    action: "watcher.added",
    recordId,
    entity: "watcher",
    entityId: personId,
    after: { watcher: personId },
  });
  if (other) await tell(tx, ctx, [{ personId, recordId, event: "watching", why: "watcher" }]);
  touchRecord(tx, recordId);
}

/** Stops following; for another person only people who answer for the record may. */
export async function unwatch(tx: Tx, ctx: Context, recordId: string, personId: string): Promise<void> {
  const sight = await sightOf(tx, ctx, recordId);
  if (personId !== ctx.actor.id) enforceRuns(ctx.actor, sight.record);
  if (await isNew(tx, recordId, personId)) return;
  await removeParticipant(tx, recordId, personId, "watcher");
  await audit(tx, ctx, {
    action: "watcher.removed",
    recordId,
    entity: "watcher",
    entityId: personId,
    before: { watcher: personId },
  });
  touchRecord(tx, recordId);
}

async function enforceInvitation(tx: Tx, ctx: Context, sight: Sight, personId: string): Promise<void> {
  if (!sight.whole) throw new DomainError("forbidden", "outsiders invite nobody", { key: "not_yours" });
  const person = await tx.selectFrom("people").select(["active", "external"]).where("id", "=", personId).executeTakeFirst();
  if (!person?.active || person.external) throw wrongField("personId", "cannot_watch");
  const [already] = await whoMaySee(tx, ctx, sight.record, [personId]);
  if (already !== undefined) return;
  if (sight.record.restricted) throw wrongField("personId", "cannot_see_record");
  if (!runsRecord(ctx.actor, sight.record)) {
    throw new DomainError("forbidden", "only who answers for it opens the record to others", { key: "not_yours" });
  }
}

async function isNew(tx: Tx, recordId: string, personId: string): Promise<boolean> {
  const row = await tx
    .selectFrom("participants")
    .select("person_id")
    .where("record_id", "=", recordId)
    .where("person_id", "=", personId)
    .where("role", "=", "watcher")
    .executeTakeFirst();
  return row === undefined;
}
