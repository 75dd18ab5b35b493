import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";
import { visibleIds } from "../visibility.ts";

/** Links that follow from what a record is; people make and undo the others (`links.ts`). */
type OwnLink = "basis" | "chain" | "copy";

/**
 * Links two records; a second identical link is the first one.
 *
 * @param seen whether who makes it sees the other end: one named by its number alone is not opened by that
 */
export async function linkRecords(tx: Tx, ctx: Context, fromId: string, toId: string, kind: OwnLink, seen = true): Promise<void> {
  await tx
    .insertInto("record_links")
    .values({ from_id: fromId, to_id: toId, kind, seen, created_by: ctx.actor.id, created_at: ctx.now() })
    .onConflict((conflict) => conflict.columns(["from_id", "to_id", "kind"]).doNothing())
    .execute();
}

/** Leaves a record with one link of the kind at most: the one to `toId`, which its author may not see. */
export async function linkOnlyTo(tx: Tx, ctx: Context, fromId: string, toId: string | null, kind: OwnLink): Promise<void> {
  await tx
    .deleteFrom("record_links")
    .where("from_id", "=", fromId)
    .where("kind", "=", kind)
    .where("to_id", "is distinct from", toId)
    .execute();
  if (toId === null) return;
  const seen = await visibleIds(tx, ctx, [toId]);
  await linkRecords(tx, ctx, fromId, toId, kind, seen.has(toId));
}
