import { addDays } from "@tartip/domain/kernel/calendar";
import { sql } from "kysely";
import type { App } from "../../../platform/app.ts";
import { dayOf } from "../../../platform/clock.ts";
import type { Context } from "../../../platform/context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import { inTransaction, touchPerson } from "../../../platform/db/transaction.ts";
import type { JobDefinition, Schedule } from "../../../platform/jobs.ts";
import { jobContext, notifyActorChanged } from "../../access/commands.ts";
import { forgetStamp } from "../../reference/questions.ts";
import { followAfter } from "./followers.ts";

/**
 * From now on the person may act elsewhere, or somebody else (or again the person) acts for them: everything that depends on it
 * follows the commit. Call it after the change.
 */
export async function actingChanged(tx: Tx, ctx: Context, personId: string): Promise<void> {
  forgetStamp(tx);
  await followAfter(tx, ctx, personId);
}

/** Has rights read again and, when the days include today, resolves open work again at once. */
export async function followDays(
  tx: Tx,
  ctx: Context,
  days: { fromDate: string; toDate: string },
  people: { principalId: string; substituteId?: string },
): Promise<void> {
  for (const id of [people.principalId, people.substituteId]) {
    if (id === undefined) continue;
    notifyActorChanged(tx, id);
    touchPerson(tx, id);
  }
  const today = dayOf(ctx.now());
  if (days.fromDate <= today && today <= days.toDate) await actingChanged(tx, ctx, people.principalId);
}

/**
 * One at a time changes who may act: a role, a place, days away, who stands in, somebody coming or leaving. Taken before any
 * row, also by requests that may grant a leave: what follows locks people and then the records they decide on, and each of
 * those holds the others up in an order of its own.
 */
export async function oneActingChange(tx: Tx): Promise<void> {
  await sql`select ${ACTING_TURN}`.execute(tx);
}

/** The same within a statement that locks rows afterwards. */
export const ACTING_TURN = sql`pg_advisory_xact_lock(44)`;

const job: JobDefinition = { name: "people.standing_day", run: moveAtMidnight };
const schedule: Schedule = { name: job.name, cron: "0 0 * * *" };

/** Absences and substitutions begin and end at company midnight. */
export const standingDay = { job, schedule };

/** The longest time a server is expected to be down; its missed midnights are made up for. */
const MISSED_DAYS = 31;

/** At the start of a server: days that began or ended while none was running. A record that fails keeps nobody out. */
export async function catchUpWithMidnights(app: App): Promise<void> {
  try {
    await moveBeginningsAndEnds(app, MISSED_DAYS);
  } catch (error) {
    app.log.error({ err: error }, "work was not resolved again for the days that passed without a server");
  }
}

function moveAtMidnight(app: App): Promise<void> {
  return moveBeginningsAndEnds(app, 0);
}

/** Lets work move over for everybody whose days began or ended today or in the given number of days before. */
async function moveBeginningsAndEnds(app: App, daysBefore: number): Promise<void> {
  const today = dayOf(app.clock.now());
  const days = sql`between ${addDays(today, -daysBefore)}::date and ${today}::date`;
  const { rows } = await sql<{ id: string }>`
    select principal_id as id from substitutions where cancelled_at is null and not awaits_word and (from_date ${days} or to_date + 1 ${days})
    union select person_id from absences where cancelled_at is null and not awaits_word and (from_date ${days} or to_date + 1 ${days})
    order by 1`.execute(app.db);
  for (const { id } of rows) {
    const ctx = await jobContext(app, id);
    await inTransaction(app, async (tx) => {
      await oneActingChange(tx);
      notifyActorChanged(tx, id);
      await actingChanged(tx, ctx, id);
    });
  }
}
