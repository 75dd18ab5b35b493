import { headOf } from "@tartip/domain/access/organisation";
import { companyDay } from "@tartip/domain/kernel/calendar";
import { addWorkingDays, workingMinutesBetween, type WorkingCalendar } from "@tartip/domain/kernel/working-time";
import { sql } from "kysely";
import type { App } from "../../platform/app.ts";
import { audit } from "../../platform/audit.ts";
import { inTransaction } from "../../platform/db/transaction.ts";
import { eachAlone, type JobDefinition, type Schedule } from "../../platform/jobs.ts";
import { setAwaits } from "../../records/notices/awaits.ts";
import { loadRecord, lockRecord, setStatus } from "../../records/record.ts";
import { tell, toldBefore } from "../../records/notices/tell.ts";
import { jobContext } from "../access/commands.ts";
import { loadOrg } from "../access/questions.ts";
import { settings, workCalendar } from "../reference/questions.ts";
import { completeTask, lockTask } from "../tasks/commands.ts";
import { settleRequest } from "./settle.ts";
import { releaseUnpaid } from "./approval/run.ts";
import { allBlockers } from "./blockers.ts";
import { loadCase } from "./load.ts";
import { URGENT } from "./card/submission.ts";

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

/** A finished request that nobody closed or returned for some working days closes itself, with a notice. */
async function closeDone(app: App, calendar: WorkingCalendar): Promise<void> {
  const { autoCloseWorkDays } = await settings(app.db);
  const { rows } = await sql<{ id: string; doneAt: Date; authorId: string }>`
    select r.id, max(l.at) as "doneAt", r.author_id as "authorId" from records r join status_log l on l.record_id = r.id and l.to_status = 'done'
    where r.kind = 'request' and r.status = 'done' group by r.id order by r.id`.execute(app.db);
  const today = companyDay(app.clock.now());
  const silent = rows.filter(({ doneAt }) => addWorkingDays(calendar, companyDay(doneAt), autoCloseWorkDays) <= today);
  await warnOfClosing(app, rows, (doneAt) => addWorkingDays(calendar, companyDay(doneAt), autoCloseWorkDays), calendar);
  await eachAlone(app, silent, async ({ id, authorId }) => {
    const ctx = await jobContext(app, authorId);
    await inTransaction(app, async (tx) => {
      await lockRecord(tx, id, "request");
      const record = await loadRecord(tx, id);
      if (record.status !== "done") return;
      if (allBlockers(await loadCase(tx, ctx, id), "close").length > 0) return;
      await setStatus(tx, ctx, record, "closed", "close", { final: true, automatic: true });
      const status = { before: { status: "done" }, after: { status: "closed" } };
      await audit(tx, ctx, { action: "request.close", recordId: id, entity: "request", entityId: id, ...status });
      await setAwaits(tx, ctx, id, []);
      await releaseUnpaid(tx, ctx, await loadCase(tx, ctx, id), "closed");
      const told = [record.authorId, record.assigneeId].filter((one): one is string => one !== null);
      await tell(
        tx,
        ctx,
        told.map((personId) => ({ personId, recordId: id, event: "request_closed_itself", why: "author", bySystem: true })),
      );
    });
  });
}

/** The author hears a working day before that their finished request will close itself; once. */
async function warnOfClosing(
  app: App,
  done: readonly { id: string; doneAt: Date; authorId: string }[],
  closesOn: (doneAt: Date) => string,
  calendar: WorkingCalendar,
): Promise<void> {
  const today = companyDay(app.clock.now());
  const soon = done.filter(({ doneAt }) => {
    const day = closesOn(doneAt);
    const eve = addWorkingDays(calendar, day, -1);
    return eve > companyDay(doneAt) && eve <= today && today < day;
  });
  const keyOf = (row: { id: string; doneAt: Date }): string => `request_closing_soon:${row.id}:${row.doneAt.toISOString()}`;
  const told = await toldBefore(app.db, soon.map(keyOf));
  const fresh = soon.filter((row) => !told.has(keyOf(row)));
  await eachAlone(app, fresh, async (row) => {
    const ctx = await jobContext(app, row.authorId);
    const about = { personId: row.authorId, recordId: row.id, params: { until: closesOn(row.doneAt) }, dedup: keyOf(row) };
    await inTransaction(app, (tx) => tell(tx, ctx, [{ ...about, event: "request_closing_soon", why: "author", bySystem: true }]));
  });
}
