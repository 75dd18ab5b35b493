import { headOf } from "@tartip/domain/access/organisation";
import { addDays, companyDay } from "@tartip/domain/kernel/calendar";
import { addWorkingDays, endOfWorkingDay, workingMinutesBetween, type WorkingCalendar } from "@tartip/domain/kernel/working-time";
import { sql } from "kysely";
import type { App } from "../../platform/app.ts";
import { audit } from "../../platform/audit.ts";
import type { Context } from "../../platform/context.ts";
import { inTransaction, type Tx } from "../../platform/db/transaction.ts";
import { eachAlone, type JobDefinition, type Schedule } from "../../platform/jobs.ts";
import { setAwaits } from "../../records/notices/awaits.ts";
import { loadRecord, lockRecord, setStatus } from "../../records/record.ts";
import { tell, toldOf } from "../../records/notices/tell.ts";
import { jobContext } from "../access/commands.ts";
import { loadOrg } from "../access/questions.ts";
import { settings, workCalendar } from "../reference/questions.ts";
import { completeTask, lockTask } from "../tasks/commands.ts";
import { settleRequest } from "./settle.ts";
import { releaseUnpaid } from "./approval/run.ts";
import { allBlockers } from "./blockers.ts";
import { loadCase, type RequestCase } from "./load.ts";
import { URGENT } from "./card/addressing.ts";

const job: JobDefinition = { name: "requests.minute", run: everyMinute };
const schedule: Schedule = { name: job.name, cron: "* * * * *" };

/** What time itself moves: unaccepted urgent requests, tasks that close by themselves, finished requests. */
export const requestMinute = { job, schedule };

async function everyMinute(app: App): Promise<void> {
  const calendar = await workCalendar(app.db);
  await tellHeads(app, calendar);
  await closeTasks(app);
  await closeDone(app, calendar);
}

/** An urgent request that nobody accepted within the set working minutes: the department's head is told once. */
async function tellHeads(app: App, calendar: WorkingCalendar): Promise<void> {
  const { ackWorkMinutes } = await settings(app.db);
  const now = app.clock.now();
  const { rows } = await sql<{ id: string; submittedAt: Date; departmentId: string | null; authorId: string }>`
    select r.id, q.submitted_at as "submittedAt", r.department_id as "departmentId", r.author_id as "authorId"
    from records r join requests q on q.id = r.id
    where r.kind = 'request' and r.status = 'new' and r.priority = ${URGENT} and q.head_told_at is null
    order by r.id`.execute(app.db);
  const late = rows.filter((row) => workingMinutesBetween(calendar, row.submittedAt, now) >= ackWorkMinutes);
  if (late.length === 0) return;
  const org = await loadOrg(app.db, companyDay(now));
  await eachAlone(app, late, async (row) => {
    const headId = headOf(org, row.departmentId);
    const ctx = await jobContext(app, row.authorId);
    await inTransaction(app, async (tx) => {
      await lockRecord(tx, row.id, "request");
      if ((await loadRecord(tx, row.id)).status !== "new") return;
      await tx.updateTable("requests").set({ head_told_at: now }).where("id", "=", row.id).execute();
      if (headId === null) return;
      const dedup = `urgent_unaccepted:${row.id}`;
      const params = { minutes: ackWorkMinutes };
      await tell(tx, ctx, [
        { personId: headId, recordId: row.id, event: "urgent_not_accepted", why: "department_head", params, dedup },
      ]);
    });
  });
}

/** Steps such as «подтвердить результат» close themselves when their holder says nothing in time. */
async function closeTasks(app: App): Promise<void> {
  const rows = await app.db
    .selectFrom("tasks")
    .innerJoin("records", "records.id", "tasks.id")
    .select(["records.id", "records.author_id as authorId", "tasks.parent_record_id as requestId"])
    .where("tasks.auto_close_at", "<=", app.clock.now())
    .where("records.status", "in", ["todo", "in_progress"])
    .orderBy("records.id")
    .execute();
  await eachAlone(app, rows, async ({ id, authorId, requestId }) => {
    const ctx = await jobContext(app, authorId);
    await inTransaction(app, async (tx) => {
      await lockTask(tx, id);
      const { status, assigneeId } = await loadRecord(tx, id);
      if (status !== "todo" && status !== "in_progress") return;
      await completeTask(tx, ctx, { id, status, assigneeId });
      if (requestId) await settleRequest(tx, ctx, await loadCase(tx, ctx, requestId));
    });
  });
}

interface Done {
  id: string;
  authorId: string;
  doneAt: Date;
}

/** When a request was finished the last time. */
const DONE_AT = sql<Date>`(select max(l.at) from status_log l where l.record_id = r.id and l.to_status = 'done')`;

/**
 * A finished request that nobody closed or returned for some working days closes itself, on a day that was announced before. What
 * work or a missing payment keeps open is not even locked.
 */
async function closeDone(app: App, calendar: WorkingCalendar): Promise<void> {
  const { autoCloseWorkDays } = await settings(app.db);
  const { rows } = await sql<Done>`
    select r.id, ${DONE_AT} as "doneAt", r.author_id as "authorId" from records r
    where r.kind = 'request' and r.status = 'done' and ${DONE_AT} is not null
      and not exists (select 1 from awaits a where a.record_id = r.id and a.reason = 'payment_needed')
      and not exists (select 1 from tasks t join records k on k.id = t.id where t.parent_record_id = r.id and t.parent_task_id is null
        and k.status not in ('done', 'cancelled')) order by r.id`.execute(app.db);
  const announced = await announcedOf(app, rows);
  const now = app.clock.now();
  const soonest = afterNextWorkingDay(calendar, now);
  // A day announced before the setting was raised has lost its meaning; one announced before it was lowered stands.
  const days = rows.map((row) => {
    const due = addWorkingDays(calendar, companyDay(row.doneAt), autoCloseWorkDays);
    const said = announced.get(row.id);
    return { row, due, said: said !== undefined && said >= due ? said : undefined };
  });
  const today = companyDay(now);
  await announceClosing(
    app,
    days.flatMap(({ row, due, said }) => (said === undefined && due <= soonest ? [row] : [])),
    soonest,
  );
  await closeAnnounced(
    app,
    days.flatMap(({ row, said }) => (said !== undefined && said <= today ? [row] : [])),
  );
}

/** The day on which each of these was last said to close, since it was finished. */
async function announcedOf(app: App, done: readonly Done[]): Promise<Map<string, string>> {
  const since = new Map(done.map(({ id, doneAt }) => [id, doneAt]));
  const told = await toldOf(app.db, "request_closing_soon", [...since.keys()]);
  const fresh = told.filter(({ recordId, at }) => at >= (since.get(recordId) ?? at));
  return new Map(fresh.map(({ recordId, params }) => [recordId, String(params["until"])]));
}

/** Who is told now has until this day at least one working day, or what is left of it, to answer. */
function afterNextWorkingDay(calendar: WorkingCalendar, now: Date): string {
  const today = companyDay(now);
  const workIsOver = now.toISOString() >= endOfWorkingDay(calendar, today);
  return addWorkingDays(calendar, workIsOver ? today : addDays(today, -1), 2);
}

/** Who answers for a finished request hears when it will close itself. */
async function announceClosing(app: App, rows: readonly Done[], until: string): Promise<void> {
  await eachAlone(app, rows, async ({ id, authorId, doneAt }) => {
    const ctx = await jobContext(app, authorId);
    await inTransaction(app, async (tx) => {
      const request = await finishedCase(tx, ctx, { id, doneAt });
      if (!request) return;
      const personId = request.facts.answererId;
      const why = personId === authorId ? "author" : "answerer";
      const dedup = `request_closing_soon:${id}:${doneAt.toISOString()}:${until}`;
      const about = { personId, recordId: id, params: { until }, dedup };
      await tell(tx, ctx, [{ ...about, event: "request_closing_soon", why }]);
    });
  });
}

async function closeAnnounced(app: App, rows: readonly Done[]): Promise<void> {
  await eachAlone(app, rows, async ({ id, authorId, doneAt }) => {
    const ctx = await jobContext(app, authorId);
    await inTransaction(app, async (tx) => {
      const request = await finishedCase(tx, ctx, { id, doneAt });
      if (!request) return;
      const { record, facts } = request;
      await setStatus(tx, ctx, record, "closed", "close", { final: true, automatic: true });
      const status = { before: { status: "done" }, after: { status: "closed" } };
      await audit(tx, ctx, { action: "request.close", recordId: id, entity: "request", entityId: id, ...status });
      await setAwaits(tx, ctx, id, []);
      await releaseUnpaid(tx, ctx, await loadCase(tx, ctx, id), "closed");
      const whyOf = (personId: string) =>
        personId === authorId ? "author" : personId === record.assigneeId ? "responsible" : "answerer";
      const told = new Set([facts.answererId, ...(record.assigneeId === null ? [] : [record.assigneeId])]);
      const about = { recordId: id, event: "request_closed_itself" } as const;
      await tell(
        tx,
        ctx,
        [...told].map((personId) => ({ ...about, personId, why: whyOf(personId) })),
      );
    });
  });
}

/** The request, locked, if it is still finished, not once more meanwhile, and nothing keeps it from being closed. */
async function finishedCase(tx: Tx, ctx: Context, { id, doneAt }: Pick<Done, "id" | "doneAt">): Promise<RequestCase | null> {
  await lockRecord(tx, id, "request");
  const { rows } = await sql<{ at: Date }>`select ${DONE_AT} as at from records r where r.id = ${id}`.execute(tx);
  if (rows[0]?.at.getTime() !== doneAt.getTime()) return null;
  const request = await loadCase(tx, ctx, id);
  return request.record.status === "done" && allBlockers(request, "close").length === 0 ? request : null;
}
