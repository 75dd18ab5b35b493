import { enforce } from "@tartip/domain/kernel/decision";
import { needs } from "@tartip/domain/kernel/refusals";
import { DomainError, notFound } from "@tartip/domain/kernel/errors";
import { audit } from "../../../platform/audit.ts";
import { dayOf } from "../../../platform/clock.ts";
import type { Context } from "../../../platform/context.ts";
import type { Db, Tx } from "../../../platform/db/database.ts";
import { followDays, oneActingChange } from "./acting-changes.ts";
import {
  enforceSecondWord,
  holdsConfirmingRole,
  needsSecondWord,
  proposedThem,
  tellArranged,
  tellEnded,
  tellSecondWords,
} from "./second-word.ts";
import { checkDays, lockPeople, mayArrange, wrong } from "./substitutions.ts";

export interface NewAbsence {
  personId: string;
  fromDate: string;
  toDate: string;
  reason: string;
}

/** An absence that stands: nobody took it back. */
export interface LiveAbsence {
  id: string;
  personId: string;
  fromDate: string;
  toDate: string;
}

/**
 * Writes down that a person is away on these days, both included.
 *
 * @throws DomainError `forbidden`, `bad_input` for wrong days or an overlap with another absence
 */
export async function addAbsence(tx: Tx, ctx: Context, input: NewAbsence): Promise<string> {
  enforce(needs(mayArrange(ctx, input.personId), "no_permission"));
  checkDays(ctx, input);
  await oneActingChange(tx);
  const [person] = await lockPeople(tx, [input.personId]);
  if (!person?.active) throw wrong("personId", "referenceInvalid");
  const [other] = await absencesIn(tx, input);
  if (other)
    throw wrong("fromDate", other.awaitsWord ? "absenceAwaitsWord" : "absenceOverlaps", {
      from: other.fromDate,
      to: other.toDate,
    });
  return recordAbsence(tx, ctx, input, null);
}

/** What already stands on these days of a person, the earliest first; also what waits for a word and does not count yet. */
export async function absencesIn(
  db: Db | Tx,
  { personId, fromDate, toDate }: Omit<NewAbsence, "reason">,
): Promise<(LiveAbsence & { requestId: string | null; awaitsWord: boolean })[]> {
  return db
    .selectFrom("absences")
    .select(["id", "person_id as personId", "from_date as fromDate", "to_date as toDate", "request_id as requestId"])
    .select("awaits_word as awaitsWord")
    .where("person_id", "=", personId)
    .where("cancelled_at", "is", null)
    .where("from_date", "<=", toDate)
    .where("to_date", ">=", fromDate)
    .orderBy("from_date")
    .execute();
}

/** Writes days down that were checked before: by a person's own right, or by the request that was approved. */
export async function recordAbsence(tx: Tx, ctx: Context, input: NewAbsence, requestId: string | null): Promise<string> {
  const awaits = requestId === null && (await needsSecondWord(tx, ctx, input.personId));
  const { id } = await tx
    .insertInto("absences")
    .values({
      person_id: input.personId,
      from_date: input.fromDate,
      to_date: input.toDate,
      reason: input.reason.trim(),
      request_id: requestId,
      created_by: ctx.actor.id,
      created_at: ctx.now(),
      awaits_word: awaits,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  const after = requestId === null ? input : daysOf(input);
  await audit(tx, ctx, { action: "absence.created", recordId: requestId, entity: "absence", entityId: id, after });
  const days = { ...input, principalId: input.personId, substituteId: null, createdById: ctx.actor.id };
  if (awaits) await tellSecondWords(tx, ctx, days);
  else if (requestId === null) await tellArranged(tx, ctx, days);
  if (!awaits) await followDays(tx, ctx, input, { principalId: input.personId });
  return id;
}

/**
 * The person's own word, or that of a second one, on days away that another wrote down: from now on they count.
 *
 * @throws DomainError `not_found`, `segregation` (S8), `invalid_transition` when they count already or are over
 */
export async function confirmAbsence(tx: Tx, ctx: Context, id: string): Promise<void> {
  const row = await lockLive(tx, ctx, id);
  if (!row.awaitsWord) throw new DomainError("invalid_transition", "the absence counts already");
  await enforceSecondWord(tx, ctx, { ...row, principalId: row.personId, substituteId: null });
  await tx.updateTable("absences").set({ awaits_word: false }).where("id", "=", id).execute();
  await audit(tx, ctx, { action: "absence.confirmed", entity: "absence", entityId: id, after: daysOf(row) });
  await followDays(tx, ctx, row, { principalId: row.personId });
}

/** Takes an absence back, an own proposal too, or refuses one that waits for the actor's word. @throws DomainError `not_found`, `invalid_transition` when it is over */
export async function cancelAbsence(tx: Tx, ctx: Context, id: string): Promise<void> {
  const row = await lockLive(tx, ctx, id);
  if (!mayArrange(ctx, row.personId) && !proposedThem(ctx, row))
    await enforceSecondWord(tx, ctx, { ...row, principalId: row.personId, substituteId: null });
  await endAbsence(tx, ctx, { ...row, id });
  if (!row.awaitsWord) await tellEnded(tx, ctx, { ...row, principalId: row.personId, substituteId: null });
}

/** The row, for the people it concerns; for anybody else it does not exist. */
async function lockLive(tx: Tx, ctx: Context, id: string) {
  await oneActingChange(tx);
  const row = await tx
    .selectFrom("absences")
    .select(["person_id as personId", "from_date as fromDate", "to_date as toDate", "cancelled_at as cancelledAt"])
    .select(["request_id as requestId", "awaits_word as awaitsWord", "created_by as createdById"])
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  const concerned = row && (mayArrange(ctx, row.personId) || proposedThem(ctx, row));
  if (!row || !(concerned || (row.awaitsWord && holdsConfirmingRole(ctx)))) throw notFound("absence");
  if (row.cancelledAt || row.toDate < dayOf(ctx.now())) throw new DomainError("invalid_transition", "the absence is over");
  return row;
}

/** The same for a row found before, by whatever right. */
export async function endAbsence(tx: Tx, ctx: Context, row: LiveAbsence & { requestId: string | null }): Promise<void> {
  const { id, requestId, personId, fromDate, toDate } = row;
  const before = { personId, fromDate, toDate };
  await tx.updateTable("absences").set({ cancelled_at: ctx.now() }).where("id", "=", id).execute();
  const told = requestId === null ? before : daysOf(before);
  await audit(tx, ctx, { action: "absence.cancelled", recordId: requestId, entity: "absence", entityId: id, before: told });
  await followDays(tx, ctx, before, { principalId: before.personId });
}

/** All that the history of a request adds: who is away and why is already on its card. */
function daysOf({ fromDate, toDate }: { fromDate: string; toDate: string }) {
  return { fromDate, toDate };
}
