import { sql, type RawBuilder } from "kysely";

/**
 * How many files of a task may be its result, over alias `t` (tasks) and the column of its assignee. Files of comments
 * are none, and of a task set by hand what its setter brought to work with is none.
 */
export function resultFiles(assignee: RawBuilder<unknown>): RawBuilder<number> {
  return sql`(select count(*) from files f where f.record_id = t.id and f.removed_at is null and f.comment_id is null
    and (t.step_key is not null or t.setter_id = ${assignee} or f.uploaded_by is distinct from t.setter_id))`;
}
