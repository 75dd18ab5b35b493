import { CONFIRMING_ROLES, mayConfirmDays } from "@tartip/domain/access/second-person";
import { enforce } from "@tartip/domain/kernel/decision";
import type { NoticeEvent } from "@tartip/domain/kernel/notices";
import { sql } from "kysely";
import { dayOf } from "../../../platform/clock.ts";
import type { Context } from "../../../platform/context.ts";
import type { Db, Tx } from "../../../platform/db/transaction.ts";
import { notifyActorChanged } from "../../access/commands.ts";
import { tell } from "../../../records/notices/tell.ts";
import { confirmers, isGuardedPerson, makersOf, ownWord, type NamedConfirmer } from "../roles/second-person.ts";

/** Days away or of standing in, as the rule of the second word asks about them. */
export interface ArrangedDays {
  principalId: string;
  /** Null for an absence. */
  substituteId: string | null;
  createdById: string | null;
  fromDate: string;
  toDate: string;
}

/**
 * Whether days count only after a second word: the person is guarded and somebody else arranges them. Who is
 * away loses their decisions to another, and who stands in gains them.
 */
export async function needsSecondWord(tx: Tx, ctx: Context, principalId: string): Promise<boolean> {
  if (ctx.actor.id === principalId || ctx.via === "seed") return false;
  return isGuardedPerson(tx, principalId);
}

/** Whether the actor may be a second person at all, and so reads what waits for one. */
export function holdsConfirmingRole({ actor }: Pick<Context, "actor">): boolean {
  return actor.roles.some(({ code }) => CONFIRMING_ROLES.includes(code));
}

/** Whether the days are the actor's own proposal, which they withdraw whatever rights they have lost since. */
export function proposedThem(
  { actor }: Pick<Context, "actor">,
  days: { awaitsWord: boolean; createdById: string | null },
): boolean {
  return days.awaitsWord && days.createdById === actor.id;
}

/** @throws DomainError `segregation`, `forbidden` unless this person's word makes the days count */
export async function enforceSecondWord(tx: Tx, ctx: Context, days: ArrangedDays): Promise<void> {
  enforce(mayConfirmDays(await ownWord(tx, ctx), await proposal(tx, days), ctx.now()));
}

/** Those whose word makes the days count now, the person themself first. */
export async function secondWords(
  db: Db,
  days: ArrangedDays,
  now: Date,
  all: readonly NamedConfirmer[],
): Promise<{ id: string; name: string }[]> {
  const asked = await proposal(db, days);
  const principal = await db
    .selectFrom("people")
    .select(["id", "full_name as name"])
    .where("id", "=", days.principalId)
    .executeTakeFirstOrThrow();
  return [principal, ...all.filter((one) => one.id !== principal.id && mayConfirmDays(one, asked, now).allowed)];
}

async function proposal(db: Db, { principalId, substituteId, createdById }: ArrangedDays) {
  const makers = createdById === null ? [] : ((await makersOf(db, [createdById])).get(createdById) ?? []);
  return { personId: principalId, substituteId, proposedById: createdById ?? "", proposerMadeByIds: makers };
}

/** Tells the person, and those who may say so in their place, that days wait for a word. */
export async function tellSecondWords(tx: Tx, ctx: Context, days: ArrangedDays): Promise<void> {
  const words = await secondWords(tx, days, ctx.now(), await confirmers(tx));
  const [principal, ...others] = words;
  if (!principal) return;
  const [own, event] =
    days.substituteId === null
      ? (["own_absence_to_confirm", "absence_to_confirm"] as const)
      : (["own_substitution_to_confirm", "substitution_to_confirm"] as const);
  const params = { name: principal.name, personId: principal.id, from: days.fromDate, to: days.toDate };
  await tell(tx, ctx, [
    { recordId: null, personId: principal.id, event: own, why: "principal", params },
    ...others.map(({ id }) => ({ recordId: null, personId: id, event, why: "role_guardian", params })),
  ]);
}

/** Tells the person that somebody arranged days for them. */
export async function tellArranged(tx: Tx, ctx: Context, days: ArrangedDays): Promise<void> {
  await tellOwn(tx, ctx, days, days.substituteId === null ? "absence_arranged" : "substitution_arranged");
}

/** Tells the person that somebody ended days of theirs; what waited for a word had not begun. */
export async function tellEnded(tx: Tx, ctx: Context, days: ArrangedDays): Promise<void> {
  await tellOwn(tx, ctx, days, days.substituteId === null ? "own_absence_ended" : "own_substitution_ended");
}

async function tellOwn(tx: Tx, ctx: Context, { principalId, fromDate, toDate }: ArrangedDays, event: NoticeEvent): Promise<void> {
  if (ctx.actor.id === principalId) return;
  const params = { name: ctx.actor.name, from: fromDate, to: toDate };
  await tell(tx, ctx, [{ recordId: null, personId: principalId, event, why: "principal", params }]);
}

/**
 * Days that others arranged for a person who now gets a guarded role, or heads a place, wait for a word from here on: who stood in for an
 * ordinary employee does not stand in for the holder of that role unasked.
 */
export async function holdDaysOf(tx: Tx, ctx: Context, personId: string): Promise<void> {
  if (ctx.via === "seed") return;
  const today = dayOf(ctx.now());
  const { rows } = await sql<ArrangedDays>`
    with days as (update absences set awaits_word = true where person_id = ${personId} and created_by <> ${personId}
        and request_id is null and cancelled_at is null and not awaits_word and to_date >= ${today} returning *),
      standing as (update substitutions set awaits_word = true where principal_id = ${personId} and created_by <> ${personId}
        and request_id is null and cancelled_at is null and declined_at is null and not awaits_word and to_date >= ${today} returning *)
    select person_id as "principalId", null::uuid as "substituteId", created_by as "createdById", from_date as "fromDate", to_date as "toDate" from days
    union all select principal_id, substitute_id, created_by, from_date, to_date from standing`.execute(tx);
  for (const row of rows) {
    await tellSecondWords(tx, ctx, row);
    if (row.substituteId !== null) notifyActorChanged(tx, row.substituteId);
  }
}
