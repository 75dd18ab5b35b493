import { warningOwed } from "@tartip/domain/documents/validity";
import { dayOf } from "../../platform/clock.ts";
import type { App } from "../../platform/app.ts";
import { audit } from "../../platform/audit.ts";
import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";
import { inTransaction, touchPerson } from "../../platform/db/transaction.ts";
import type { JobDefinition, Schedule } from "../../platform/jobs.ts";
import { loadRecord, lockRecord, setStatus } from "../../records/record.ts";
import { jobContext } from "../access/commands.ts";

const job: JobDefinition = { name: "documents.day", run: documentsDay };
const schedule: Schedule = { name: job.name, cron: "5 0 * * *" };

/** At company midnight documents end by their date, and the responsible hear of those that soon will. */
export const documentDay = { job, schedule };

async function documentsDay(app: App): Promise<void> {
  const today = dayOf(app.clock.now());
  const ending = await app.db
    .selectFrom("documents as d")
    .innerJoin("records as r", "r.id", "d.id")
    .select(["d.id", "d.valid_to as validTo", "r.author_id as authorId"])
    .where("r.status", "=", "signed")
    .where("d.valid_to", "is not", null)
    .orderBy("d.id")
    .execute();
  for (const { id, validTo, authorId } of ending) {
    if (validTo === null) continue;
    const ctx = await jobContext(app, authorId);
    if (validTo < today) await inTransaction(app, (tx) => expireDocument(tx, ctx, id));
    else await inTransaction(app, (tx) => warn(tx, ctx, id, validTo, today));
  }
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

/** Nobody acts here, so the author is told too; the unique `dedup` remembers that the warning was given. */
async function warn(tx: Tx, ctx: Context, id: string, validTo: string, today: string): Promise<void> {
  const days = warningOwed(validTo, today, null);
  if (days === null) return;
  const record = await loadRecord(tx, id);
  const people = [...new Set([record.authorId, record.assigneeId ?? record.authorId])];
  const rows = people.map((personId) => ({
    person_id: personId,
    record_id: id,
    event: "document_expires",
    why: "responsible",
    params: JSON.stringify({ until: validTo, days }),
    created_at: ctx.now(),
    dedup: `document_expires:${id}:${validTo}:${days}:${personId}`,
  }));
  await tx
    .insertInto("notices")
    .values(rows)
    .onConflict((conflict) => conflict.column("dedup").doNothing())
    .execute();
  for (const personId of people) touchPerson(tx, personId);
}
