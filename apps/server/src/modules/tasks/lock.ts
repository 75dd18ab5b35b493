import type { Tx } from "../../platform/db/database.ts";
import { lockRecord } from "../../records/record.ts";

/** Locks a task; its request is locked first, as everywhere. @throws DomainError `not_found` */
export async function lockTask(tx: Tx, id: string): Promise<void> {
  const row = await tx.selectFrom("tasks").select("parent_record_id as parentId").where("id", "=", id).executeTakeFirst();
  if (row?.parentId) await tx.selectFrom("records").select("id").where("id", "=", row.parentId).forUpdate().execute();
  await lockRecord(tx, id, "task");
}
