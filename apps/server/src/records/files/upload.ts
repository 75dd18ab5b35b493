import type { Readable } from "node:stream";
import { companyDay, wallInstantMs } from "@tartip/domain/kernel/calendar";
import { DomainError } from "@tartip/domain/kernel/errors";
import { sql } from "kysely";
import { audit } from "../../platform/audit.ts";
import type { Context } from "../../platform/context.ts";
import type { Db, Tx } from "../../platform/db/database.ts";
import { inTransaction, touchRecord } from "../../platform/db/transaction.ts";
import { enforceSpace } from "../../platform/disk.ts";
import { mustBeUnderPassword, mustOpen } from "../../platform/opens.ts";
import { sniff, UNDER_PASSWORD, type FileKind } from "../../platform/sniff.ts";
import type { StoredBlob } from "../../platform/storage.ts";
import { fileName } from "./names.ts";
import { peek, readingOf, type Reading } from "./reading.ts";
import { beginFileChange, fileField } from "./rules.ts";
import { kindOf } from "../kinds.ts";
import { lockRecord, patchRecord } from "../record.ts";
import { enforceAdding, sightOf, wrongField, type Sight } from "../sight.ts";

export interface Target {
  recordId: string;
  /** The form's field the file belongs to; null for a file of the record as such. */
  fieldKey: string | null;
  shared: boolean;
}

interface Incoming {
  name: string;
  kind: FileKind;
  blob: StoredBlob;
}

/** Refuses early, before a byte is read: nobody uploads a file only to be refused. */
export async function enforceUpload(ctx: Context, target: Target): Promise<void> {
  await enforceSpace(ctx.app);
  const sight = await sightOf(ctx.app.db, ctx, target.recordId);
  enforceAdding(ctx.actor, "file.add", sight.record, target.shared || !sight.whole);
}

/**
 * Takes one uploaded file: its kind is read from its first bytes, then it streams to the store, then its row is
 * written; bytes whose row failed are removed again. What it does not read of the stream is the caller's to let through.
 *
 * @throws DomainError `unsupported_file`, `too_large` (also beyond what the person may upload in a day), `blocked`,
 *   `bad_input` for an unknown field
 */
export async function receiveFile(
  ctx: Context,
  target: Target,
  typed: string,
  stream: Readable,
  maxBytes: number,
): Promise<string> {
  const reading = readingOf(stream);
  try {
    return await takeFile(ctx, target, typed, reading, maxBytes);
  } finally {
    await reading.letGo();
  }
}

async function takeFile(ctx: Context, target: Target, typed: string, reading: Reading, maxBytes: number): Promise<string> {
  const name = fileName(typed);
  const { head, whole } = await peek(reading);
  if (head.length === 0) throw new DomainError("unsupported_file", "empty file", { key: "file_empty" });
  const kind = sniff(head, name);
  await enforceSpace(ctx.app);
  const left = await leftOfDay(ctx.app.db, ctx);
  const blob = await storeWithin(ctx, whole, Math.min(maxBytes, left), left < maxBytes);
  try {
    if (kind.mime === UNDER_PASSWORD) await mustBeUnderPassword(ctx.app.store, blob, kind.kind);
    // What a form asks for is looked at by people who decide: it must open.
    else if (target.fieldKey !== null) await mustOpen(ctx.app.store, blob, kind.kind);
    return await inTransaction(ctx.app, async (tx) => {
      await enforceDay(tx, ctx, blob.size);
      return addFile(tx, ctx, target, { name, kind, blob });
    });
  } catch (error) {
    await ctx.app.store.remove(blob.key);
    throw error;
  }
}

/** A contractor's accounts are in hands the company does not know. */
const CONTRACTORS_SHARE = 0.1;

function bytesOfDay({ app, actor }: Context): number {
  return Math.floor(app.config.uploadBytesPerDay * (actor.external ? CONTRACTORS_SHARE : 1));
}

/** Bytes the person may still upload on this day of the company; what was removed again counts as well. */
async function leftOfDay(db: Db | Tx, ctx: Context): Promise<number> {
  const { used } = await db
    .selectFrom("files")
    .select(({ fn }) => fn.coalesce(fn.sum<number>("size_bytes"), sql<number>`0`).as("used"))
    .where("uploaded_by", "=", ctx.actor.id)
    .where("uploaded_at", ">=", new Date(wallInstantMs(companyDay(ctx.now()), 0)))
    .executeTakeFirstOrThrow();
  return Math.max(0, bytesOfDay(ctx) - Number(used));
}

async function storeWithin(ctx: Context, whole: Readable, maxBytes: number, ofDay: boolean): Promise<StoredBlob> {
  try {
    return await ctx.app.store.put(whole, { maxBytes });
  } catch (error) {
    if (!ofDay || !(error instanceof DomainError) || error.code !== "too_large") throw error;
    throw beyondDay(ctx, error);
  }
}

/** Once more when the bytes are there, one file of a person after another: uploads at the same time do not see each other before. */
async function enforceDay(tx: Tx, ctx: Context, bytes: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${ctx.actor.id}, 43))`.execute(tx);
  if (bytes > (await leftOfDay(tx, ctx))) throw beyondDay(ctx);
}

function beyondDay(ctx: Context, cause?: unknown): DomainError {
  const megabytes = Math.floor(bytesOfDay(ctx) / 1024 / 1024);
  const details = { key: "upload_day_limit", params: { megabytes }, cause };
  return new DomainError("too_large", "beyond what one person uploads in a day", details);
}

async function addFile(tx: Tx, ctx: Context, target: Target, incoming: Incoming): Promise<string> {
  const sight = await sightOf(tx, ctx, target.recordId);
  const shared = target.shared || !sight.whole;
  enforceAdding(ctx.actor, "file.add", sight.record, shared);
  const { former, versionNo } = await slotOf(tx, sight, target.fieldKey);
  const change = former ? ("replace" as const) : ("add" as const);
  const follow = await beginFileChange(tx, ctx, sight.record, { change, fieldKey: target.fieldKey });
  const id = await insertFile(tx, ctx, { ...target, shared }, { ...incoming, versionNo, replacesId: former?.id ?? null });
  await audit(tx, ctx, {
    action: former ? "file.replaced" : "file.added",
    recordId: target.recordId,
    entity: "file",
    entityId: id,
    before: former && { name: former.name, sha256: former.sha256 },
    after: { name: incoming.name, sha256: incoming.blob.sha256, size: incoming.blob.size, fieldKey: target.fieldKey, shared },
  });
  await afterChange(tx, ctx, sight, target.fieldKey, follow);
  if (target.fieldKey === null) await kindOf(sight.record.kind).addedTo?.(tx, ctx, sight.record, "file");
  return id;
}

/**
 * A file of the form is part of the card: its version moves and its kind hears of it. A draft is seen by its author
 * alone: where they write it as a form, that form must not go stale by their own file.
 */
export async function afterChange(
  tx: Tx,
  ctx: Context,
  sight: Sight,
  fieldKey: string | null,
  follow: () => Promise<void>,
): Promise<void> {
  const ownDraft = sight.record.status === "draft" && kindOf(sight.record.kind).files?.keepDraftVersion;
  if (fieldKey !== null && !ownDraft) await patchRecord(tx, ctx, sight.record.id, {});
  await follow();
  touchRecord(tx, sight.record.id);
}

interface Former {
  id: string;
  name: string;
  sha256: string;
}

interface Slot {
  /** What the new file takes the place of. */
  former: Former | null;
  versionNo: number;
}

/**
 * Where the file goes: a single-file field takes it as its next version, everything else beside the others.
 * The record is locked so that two uploads cannot both replace the same version.
 */
async function slotOf(tx: Tx, sight: Sight, fieldKey: string | null): Promise<Slot> {
  if (fieldKey === null) return { former: null, versionNo: 1 };
  await lockRecord(tx, sight.record.id, sight.record.kind);
  const field = await fileField(tx, sight.record, fieldKey);
  if (!field) throw wrongField("fieldKey", "unknown_field");
  if (field.multiple) return { former: null, versionNo: 1 };
  const latest = await tx
    .selectFrom("files")
    .select(["id", "name", "sha256", "version_no as versionNo", "removed_at as removedAt"])
    .where("record_id", "=", sight.record.id)
    .where("field_key", "=", fieldKey)
    .orderBy("version_no", "desc")
    .limit(1)
    .executeTakeFirst();
  if (!latest) return { former: null, versionNo: 1 };
  return { former: latest.removedAt ? null : latest, versionNo: latest.versionNo + 1 };
}

type NewFile = Incoming & { versionNo: number; replacesId: string | null };

async function insertFile(tx: Tx, ctx: Context, target: Target, file: NewFile): Promise<string> {
  const { id } = await tx
    .insertInto("files")
    .values({
      record_id: target.recordId,
      field_key: target.fieldKey,
      name: file.name,
      size_bytes: file.blob.size,
      media_type: file.kind.mime,
      sha256: file.blob.sha256,
      storage_key: file.blob.key,
      shared_with_external: target.shared,
      version_no: file.versionNo,
      replaces_id: file.replacesId,
      uploaded_by: ctx.actor.id,
      uploaded_at: ctx.now(),
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}
