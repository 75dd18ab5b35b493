import { refuseIfBlocked, type Blocker } from "@tartip/domain/kernel/errors";
import type { Context } from "../../platform/context.ts";
import type { Db, Tx } from "../../platform/db/database.ts";
import { kindOf, type FileChange } from "../kinds.ts";
import type { RecordRow } from "../record.ts";

type Of = Pick<RecordRow, "kind" | "id">;

/** What stands in the way of the change: asked for the page's buttons and before the change itself. */
export async function fileBlockers(db: Db | Tx, ctx: Context, record: Of, change: FileChange): Promise<Blocker[]> {
  return (await kindOf(record.kind).files?.blockers?.(db, ctx, record.id, change)) ?? [];
}

/**
 * Begins a change of files.
 *
 * @returns what follows once they have changed
 * @throws DomainError `blocked` while the record's kind does not allow it
 */
export async function beginFileChange(tx: Tx, ctx: Context, record: Of, change: FileChange): Promise<() => Promise<void>> {
  refuseIfBlocked(await fileBlockers(tx, ctx, record, change));
  const follow = await kindOf(record.kind).files?.changing?.(tx, ctx, record.id, change.fieldKey);
  return follow ?? (async () => undefined);
}

/** A kind that says nothing of files has no form, and no fields in it. */
export async function fileField(tx: Tx, record: Of, key: string): Promise<{ multiple: boolean } | null> {
  return (await kindOf(record.kind).files?.field?.(tx, record.id, key)) ?? null;
}
