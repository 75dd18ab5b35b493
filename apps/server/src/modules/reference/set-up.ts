import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";

/** Writes down that the company is set up. @returns false when it was so already */
export async function endSetUp(tx: Tx, ctx: Context): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("settings")
    .set({ value: "true", updated_at: ctx.now(), updated_by: ctx.actor.id })
    .where("key", "=", "setUpClosed")
    .where("value", "=", "false")
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
