import type { NoticeEvent } from "@tartip/domain/kernel/notices";
import type { AwaitReason } from "@tartip/domain/kernel/awaits";
import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";
import { touchRecord } from "../../platform/db/transaction.ts";
import { membersOf, tell } from "./tell.ts";

/** Why somebody awaited for this reason is told; others hear that they are awaited. */
const WHY: Partial<Record<AwaitReason, string>> = {
  decision: "approver",
  over_limit: "approver",
  review: "reviewer",
  task: "assignee",
  rework: "assignee",
  recalled: "assignee",
};

/** Why a person awaited for this reason is told of what waits. */
export function whyAwaited(reason: AwaitReason): string {
  return WHY[reason] ?? "follower";
}

const DECISIONS: readonly string[] = ["decision", "over_limit", "name_person"];

/** Reminds everybody the record waits for and names the person who reminds; a queue means all its members. */
export async function remindAwaited(tx: Tx, ctx: Context, recordId: string): Promise<void> {
  const awaited = await tx
    .selectFrom("awaits")
    .select(["person_id as personId", "queue_id as queueId", "reason"])
    .where("record_id", "=", recordId)
    .orderBy("since")
    .execute();
  const told = new Map<string, { event: NoticeEvent; why: string }>();
  for (const { personId, queueId, reason } of awaited) {
    const event = DECISIONS.includes(reason) ? "decision_reminder" : "task_reminder";
    const people = personId === null ? await membersOf(tx, queueId ?? "") : [personId];
    // reason: written by setAwaits alone, whose reasons these are
    const why = queueId === null ? whyAwaited(reason as AwaitReason) : "queue_member";
    for (const id of people) if (!told.has(id)) told.set(id, { event, why });
  }
  const params = { name: ctx.actor.name };
  await tell(
    tx,
    ctx,
    [...told].map(([personId, one]) => ({ personId, recordId, ...one, params })),
  );
  await tx.updateTable("records").set({ reminded_at: ctx.now() }).where("id", "=", recordId).execute();
  touchRecord(tx, recordId);
}
