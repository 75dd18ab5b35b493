import { DomainError, notFound } from "@tartip/domain/kernel/errors";
import { sql, type RawBuilder } from "kysely";
import { audit } from "../../platform/audit.ts";
import type { Context } from "../../platform/context.ts";
import type { Db, Tx } from "../../platform/db/database.ts";
import { touchRecord } from "../../platform/db/transaction.ts";
import { afterChange } from "./upload.ts";
import { beginFileChange, fileBlockers, fileField } from "./rules.ts";
import { kindOf } from "../kinds.ts";
import { lockRecord } from "../record.ts";
import { hasOutsiders, mayAdd, runsRecord, sightOf, type Sight } from "../sight.ts";

export interface FileRow {
  id: string;
  recordId: string;
  commentId: string | null;
  fieldKey: string | null;
  name: string;
  size: number;
  mediaType: string;
  sha256: string;
  shared: boolean;
  versionNo: number;
  /** Whether it is what its field holds now; earlier versions stay readable. */
  current: boolean;
  uploadedAt: Date;
  uploadedBy: { id: string; name: string };
}

/** A version is current unless a later one that was not removed took its place. */
const CURRENT: RawBuilder<boolean> = sql<boolean>`(files.removed_at is null and not exists (
  select 1 from files later where later.replaces_id = files.id and later.removed_at is null))`;

function filesQuery(db: Db | Tx) {
  return db
    .selectFrom("files")
    .innerJoin("people", "people.id", "files.uploaded_by")
    .select([
      "files.id",
      "files.record_id as recordId",
      "files.comment_id as commentId",
      "files.field_key as fieldKey",
      "files.name",
      "files.size_bytes as size",
      "files.media_type as mediaType",
      "files.sha256",
      "files.shared_with_external as shared",
      "files.version_no as versionNo",
      "files.uploaded_at as uploadedAt",
      "files.uploaded_by as uploaderId",
      "people.full_name as uploaderName",
      CURRENT.as("current"),
    ])
    .where("files.removed_at", "is", null);
}

type Selected = Awaited<ReturnType<ReturnType<typeof filesQuery>["execute"]>>[number];

function toFile({ uploaderId, uploaderName, ...row }: Selected): FileRow {
  return { ...row, uploadedBy: { id: uploaderId, name: uploaderName } };
}

interface FileAnswer {
  items: FileRow[];
  mayAdd: boolean;
  removable: string[];
  hasOutsiders: boolean;
  withheld: number;
}

/**
 * Which of these files the person may read: outsiders what is shared; who sees no amounts, none that shows them, unless
 * it was shared on purpose or they brought it.
 */
async function readable<F extends Pick<FileRow, "fieldKey" | "shared" | "uploadedBy">>(
  db: Db | Tx,
  ctx: Context,
  { record, whole, money }: Sight,
  files: readonly F[],
): Promise<F[]> {
  if (!whole) return files.filter(({ shared }) => shared);
  const showing = money ? [] : ((await kindOf(record.kind).files?.showingAmounts?.(db, record.id)) ?? []);
  return files.filter(
    ({ fieldKey, shared, uploadedBy }) =>
      shared || uploadedBy.id === ctx.actor.id || fieldKey === null || !showing.includes(fieldKey),
  );
}

/** Files of a record, earlier versions included, in the order they came. */
export async function listFiles(db: Db | Tx, ctx: Context, recordId: string): Promise<FileAnswer> {
  const sight = await sightOf(db, ctx, recordId);
  const rows = await filesQuery(db)
    .where("files.record_id", "=", recordId)
    .orderBy("files.uploaded_at")
    .orderBy("files.id")
    .execute();
  const items = await readable(db, ctx, sight, rows.map(toFile));
  return {
    items,
    withheld: sight.whole ? rows.length - items.length : 0,
    removable: await removable(db, ctx, sight, items),
    mayAdd: mayAdd(ctx.actor, "file.add", sight.record, !sight.whole),
    hasOutsiders: await hasOutsiders(db, sight),
  };
}

/** The files the reader may take away now: by the right and by the rule that `removeFile` asks. */
async function removable(db: Db | Tx, ctx: Context, sight: Sight, files: readonly FileRow[]): Promise<string[]> {
  const own = files.filter((file) => mayChange(ctx, sight, file));
  const kept = new Set<string | null>();
  for (const fieldKey of new Set(own.map((file) => file.fieldKey))) {
    const blockers = await fileBlockers(db, ctx, sight.record, { change: "remove", fieldKey });
    if (blockers.length > 0) kept.add(fieldKey);
  }
  return own.filter((file) => !kept.has(file.fieldKey)).map((file) => file.id);
}

/** The person who brought the file, and people who answer for the record. */
function mayChange({ actor }: Context, { record }: Sight, file: FileRow): boolean {
  return file.uploadedBy.id === actor.id || runsRecord(actor, record);
}

/** Files by id, without asking who looks: for callers that have just decided that. */
export async function filesById(db: Db | Tx, ids: readonly string[]): Promise<FileRow[]> {
  if (ids.length === 0) return [];
  const rows = await filesQuery(db)
    .where("files.id", "in", [...ids])
    .orderBy("files.uploaded_at")
    .orderBy("files.id")
    .execute();
  return rows.map(toFile);
}

/** One file with the place of its bytes, for those who may read it. */
export async function fileToRead(db: Db, ctx: Context, fileId: string): Promise<FileRow & { storageKey: string }> {
  const row = await filesQuery(db).select("files.storage_key as storageKey").where("files.id", "=", fileId).executeTakeFirst();
  if (!row) throw notFound("file");
  const [file] = await readable(db, ctx, await sightOf(db, ctx, row.recordId), [toFile(row)]);
  if (!file) throw notFound("file");
  return { ...file, storageKey: row.storageKey };
}

/**
 * Takes a file away, with its earlier versions: its field is empty then, and the bytes stay for the journal.
 *
 * @throws DomainError `blocked` while the record's kind keeps its files (an approved request)
 */
export async function removeFile(tx: Tx, ctx: Context, fileId: string): Promise<void> {
  const { file, sight } = await fileToChange(tx, ctx, fileId);
  const { id: recordId } = sight.record;
  const follow = await beginFileChange(tx, ctx, sight.record, { change: "remove", fieldKey: file.fieldKey });
  const single = file.fieldKey !== null && (await fileField(tx, sight.record, file.fieldKey))?.multiple === false;
  await tx
    .updateTable("files")
    .set({ removed_at: ctx.now(), removed_by: ctx.actor.id })
    .where("record_id", "=", recordId)
    .where("removed_at", "is", null)
    .where((eb) => (single ? eb("field_key", "=", file.fieldKey) : eb("id", "=", fileId)))
    .execute();
  await audit(tx, ctx, {
    action: "file.removed",
    recordId,
    entity: "file",
    entityId: fileId,
    before: { name: file.name, sha256: file.sha256, fieldKey: file.fieldKey },
    after: null,
  });
  await afterChange(tx, ctx, sight, file.fieldKey, follow);
}

/** Shows a file to the outsiders of its record, or hides it from them again. */
export async function shareFile(tx: Tx, ctx: Context, fileId: string, shared: boolean): Promise<FileRow> {
  const { file, sight } = await fileToChange(tx, ctx, fileId);
  if (!sight.whole) throw new DomainError("forbidden", "outsiders do not decide what is shared", { key: "not_yours" });
  if (file.shared !== shared) {
    await tx.updateTable("files").set({ shared_with_external: shared }).where("id", "=", fileId).execute();
    await audit(tx, ctx, {
      action: "file.shared",
      recordId: sight.record.id,
      entity: "file",
      entityId: fileId,
      before: { name: file.name, shared: file.shared },
      after: { name: file.name, shared },
    });
    touchRecord(tx, sight.record.id);
  }
  return { ...file, shared };
}

/** The file with its record locked, for the person who brought it and people who answer for the record. */
async function fileToChange(tx: Tx, ctx: Context, fileId: string): Promise<{ file: FileRow; sight: Sight }> {
  const place = await tx.selectFrom("files").select("record_id as recordId").where("id", "=", fileId).executeTakeFirst();
  if (!place) throw notFound("file");
  const sight = await sightOf(tx, ctx, place.recordId);
  await lockRecord(tx, sight.record.id, sight.record.kind);
  const [file] = await readable(tx, ctx, sight, await filesById(tx, [fileId]));
  if (!file) throw notFound("file");
  if (!mayChange(ctx, sight, file)) {
    throw new DomainError("forbidden", "neither brought the file nor answers for the record", { key: "not_yours" });
  }
  return { file, sight };
}
