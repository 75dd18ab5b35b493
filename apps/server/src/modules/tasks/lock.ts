import type { Tx } from "../../platform/db/database.ts";
import { kindOf } from "../../records/kinds.ts";
import { lockRecord } from "../../records/record.ts";

/** Locks a task; the record it belongs to is locked first, as its kind does it. @throws DomainError `not_found` */
export async function lockTask(tx: Tx, id: string): Promise<void> {
  const above = await tx
    .selectFrom("tasks")
    .innerJoin("records", "records.id", "tasks.parent_record_id")
    .select(["records.id", "records.kind"])
    .where("tasks.id", "=", id)
    .executeTakeFirst();
  if (above) await kindOf(above.kind).lock(tx, above.id);
  await lockRecord(tx, id, "task");
}
