import { sql, type RawBuilder } from "kysely";

export { taskList } from "./list.ts";
export { TaskRow } from "./schema.ts";

/** Whether the author is asked a question on the record itself, or on the request its task belongs to. */
export function waitsForAnswer(recordId: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql`exists (select 1 from awaits w where w.reason = 'clarify' and w.record_id in
    (select ${recordId} union all select t.parent_record_id from tasks t where t.id = ${recordId}))`;
}
