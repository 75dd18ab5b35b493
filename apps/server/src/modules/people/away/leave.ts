import { shared, uncovered, type Days, type Leave } from "@tartip/domain/requests/leave";
import { dayOf } from "../../../platform/clock.ts";
import type { Context } from "../../../platform/context.ts";
import type { Db, Tx } from "../../../platform/db/database.ts";
import { absencesIn, endAbsence, recordAbsence } from "./absences.ts";
import { endSubstitution, lockPeople, recordSubstitution, substitutionsIn, whyUnfit } from "./substitutions.ts";

/** Days away that a request was granted for; its approval is the right to write them down. */
export interface GrantedLeave extends Leave {
  requestId: string;
  personId: string;
  reason: string;
}

/** What was written down for a leave. */
export interface Granted {
  /** Anything new; false where all of it stood already or is over. */
  recorded: boolean;
  /** The named substitute can stand in on none of the days. */
  withoutSubstitute: boolean;
}

/**
 * Makes the person absent and, where somebody is named, stood in for. Days on which something stands already keep it:
 * only the rest is written down, so that a repetition adds nothing. What waits for a word does not stand yet. Days that are
 * over are left alone.
 */
export async function grantLeave(tx: Tx, ctx: Context, leave: GrantedLeave): Promise<Granted> {
  const { personId, substituteId, requestId, reason } = leave;
  const people = await lockPeople(tx, substituteId === null ? [personId] : [personId, substituteId]);
  if (!people.some(({ id, active }) => id === personId && active)) return { recorded: false, withoutSubstitute: false };
  const ahead = (days: Days): boolean => ctx.via === "seed" || days.toDate >= dayOf(ctx.now());
  const away = uncovered(leave, (await absencesIn(tx, leave)).filter(counts)).filter(ahead);
  // The substitute comes first: what opens once the person is away then goes straight to them.
  const arranged = substituteId !== null && ahead(leave) ? await arrange(tx, ctx, { ...leave, substituteId }, ahead) : 0;
  for (const days of away) await recordAbsence(tx, ctx, { personId, reason, ...days }, requestId);
  return { recorded: away.length > 0 || (arranged ?? 0) > 0, withoutSubstitute: arranged === null };
}

function counts({ awaitsWord }: { awaitsWord: boolean }): boolean {
  return !awaitsWord;
}

/** Arranges a substitute for the days that have none. @returns how many parts, or null when this substitute cannot */
async function arrange(
  tx: Tx,
  ctx: Context,
  leave: GrantedLeave & { substituteId: string },
  ahead: (days: Days) => boolean,
): Promise<number | null> {
  const { fromDate, toDate, requestId, reason } = leave;
  const pair = { principalId: leave.personId, substituteId: leave.substituteId };
  if (await whyUnfit(tx, pair)) return null;
  const limits = { kinds: [], maxAmountMinor: null, restricted: false };
  const standing = (await substitutionsIn(tx, { ...pair, fromDate, toDate })).filter(counts);
  const free = uncovered(leave, standing).filter(ahead);
  for (const days of free) await recordSubstitution(tx, ctx, { ...pair, ...days, ...limits, reason }, requestId);
  return free.length;
}

/** Takes back what a leave made and what is not over yet. @returns whether there was anything */
export async function revokeLeave(tx: Tx, ctx: Context, requestId: string): Promise<boolean> {
  const today = dayOf(ctx.now());
  const absences = await tx
    .selectFrom("absences")
    .select(["id", "person_id as personId", "from_date as fromDate", "to_date as toDate", "request_id as requestId"])
    .where("request_id", "=", requestId)
    .where("cancelled_at", "is", null)
    .where("to_date", ">=", today)
    .orderBy("from_date")
    .forUpdate()
    .execute();
  const substitutions = await tx
    .selectFrom("substitutions")
    .select(["id", "principal_id as principalId", "substitute_id as substituteId", "from_date as fromDate"])
    .select(["to_date as toDate", "declined_at as declinedAt", "request_id as requestId", "awaits_word as awaitsWord"])
    .where("request_id", "=", requestId)
    .where("cancelled_at", "is", null)
    .where("to_date", ">=", today)
    .orderBy("from_date")
    .forUpdate()
    .execute();
  for (const row of absences) await endAbsence(tx, ctx, row);
  for (const row of substitutions) await endSubstitution(tx, ctx, row);
  return absences.length + substitutions.length > 0;
}

/** Days away that other requests wrote down, where they meet these, the earliest first. */
export async function grantedDays(db: Db | Tx, on: Days & { personId: string }, requestId: string) {
  return (await absencesIn(db, on)).flatMap(({ requestId: by, fromDate, toDate }) =>
    by === null || by === requestId ? [] : [{ requestId: by, fromDate, toDate }],
  );
}

/** On which of these days the person is away, in order. */
export async function awayOn(db: Db | Tx, on: Days & { personId: string }): Promise<Days[]> {
  return (await absencesIn(db, on)).filter(counts).flatMap((one) => shared(one, on) ?? []);
}

/** What stands on the days of a leave, whether the leave made it or found it there. */
export async function standingOn(
  db: Db | Tx,
  { requestId, personId, fromDate, toDate }: Omit<GrantedLeave, "reason" | "substituteId">,
) {
  const absences = (await absencesIn(db, { personId, fromDate, toDate })).filter(counts);
  const substitutions = (await substitutionsIn(db, { principalId: personId, fromDate, toDate })).filter(counts);
  return {
    absences: absences.map((row) => ({ fromDate: row.fromDate, toDate: row.toDate, own: row.requestId === requestId })),
    substitutions: substitutions.map((row) => ({
      substituteId: row.substituteId,
      fromDate: row.fromDate,
      toDate: row.toDate,
      own: row.requestId === requestId,
    })),
  };
}
