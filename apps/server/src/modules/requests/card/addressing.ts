import type { Context } from "../../../platform/context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import { addParticipant, moveParticipant } from "../../../records/participants.ts";
import { fillRecord, type RecordRow } from "../../../records/record.ts";
import { tellPerson, tellQueue } from "../../../records/notices/tell.ts";
import type { Doer } from "../../tasks/commands.ts";

/** Gives a request that nobody has accepted to a queue, or to one person; of a restricted one that person sees it by this alone. */
export async function addressTo(
  tx: Tx,
  ctx: Context,
  { id, restricted }: Pick<RecordRow, "id" | "restricted">,
  { assigneeId, queueId }: Doer,
  event: "request_new" | "request_urgent",
): Promise<void> {
  await fillRecord(tx, id, { assignee_id: assigneeId, queue_id: queueId });
  await moveParticipant(tx, ctx, id, "assignee", assigneeId);
  if (queueId) await tellQueue(tx, ctx, id, queueId, event);
  if (assigneeId && restricted) await addParticipant(tx, ctx, id, assigneeId, "approver");
  if (assigneeId) await tellPerson(tx, ctx, id, assigneeId, event, "responsible");
}

export const URGENT = 4;
