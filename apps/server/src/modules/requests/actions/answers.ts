import type { Context } from "../../../platform/context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import type { RecordRow } from "../../../records/record.ts";

/**
 * What was returned is sent again once something answers the remark: a changed field (`rememberEditor`), a file anywhere on the
 * record, or a word of its author or responsible.
 */
export async function answerReturn(
  tx: Tx,
  ctx: Context,
  { id, status, authorId, assigneeId }: RecordRow,
  what: "comment" | "file",
): Promise<void> {
  if (status !== "rework" || (what === "comment" && ![authorId, assigneeId].includes(ctx.actor.id))) return;
  await markAnswered(tx, id);
}

/** Written down as it happens: who only reads the record again need not look through its stream for it. */
export async function markAnswered(tx: Tx, requestId: string): Promise<void> {
  await tx.updateTable("requests").set({ answered: true }).where("id", "=", requestId).execute();
}
