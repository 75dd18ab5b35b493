import { companyDay } from "@tartip/domain/kernel/calendar";
import { deadlineRuleFor, levelsReached, type DeadlineLevel, type DeadlineRule } from "@tartip/domain/deadlines/levels";
import { workingMinutesBetween, type WorkingCalendar } from "@tartip/domain/kernel/working-time";
import { sql } from "kysely";
import type { App } from "../../platform/app.ts";
import { auditOnServer } from "../../platform/audit.ts";
import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";
import { inTransaction, touchRecord } from "../../platform/db/transaction.ts";
import { eachAlone, type JobDefinition, type Schedule } from "../../platform/jobs.ts";
import { tell } from "../../records/notices/tell.ts";
import { jobContext } from "../access/commands.ts";
import { loadOrg } from "../access/questions.ts";
import { settings, workCalendar } from "../reference/questions.ts";
import { headsAbove, nextToAct, type Told } from "./audience.ts";
import { readDue, readOneDue, type DueRow } from "./queries.ts";
import { remindOfQuestions } from "./unanswered.ts";

const job: JobDefinition = { name: "deadlines.minute", run: speakUp };
const schedule: Schedule = { name: job.name, cron: "* * * * *" };

/** Deadlines that are near or have passed speak: to those awaited, then to the heads above; so do questions without an answer. */
export const deadlineMinute = { job, schedule };

const DAY_MS = 86_400_000;
/** What was told to nobody, because nobody was there to be told, is tried again after so long. */
const ASK_AGAIN_MS = 3_600_000;
/** As many days off may lie between two working days. */
const LONGEST_BREAK_DAYS = 14;

async function speakUp(app: App): Promise<void> {
  const { deadlines } = await settings(app.db);
  const calendar = await workCalendar(app.db);
  const now = app.clock.now();
  const days = Math.max(deadlines.remindDays, ...deadlines.exceptions.map(({ remindDays = 0 }) => remindDays));
  const horizon = new Date(now.getTime() + (LONGEST_BREAK_DAYS + 2 * days) * DAY_MS);
  const rule = (due: DueRow) => deadlineRuleFor(deadlines, { type: due.typeCode, priority: due.priority });
  const found = await readDue(app.db, { horizon, askedAgain: new Date(now.getTime() - ASK_AGAIN_MS) });
  const speaking = found.filter(
    (due) => unsaid(calendar, due, now, rule(due)).length > 0 || isOver(calendar, due, now, rule(due)),
  );
  await eachAlone(app, speaking, async (due) => {
    const ctx = await jobContext(app, due.authorId);
    await inTransaction(app, (tx) => speak(tx, ctx, due, { calendar, rule: rule(due) }));
  });
  await remindOfQuestions(app, calendar);
}

/** Levels that time has reached and that were not told yet. */
function unsaid(calendar: WorkingCalendar, due: DueRow, now: Date, rule: DeadlineRule): DeadlineLevel[] {
  const said = new Set(due.marks.map(({ level }) => level));
  return levelsReached(calendar, due, now, rule).filter((level) => !said.has(level));
}

/** Whether it has said all it will ever say, as the heads above are left out by the setting: it is not looked at every minute. */
function isOver(calendar: WorkingCalendar, due: DueRow, now: Date, rule: DeadlineRule): boolean {
  const upper = rule.headHours > 0 ? "head" : "overdue";
  return rule.departmentHours === 0 && levelsReached(calendar, due, now, rule).includes(upper);
}

/** Under the lock of the record, and only if it still waits for this very deadline. The marks make each level speak once. */
async function speak(
  tx: Tx,
  ctx: Context,
  found: DueRow,
  { calendar, rule }: { calendar: WorkingCalendar; rule: DeadlineRule },
): Promise<void> {
  await sql`select id from records where id = ${found.id} for update`.execute(tx);
  const due = await readOneDue(tx, found, new Date(ctx.now().getTime() - ASK_AGAIN_MS));
  if (!due) return;
  const levels = unsaid(calendar, due, ctx.now(), rule);
  // Two reminders that come due together are one.
  const silent = levels.includes("soon_hours") ? "soon_day" : null;
  for (const level of levels) {
    const told = level === silent ? [] : await audienceOf(tx, ctx, due, level);
    await mark(tx, ctx, due, level, told);
    await tellLevel(tx, ctx, due, { level, told, hours: hoursLate(calendar, due, ctx) });
  }
  const toldDepartment = due.marks.some(({ level }) => level === "department");
  if (isOver(calendar, due, ctx.now(), rule) && !toldDepartment) await mark(tx, ctx, due, "department", []);
}

async function audienceOf(tx: Tx, ctx: Context, due: DueRow, level: DeadlineLevel): Promise<Told[]> {
  const org = await loadOrg(tx, companyDay(ctx.now()));
  if (level !== "head" && level !== "department") return nextToAct(tx, org, due, level);
  return headsAbove(tx, ctx, org, due, level);
}

async function mark(tx: Tx, ctx: Context, { id, dueAt }: DueRow, level: DeadlineLevel, told: readonly Told[]): Promise<void> {
  const people = told.map(({ personId }) => personId);
  const said = { at: ctx.now(), told: people };
  await tx
    .insertInto("deadline_marks")
    .values({ record_id: id, due_at: dueAt, level, ...said })
    .onConflict((one) => one.columns(["record_id", "due_at", "level"]).doUpdateSet(said))
    .execute();
}

const EVENTS = {
  soon_day: "due_soon",
  soon_hours: "due_soon",
  overdue: "overdue",
  head: "escalated",
  department: "escalated",
} as const;

async function tellLevel(
  tx: Tx,
  ctx: Context,
  { id, kind, dueAt }: DueRow,
  { level, told, hours }: { level: DeadlineLevel; told: readonly Told[]; hours: number },
): Promise<void> {
  if (told.length === 0) return;
  const event = EVENTS[level];
  const params: Record<string, number> = event === "escalated" ? { hours } : {};
  const about = { recordId: id, event, params, bySystem: true };
  await tell(
    tx,
    ctx,
    told.map((person) => ({ ...about, ...person, dedup: `${level}:${id}:${person.personId}:${dueAt.toISOString()}` })),
  );
  if (event !== "escalated") return;
  const after = { escalatedTo: told.map(({ personId }) => personId), hoursLate: hours };
  await auditOnServer(tx, ctx, { action: "deadline.escalated", recordId: id, entity: kind, entityId: id, after });
  touchRecord(tx, id);
}

function hoursLate(calendar: WorkingCalendar, { dueAt }: DueRow, ctx: Context): number {
  return Math.floor(workingMinutesBetween(calendar, dueAt, ctx.now()) / 60);
}
