import { WARNING_DAYS, dueWarning } from "@tartip/domain/documents/validity";
import { addDays } from "@tartip/domain/kernel/calendar";
import { dayOf } from "../../platform/clock.ts";
import type { App } from "../../platform/app.ts";
import { audit } from "../../platform/audit.ts";
import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";
import { inTransaction } from "../../platform/db/transaction.ts";
import { eachAlone, type JobDefinition, type Schedule } from "../../platform/jobs.ts";
import { tell } from "../../records/notices/tell.ts";
import { loadRecord, lockRecord, setStatus } from "../../records/record.ts";
import { jobContext } from "../access/commands.ts";

const job: JobDefinition = { name: "documents.day", run: documentsDay };
const schedule: Schedule = { name: job.name, cron: "5 0 * * *" };

/** At company midnight documents expire by their date, and their responsible people are warned of those that soon will. */
export const documentDay = { job, schedule };

async function documentsDay(app: App): Promise<void> {
  const today = dayOf(app.clock.now());
  const ending = await app.db
    .selectFrom("documents as d")
    .innerJoin("records as r", "r.id", "d.id")
    .select(["d.id", "d.valid_to as validTo", "r.author_id as authorId"])
    .where("r.status", "=", "signed")
    .where("d.valid_to", "<=", addDays(today, Math.max(...WARNING_DAYS)))
    .orderBy("d.id")
    .execute();
  await eachAlone(app, ending, async ({ id, validTo, authorId }) => {
    if (validTo === null) return;
    const ctx = await jobContext(app, authorId);
    if (validTo < today) await inTransaction(app, (tx) => expireDocument(tx, ctx, id));
    else await inTransaction(app, (tx) => warn(tx, ctx, id, validTo, today));
  });
}

/** Ends a signed document whose last day is over; anything else stays as it is. */
export async function expireDocument(tx: Tx, ctx: Context, id: string): Promise<void> {
  await lockRecord(tx, id, "document");
  const record = await loadRecord(tx, id);
  const { valid_to: validTo } = await tx
    .selectFrom("documents")
    .select("valid_to")
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  if (record.status !== "signed" || validTo === null || validTo >= dayOf(ctx.now())) return;
  await setStatus(tx, ctx, record, "expired", "expire", { final: true, automatic: true });
  await audit(tx, ctx, {
    action: "document.expire",
    entity: "document",
    entityId: id,
    recordId: id,
    before: { status: record.status },
    after: { status: "expired" },
  });
}

/** The unique `dedup` remembers that the warning was given. */
async function warn(tx: Tx, ctx: Context, id: string, validTo: string, today: string): Promise<void> {
  const days = dueWarning(validTo, today, null);
  if (days === null) return;
  const record = await loadRecord(tx, id);
  const people = [...new Set([record.authorId, record.assigneeId ?? record.authorId])];
  const told = people.map((personId) => ({
    personId,
    recordId: id,
    event: "document_expires" as const,
    why: "responsible",
    params: { until: validTo, days },
    dedup: `document_expires:${id}:${validTo}:${days}:${personId}`,
    bySystem: true,
  }));
  await tell(tx, ctx, told);
}
