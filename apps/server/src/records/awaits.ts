import type { Context } from "../platform/context.ts";
import { touchPerson, type Tx } from "../platform/db/transaction.ts";

/** Why somebody is awaited (i18n `explain:awaits.*`). */
export type AwaitReason =
  | "decision"
  | "over_limit"
  | "task"
  | "accept"
  | "take"
  | "rework"
  | "clarify"
  | "review"
  | "close"
  | "send"
  | "name_person";

export interface Awaited {
  personId?: string;
  queueId?: string;
  reason: AwaitReason;
  stepId?: string;
  dueAt?: Date | null;
}

/**
 * Sets who is awaited on a record to exactly `wanted`; what already stood keeps its `since`.
 * The only writer of «ждёт меня».
 */
export async function setAwaits(tx: Tx, ctx: Context, recordId: string, wanted: Awaited[]): Promise<void> {
  const key = (a: { personId?: string | null; queueId?: string | null; reason: string; stepId?: string | null }) =>
    `${a.personId ?? ""}|${a.queueId ?? ""}|${a.reason}|${a.stepId ?? ""}`;
  const standing = await tx
    .selectFrom("awaits")
    .select(["id", "person_id as personId", "queue_id as queueId", "reason", "step_id as stepId"])
    .where("record_id", "=", recordId)
    .execute();
  const keep = new Set(wanted.map(key));
  const have = new Set(standing.map(key));
  const gone = standing.filter((row) => !keep.has(key(row)));
  if (gone.length > 0) {
    await tx
      .deleteFrom("awaits")
      .where(
        "id",
        "in",
        gone.map((row) => row.id),
      )
      .execute();
  }
  const fresh = wanted.filter((w, index) => !have.has(key(w)) && wanted.findIndex((other) => key(other) === key(w)) === index);
  if (fresh.length > 0) {
    const since = ctx.now();
    await tx
      .insertInto("awaits")
      .values(
        fresh.map((w) => ({
          record_id: recordId,
          person_id: w.personId ?? null,
          queue_id: w.queueId ?? null,
          reason: w.reason,
          step_id: w.stepId ?? null,
          due_at: w.dueAt ?? null,
          since,
        })),
      )
      .execute();
  }
  for (const row of [...gone, ...fresh]) if (row.personId) touchPerson(tx, row.personId);
}
