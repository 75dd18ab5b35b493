import { sql, type RawBuilder } from "kysely";
import type { Db, Tx } from "../../platform/db/database.ts";

export { taskList } from "./list.ts";
export { TaskRow } from "./schema.ts";

/** Whether the author is asked a question on the record itself, or on the request its task belongs to. */
export function waitsForAnswer(recordId: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql`exists (select 1 from awaits w where w.reason = 'clarify' and w.record_id in
    (select ${recordId} union all select t.parent_record_id from tasks t where t.id = ${recordId}))`;
}

/** Open tasks this person does, or is to look at the result of. */
export async function countHeld(db: Db | Tx, personId: string): Promise<number> {
  const { rows } = await sql<{ held: number }>`select count(*)::int as held from records r join tasks t on t.id = r.id
    where r.kind = 'task' and r.open and (r.assignee_id = ${personId} or r.status = 'submitted' and t.reviewer_id = ${personId})`.execute(
    db,
  );
  return rows[0]?.held ?? 0;
}
