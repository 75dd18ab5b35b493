import type { NoticeEvent } from "@tartip/domain/kernel/notices";
import { covers } from "@tartip/domain/access/grants";
import { mayNameSubstitute } from "@tartip/domain/access/segregation";
import { enforce } from "@tartip/domain/kernel/decision";
import { amountProblem } from "@tartip/domain/kernel/money";
import { DomainError, notFound } from "@tartip/domain/kernel/errors";
import { needs } from "@tartip/domain/kernel/refusals";
import { audit } from "../../../platform/audit.ts";
import { dayOf } from "../../../platform/clock.ts";
import type { Context } from "../../../platform/context.ts";
import type { Db, Tx } from "../../../platform/db/database.ts";
import { tell } from "../../../records/notices/tell.ts";
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

export interface NewSubstitution {
  principalId: string;
  substituteId: string;
  fromDate: string;
  toDate: string;
  /** Record kinds or request types; empty = all. */
  kinds: string[];
  maxAmountMinor: number | null;
  restricted: boolean;
  reason: string;
}

/** Whether the actor arranges standing in for this person: the own, as administrator or as personnel. */
export function mayArrange(ctx: Pick<Context, "actor">, principalId: string): boolean {
  if (ctx.actor.external) return false;
  return ctx.actor.id === principalId || covers(ctx.actor, "people.manage") || covers(ctx.actor, "absence.manage");
}

/**
 * Names who acts for a person in these days. The pages of both refresh; open work moves over once the days have begun.
 *
 * @throws DomainError `forbidden`, `segregation` (S7), `bad_input` for wrong days, an unfit substitute or an overlap
 */
export async function addSubstitution(tx: Tx, ctx: Context, input: NewSubstitution): Promise<string> {
  enforce(needs(mayArrange(ctx, input.principalId), "no_permission"));
  enforce(mayNameSubstitute(ctx.actor.id, input.principalId, input.substituteId));
  checkDays(ctx, input);
  if (input.maxAmountMinor !== null && amountProblem(input.maxAmountMinor)) throw wrong("maxAmountMinor", "moneyTooSmall");
  await oneActingChange(tx);
  const unfit = await whyUnfit(tx, input);
  if (unfit) throw wrong(unfit.field, unfit.code);
  const [other] = await substitutionsIn(tx, input);
  if (other)
    throw wrong("fromDate", other.awaitsWord ? "substitutionAwaitsWord" : "substitutionOverlaps", {
      from: other.fromDate,
      to: other.toDate,
    });
  return recordSubstitution(tx, ctx, input, null);
}

/** Writes an arrangement down that was checked before: by a person's own right, or by the request that was approved. */
export async function recordSubstitution(
  tx: Tx,
  ctx: Context,
  input: NewSubstitution,
  requestId: string | null,
): Promise<string> {
  const awaits = requestId === null && (await needsSecondWord(tx, ctx, input.principalId));
  const { id } = await tx
    .insertInto("substitutions")
    .values({
      principal_id: input.principalId,
      substitute_id: input.substituteId,
      from_date: input.fromDate,
      to_date: input.toDate,
      kinds: input.kinds,
      max_amount_minor: input.maxAmountMinor,
      restricted: input.restricted,
      reason: input.reason.trim(),
      request_id: requestId,
      created_by: ctx.actor.id,
      created_at: ctx.now(),
      awaits_word: awaits,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await audit(tx, ctx, {
    action: "substitution.created",
    recordId: requestId,
    entity: "substitution",
    entityId: id,
    after: requestId === null ? input : briefly(input),
  });
  if (awaits) {
    await tellSecondWords(tx, ctx, { ...input, createdById: ctx.actor.id });
    return id;
  }
  if (requestId === null) await tellArranged(tx, ctx, { ...input, createdById: ctx.actor.id });
  await tellSubstitute(tx, ctx, "substitution_named", input);
  await followDays(tx, ctx, input, input);
  return id;
}

/**
 * The person's own word, or that of a second one, on days that another arranged: from now on they count.
 *
 * @throws DomainError `not_found`, `segregation` (S8), `invalid_transition` when they count already, are over or a leave has
 *   named somebody for them meanwhile
 */
export async function confirmSubstitution(tx: Tx, ctx: Context, id: string): Promise<void> {
  const { cancelledAt: _cancelledAt, ...row } = await lockLive(tx, ctx, id);
  if (!row.awaitsWord) throw new DomainError("invalid_transition", "the substitution counts already");
  await enforceSecondWord(tx, ctx, row);
  await lockPeople(tx, [row.principalId, row.substituteId]);
  if ((await substitutionsIn(tx, row)).some(({ awaitsWord }) => !awaitsWord))
    throw new DomainError("invalid_transition", "somebody else stands in on these days already");
  await tx.updateTable("substitutions").set({ awaits_word: false }).where("id", "=", id).execute();
  await audit(tx, ctx, { action: "substitution.confirmed", entity: "substitution", entityId: id, after: briefly(row) });
  await tellSubstitute(tx, ctx, "substitution_named", row);
  await followDays(tx, ctx, row, row);
}

/** Ends an arrangement; for people who may arrange it or proposed it, and refuses one that waits for the actor's word. @throws DomainError `not_found`, `invalid_transition` when it is over */
export async function cancelSubstitution(tx: Tx, ctx: Context, id: string): Promise<void> {
  const row = await lockLive(tx, ctx, id);
  if (!mayArrange(ctx, row.principalId) && !proposedThem(ctx, row)) {
    enforce(needs(row.awaitsWord, "no_permission"));
    await enforceSecondWord(tx, ctx, row);
  }
  const { cancelledAt: _cancelledAt, ...live } = row;
  await endSubstitution(tx, ctx, { ...live, id });
  if (!row.awaitsWord) await tellEnded(tx, ctx, row);
}

/** The same for a row found before, by whatever right. */
export async function endSubstitution(tx: Tx, ctx: Context, row: LiveSubstitution): Promise<void> {
  const { id, requestId, principalId, substituteId, fromDate, toDate, declinedAt, awaitsWord } = row;
  const before = { principalId, substituteId, fromDate, toDate, declinedAt };
  await tx.updateTable("substitutions").set({ cancelled_at: ctx.now() }).where("id", "=", id).execute();
  await audit(tx, ctx, {
    action: "substitution.cancelled",
    recordId: requestId,
    entity: "substitution",
    entityId: id,
    before: requestId === null ? before : briefly(before),
  });
  // Nobody stood in yet, and the one named was not told.
  if (awaitsWord) return;
  if (before.declinedAt === null) await tellSubstitute(tx, ctx, "substitution_ended", before);
  await followDays(tx, ctx, before, before);
}

/** All that the history of a request adds: the rest is already on its card. */
function briefly({ substituteId, fromDate, toDate }: Pick<NewSubstitution, "substituteId" | "fromDate" | "toDate">) {
  return { substituteId, fromDate, toDate };
}

/** Who stands in is told without a record: what is behind it may be none of theirs to see. */
function tellSubstitute(tx: Tx, ctx: Context, event: NoticeEvent, row: Arranged): Promise<void> {
  return tellDays(tx, ctx, row, { event, why: "substitute", personId: row.substituteId, aboutId: row.principalId });
}

/** A person going away learns that nobody stands in for them while there is time to name another. */
function tellPrincipal(tx: Tx, ctx: Context, row: Arranged): Promise<void> {
  const event = "substitution_declined";
  return tellDays(tx, ctx, row, { event, why: "principal", personId: row.principalId, aboutId: row.substituteId });
}

type Arranged = Pick<NewSubstitution, "principalId" | "substituteId" | "fromDate" | "toDate">;

async function tellDays(
  tx: Tx,
  ctx: Context,
  { fromDate, toDate }: Arranged,
  { aboutId, ...told }: { event: NoticeEvent; why: string; personId: string; aboutId: string },
): Promise<void> {
  const about = await tx.selectFrom("people").select("full_name").where("id", "=", aboutId).executeTakeFirst();
  await tell(tx, ctx, [{ ...told, recordId: null, params: { name: about?.full_name ?? "", from: fromDate, to: toDate } }]);
}

/** The substitute says no; what would have come goes to the principal's manager. @throws DomainError `not_found`, `forbidden` */
export async function declineSubstitution(tx: Tx, ctx: Context, id: string): Promise<void> {
  const row = await lockLive(tx, ctx, id);
  enforce(needs(row.substituteId === ctx.actor.id && !row.awaitsWord, "only_participant"));
  if (row.declinedAt) throw new DomainError("invalid_transition", "declined already");
  await tx.updateTable("substitutions").set({ declined_at: ctx.now() }).where("id", "=", id).execute();
  const { requestId: recordId, createdById: _createdById, awaitsWord: _awaitsWord, ...all } = row;
  const before = recordId === null ? all : briefly(all);
  await audit(tx, ctx, { action: "substitution.declined", recordId, entity: "substitution", entityId: id, before });
  await tellPrincipal(tx, ctx, row);
  await followDays(tx, ctx, row, row);
}

/** Days in order and not in the past. @throws DomainError `bad_input` */
export function checkDays(ctx: Context, { fromDate, toDate }: { fromDate: string; toDate: string }): void {
  if (toDate < fromDate) throw wrong("toDate", "endBeforeStart");
  if (toDate < dayOf(ctx.now()) && ctx.via !== "seed") throw wrong("toDate", "dueInPast");
}

export function wrong(field: string, code: string, params?: Record<string, string | number>): DomainError {
  return new DomainError("bad_input", `${field}: ${code}`, { fields: [{ field, code, ...(params && { params }) }] });
}

/** Locks both people and says why one may not stand in for the other, if there is a reason. */
export async function whyUnfit(
  tx: Tx,
  { principalId, substituteId }: Pick<NewSubstitution, "principalId" | "substituteId">,
): Promise<{ field: string; code: string } | null> {
  if (principalId === substituteId) return { field: "substituteId", code: "substituteSelf" };
  const people = await lockPeople(tx, [principalId, substituteId]);
  const fit = (id: string) => people.some((person) => person.id === id && person.active && !person.external);
  if (!fit(principalId)) return { field: "principalId", code: "referenceInvalid" };
  return fit(substituteId) ? null : { field: "substituteId", code: "substituteUnfit" };
}

/**
 * Locks people in the order of their ids, so that two arrangements of the same days meet and never in a circle.
 * Rows that only name them are written meanwhile; who leaves the company waits.
 */
export function lockPeople(tx: Tx, ids: readonly string[]) {
  return tx
    .selectFrom("people")
    .select(["id", "active", "external"])
    .where("id", "in", ids)
    .orderBy("id")
    .forNoKeyUpdate()
    .execute();
}

/** An arrangement that stands: nobody took it back. */
export interface LiveSubstitution {
  id: string;
  principalId: string;
  substituteId: string;
  fromDate: string;
  toDate: string;
  declinedAt: Date | null;
  requestId: string | null;
  awaitsWord: boolean;
}

/** What already stands on these days of a person, the earliest first; what was declined leaves them free. */
export async function substitutionsIn(
  db: Db | Tx,
  { principalId, fromDate, toDate }: Pick<NewSubstitution, "principalId" | "fromDate" | "toDate">,
): Promise<LiveSubstitution[]> {
  return db
    .selectFrom("substitutions")
    .select(["id", "principal_id as principalId", "substitute_id as substituteId", "from_date as fromDate"])
    .select(["to_date as toDate", "declined_at as declinedAt", "request_id as requestId", "awaits_word as awaitsWord"])
    .where("principal_id", "=", principalId)
    .where("cancelled_at", "is", null)
    .where("declined_at", "is", null)
    .where("from_date", "<=", toDate)
    .where("to_date", ">=", fromDate)
    .orderBy("from_date")
    .execute();
}

/** The row, for the people it concerns; for anybody else it does not exist. */
async function lockLive(tx: Tx, ctx: Context, id: string) {
  await oneActingChange(tx);
  const row = await tx
    .selectFrom("substitutions")
    .select(["principal_id as principalId", "substitute_id as substituteId", "from_date as fromDate", "to_date as toDate"])
    .select(["declined_at as declinedAt", "cancelled_at as cancelledAt", "request_id as requestId"])
    .select(["awaits_word as awaitsWord", "created_by as createdById"])
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  const own = row && (row.substituteId === ctx.actor.id || proposedThem(ctx, row));
  const concerned = row && (own || mayArrange(ctx, row.principalId));
  if (!row || !(concerned || (row.awaitsWord && holdsConfirmingRole(ctx)))) throw notFound("substitution");
  if (row.cancelledAt || row.toDate < dayOf(ctx.now())) throw new DomainError("invalid_transition", "the substitution is over");
  return row;
}
