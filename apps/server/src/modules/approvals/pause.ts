import { movedBy, pausedMinutes, type Pause } from "@tartip/domain/deadlines/pauses";
import type { WorkingCalendar } from "@tartip/domain/kernel/working-time";
import type { Tx } from "../../platform/db/database.ts";

/**
 * Moves the deadlines of the steps that are asked by the working time of a pause. `bindHost` counts the pauses of a record the
 * same way, so that the rows stay as they are when the run is saved again.
 */
export async function moveOpenSteps(tx: Tx, recordId: string, calendar: WorkingCalendar, pause: Pause): Promise<void> {
  const steps = await tx
    .selectFrom("approval_steps")
    .select(["id", "due_at as dueAt", "opened_at as openedAt"])
    .where("record_id", "=", recordId)
    .where("status", "=", "open")
    .where("due_at", "is not", null)
    .execute();
  for (const { id, dueAt, openedAt } of steps) {
    const minutes = openedAt === null ? 0 : pausedMinutes(calendar, [pause], openedAt);
    if (dueAt === null || minutes === 0) continue;
    await tx
      .updateTable("approval_steps")
      .set({ due_at: movedBy(calendar, dueAt, minutes) })
      .where("id", "=", id)
      .execute();
  }
}
