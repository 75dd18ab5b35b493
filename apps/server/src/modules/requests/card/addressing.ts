import type { Context } from "../../../platform/context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import { addParticipant, moveParticipant } from "../../../records/participants.ts";
import { fillRecord, patchRecord, type RecordRow } from "../../../records/record.ts";
import { tellPerson, tellQueue } from "../../../records/notices/tell.ts";
import type { Doer } from "../../tasks/commands.ts";

type Addressed = Pick<RecordRow, "id" | "restricted">;
type News = "request_new" | "request_urgent";

/** Gives a request that is being submitted to a queue, or to one person. */
export async function addressTo(tx: Tx, ctx: Context, request: Addressed, to: Doer, event: News): Promise<void> {
  await fillRecord(tx, request.id, { assignee_id: to.assigneeId, queue_id: to.queueId });
  await tellAddressee(tx, ctx, request, to, event);
}

/** Gives one that stands already to another place: its pages show the new one, and what was read before is stale. */
export async function moveTo(tx: Tx, ctx: Context, request: Addressed, to: Doer, event: News): Promise<void> {
  await patchRecord(tx, ctx, request.id, { assignee_id: to.assigneeId, queue_id: to.queueId });
  await tellAddressee(tx, ctx, request, to, event);
}

/** Of a restricted request the person it is given to sees it by this alone. */
async function tellAddressee(
  tx: Tx,
  ctx: Context,
  { id, restricted }: Addressed,
  { assigneeId, queueId }: Doer,
  event: News,
): Promise<void> {
  await moveParticipant(tx, ctx, id, "assignee", assigneeId);
  if (queueId) await tellQueue(tx, ctx, id, queueId, event);
  if (assigneeId && restricted) await addParticipant(tx, ctx, id, assigneeId, "approver");
  if (assigneeId) await tellPerson(tx, ctx, id, assigneeId, event, "responsible");
}

export const URGENT = 4;
