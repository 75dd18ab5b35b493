import { sql, type SqlBool } from "kysely";
import { dayOf } from "../../../platform/clock.ts";
import type { Context } from "../../../platform/context.ts";
import { visibleIds } from "../../../records/visibility.ts";
import { confirmers } from "../roles/second-person.ts";
import { holdsConfirmingRole, proposedThem, secondWords, type ArrangedDays } from "./second-word.ts";
import { mayArrange } from "./substitutions.ts";

export interface DaysFilter {
  personId?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  /** Only days that wait for a second word. */
  awaiting?: boolean | undefined;
}

const MOST_ROWS = 500;

/** Absences that touch the days asked for; everybody of the house sees when, only some see why. */
export async function listAbsences(ctx: Context, { personId, from, to, awaiting = false }: DaysFilter) {
  if (ctx.actor.external && personId !== ctx.actor.id) return [];
  const rows = await ctx.app.db
    .selectFrom("absences as a")
    .innerJoin("people as p", "p.id", "a.person_id")
    .select([
      "a.id",
      "a.person_id as personId",
      "p.full_name as personName",
      "a.from_date as fromDate",
      "a.to_date as toDate",
      "a.reason",
      "a.request_id as requestId",
      "a.awaits_word as awaitsWord",
      "a.created_by as createdById",
    ])
    .where("a.cancelled_at", "is", null)
    .$if(!arrangesAny(ctx) && !holdsConfirmingRole(ctx), (query) =>
      query.where(sql<SqlBool>`(not a.awaits_word or ${ctx.actor.id} in (a.person_id, a.created_by))`),
    )
    .$if(awaiting, (query) => query.where("a.awaits_word", "=", true))
    .where("p.active", "=", true)
    .where("a.to_date", ">=", from ?? dayOf(ctx.now()))
    .$if(to !== undefined, (query) => query.where("a.from_date", "<=", to ?? ""))
    .$if(personId !== undefined, (query) => query.where("a.person_id", "=", personId ?? ""))
    .orderBy("a.from_date")
    .orderBy("a.id")
    .limit(MOST_ROWS)
    .execute();
  const sources = await sourcesOf(ctx, rows);
  const wordOf = await wordsFor(ctx, rows);
  return Promise.all(
    rows.map(async ({ reason, requestId, awaitsWord, createdById, ...row }) => {
      const arranges = mayArrange(ctx, row.personId);
      const request = sources.get(requestId) ?? null;
      const word = await wordOf({ ...row, principalId: row.personId, substituteId: null, createdById, awaitsWord });
      const own = proposedThem(ctx, { awaitsWord, createdById });
      const mayCancel = (arranges || own || word.mayConfirm) && row.toDate >= dayOf(ctx.now());
      return { ...row, request, ...(arranges ? { reason } : {}), ...word, mayCancel };
    }),
  );
}

/** Whose word days wait for, and whether the reader's is one; only for those who read that they wait. */
async function wordsFor(ctx: Context, rows: readonly { awaitsWord: boolean }[]) {
  const all = rows.some(({ awaitsWord }) => awaitsWord) ? await confirmers(ctx.app.db) : [];
  return async ({ awaitsWord, ...days }: ArrangedDays & { awaitsWord: boolean }) => {
    if (!awaitsWord || days.toDate < dayOf(ctx.now())) return { awaitsWord, awaitedNames: [], mayConfirm: false };
    const words = await secondWords(ctx.app.db, days, ctx.now(), all);
    return { awaitsWord, awaitedNames: words.map(({ name }) => name), mayConfirm: words.some(({ id }) => id === ctx.actor.id) };
  };
}

/** Requests these rows came from, by id: those the reader may see. */
async function sourcesOf(ctx: Context, rows: readonly { requestId: string | null }[]) {
  const ids = [...new Set(rows.map((row) => row.requestId).filter((id) => id !== null))];
  const seen = await visibleIds(ctx.app.db, ctx, ids);
  const found = seen.size === 0 ? [] : await numbersOf(ctx, [...seen]);
  return new Map<string | null, { id: string; number: string | null }>(found.map((one) => [one.id, one]));
}

function numbersOf(ctx: Context, ids: readonly string[]) {
  return ctx.app.db.selectFrom("records").select(["id", "number"]).where("id", "in", ids).execute();
}

/** Substitutions not over yet (or of the days asked for) that the actor has to do with or arranges. */
export async function listSubstitutions(ctx: Context, { personId, from, to, awaiting = false }: DaysFilter) {
  const rows = await ctx.app.db
    .selectFrom("substitutions as s")
    .innerJoin("people as p", "p.id", "s.principal_id")
    .innerJoin("people as sub", "sub.id", "s.substitute_id")
    .select(["s.id", "s.principal_id as principalId", "p.full_name as principalName"])
    .select(["s.substitute_id as substituteId", "sub.full_name as substituteName"])
    .select(["s.from_date as fromDate", "s.to_date as toDate", "s.kinds", "s.max_amount_minor as maxAmountMinor"])
    .select(["s.restricted", "s.reason", "s.declined_at as declinedAt", "s.request_id as requestId"])
    .select(["s.awaits_word as awaitsWord", "s.created_by as createdById"])
    .where("s.cancelled_at", "is", null)
    .where("s.to_date", ">=", from ?? dayOf(ctx.now()))
    .where(concerns(ctx))
    .$if(awaiting, (query) => query.where("s.awaits_word", "=", true))
    .$if(to !== undefined, (query) => query.where("s.from_date", "<=", to ?? ""))
    .$if(personId !== undefined, (query) =>
      query.where(sql<SqlBool>`${personId ?? null}::uuid in (s.principal_id, s.substitute_id)`),
    )
    .orderBy("s.from_date")
    .orderBy("s.id")
    .limit(MOST_ROWS)
    .execute();
  const today = dayOf(ctx.now());
  const sources = await sourcesOf(ctx, rows);
  const wordOf = await wordsFor(ctx, rows);
  return Promise.all(
    rows.map(async ({ declinedAt, requestId, awaitsWord, createdById, ...row }) => {
      const word = await wordOf({ ...row, createdById, awaitsWord });
      const counts = declinedAt === null && !awaitsWord;
      const own = proposedThem(ctx, { awaitsWord, createdById });
      return {
        ...row,
        request: sources.get(requestId) ?? null,
        declined: declinedAt !== null,
        inForce: counts && row.fromDate <= today && today <= row.toDate,
        ...word,
        mayCancel: row.toDate >= today && (mayArrange(ctx, row.principalId) || own || word.mayConfirm),
        mayDecline: row.toDate >= today && counts && row.substituteId === ctx.actor.id,
      };
    }),
  );
}

function concerns(ctx: Context) {
  if (arrangesAny(ctx)) return sql<SqlBool>`true`;
  // The one named is told when it counts.
  const own = sql<SqlBool>`(s.principal_id = ${ctx.actor.id} or (s.substitute_id = ${ctx.actor.id} and not s.awaits_word)
    or (s.created_by = ${ctx.actor.id} and s.awaits_word))`;
  return holdsConfirmingRole(ctx) ? sql<SqlBool>`(${own} or s.awaits_word)` : own;
}

/** Nobody's own id: true only through a right over everybody. */
function arrangesAny(ctx: Context): boolean {
  return !ctx.actor.external && mayArrange(ctx, "");
}
