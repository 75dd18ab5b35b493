import { refuseIfBlocked, type Blocker } from "@tartip/domain/kernel/errors";
import type { Context } from "../../platform/context.ts";
import type { Db, Tx } from "../../platform/db/database.ts";
import type { Kind } from "../record.ts";

/** What is about to happen to a file of a record, or of one field of its form. */
export interface FileChange {
  change: "add" | "replace" | "remove" | "share";
  fieldKey: string | null;
}

/** Says why the change is not possible now (an approved record keeps its files); empty when it is. */
export type FileGuard = (db: Db | Tx, ctx: Context, recordId: string, change: FileChange) => Promise<Blocker[]>;

/** Reacts in the same transaction to a changed set of files, e.g. by voiding the votes that vouch for them. */
export type FilesChanged = (tx: Tx, ctx: Context, recordId: string, fieldKey: string | null) => Promise<void>;

/** Looks, before files change, at what the reaction will compare with. */
export type BeforeFiles = (tx: Tx, ctx: Context, recordId: string, fieldKey: string | null) => Promise<void>;

/** Whether the record's form has this file field, and whether it holds many; null when there is no such field. */
export type FileField = (tx: Tx, recordId: string, fieldKey: string) => Promise<{ multiple: boolean } | null>;

const guards = new Map<Kind, FileGuard>();
const reactions = new Map<Kind, { before?: BeforeFiles | undefined; after: FilesChanged }>();
const fields = new Map<Kind, FileField>();

export function registerFileGuard(kind: Kind, guard: FileGuard): void {
  guards.set(kind, guard);
}

/** Registers what a kind does when its files change. */
export function onFilesChanged(kind: Kind, after: FilesChanged, before?: BeforeFiles): void {
  reactions.set(kind, { before, after });
}

export function registerFileField(kind: Kind, field: FileField): void {
  fields.set(kind, field);
}

/** What stands in the way of the change: asked for the page's buttons and before the change itself. */
export async function fileBlockers(
  db: Db | Tx,
  ctx: Context,
  record: { kind: Kind; id: string },
  change: FileChange,
): Promise<Blocker[]> {
  return (await guards.get(record.kind)?.(db, ctx, record.id, change)) ?? [];
}

/** Begins a change of files. @throws DomainError `blocked` while the record's kind does not allow it */
export async function beginFileChange(
  tx: Tx,
  ctx: Context,
  record: { kind: Kind; id: string },
  change: FileChange,
): Promise<void> {
  refuseIfBlocked(await fileBlockers(tx, ctx, record, change));
  await reactions.get(record.kind)?.before?.(tx, ctx, record.id, change.fieldKey);
}

export async function filesChanged(
  tx: Tx,
  ctx: Context,
  record: { kind: Kind; id: string },
  fieldKey: string | null,
): Promise<void> {
  await reactions.get(record.kind)?.after(tx, ctx, record.id, fieldKey);
}

/** A kind that registered nothing has no form, and no fields in it. */
export async function fileField(tx: Tx, record: { kind: Kind; id: string }, key: string): Promise<{ multiple: boolean } | null> {
  const field = fields.get(record.kind);
  return field ? field(tx, record.id, key) : null;
}
