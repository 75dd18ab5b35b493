import { movedBy, pausedMinutes, type Pause } from "@tartip/domain/deadlines/pauses";
import type { WorkingCalendar } from "@tartip/domain/kernel/working-time";
import { sql } from "kysely";
import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";
import { touchRecord } from "../../platform/db/transaction.ts";
import { patchRecord } from "../../records/record.ts";
import { refreshAwaits } from "./settle.ts";

interface Paused {
  id: string;
  dueAt: Date | null;
  autoCloseAt: Date | null;
  /** When it began to wait for somebody. */
  since: Date;
}

/**
 * Moves the deadlines of the open tasks of a record by the working time of a pause, counted for each from when it began to
 * wait. The first deadline stays as it was set, and no move of a person is written down. The caller holds the record's lock.
 */
export async function moveTaskDeadlines(
  tx: Tx,
  ctx: Context,
  recordId: string,
  calendar: WorkingCalendar,
  pause: Pause,
): Promise<void> {
  const { rows } = await sql<Paused>`
    select r.id, r.due_at as "dueAt", t.auto_close_at as "autoCloseAt",
      coalesce((select min(a.since) from awaits a where a.record_id = r.id), r.created_at) as since
    from tasks t join records r on r.id = t.id
    where t.parent_record_id = ${recordId} and r.open and (r.due_at is not null or t.auto_close_at is not null)
    order by r.id for update of r`.execute(tx);
  for (const task of rows) {
    const minutes = pausedMinutes(calendar, [pause], task.since);
    if (minutes === 0) continue;
    const moved = (at: Date | null): Date | null => at && movedBy(calendar, at, minutes);
    await tx
      .updateTable("tasks")
      .set((eb) => ({ auto_close_at: moved(task.autoCloseAt), paused_minutes: eb("paused_minutes", "+", minutes) }))
      .where("id", "=", task.id)
      .execute();
    await patchRecord(tx, ctx, task.id, { due_at: moved(task.dueAt) });
    await refreshAwaits(tx, ctx, task.id);
    touchRecord(tx, task.id);
  }
}
