import type { Context } from "../../../platform/context.ts";
import type { Tx } from "../../../platform/db/database.ts";

/** Shows the next request of an expense chain beside the one it follows. */
export async function linkChain(tx: Tx, ctx: Context, fromId: string, toId: string): Promise<void> {
  await tx
    .insertInto("record_links")
    .values({ from_id: fromId, to_id: toId, kind: "chain", created_by: ctx.actor.id, created_at: ctx.now() })
    .onConflict((oc) => oc.doNothing())
    .execute();
}
