import type { AwaitReason } from "@tartip/domain/kernel/awaits";
import type { DeadlineLevel } from "@tartip/domain/deadlines/levels";
import type { Kind } from "@tartip/domain/kernel/kinds";
import { sql, type RawBuilder } from "kysely";
import type { Db, Tx } from "../../platform/db/database.ts";
import { waitsForAnswer } from "../tasks/questions.ts";

/** A deadline that is near or has passed, with what it has said already. */
export interface DueRow {
  /** The record. */
  id: string;
  kind: Kind;
  dueAt: Date;
  /** When the wait for it began. */
  since: Date;
  typeCode: string | null;
  priority: number;
  authorId: string;
  assigneeId: string | null;
  departmentId: string | null;
  /** Whether it is the deadline of the request itself, beside the work it waits for now. */
  own: boolean;
  awaited: { personId: string | null; queueId: string | null; reason: AwaitReason }[];
  marks: { level: DeadlineLevel; told: string[] }[];
}

/**
 * Deadlines until `horizon` that have not said all yet: of those awaited on a record, and of open requests themselves. How
 * long ago they passed makes no difference, so that nothing is lost while nobody looked. One stands still while a question to
 * the author of its request is open.
 */
export function readDue(db: Db | Tx, { horizon, askedAgain }: { horizon: Date; askedAgain: Date }): Promise<DueRow[]> {
  return dueWhere(db, sql`f.due_at < ${horizon}`, askedAgain);
}

/** The same for one deadline of a record, if it still stands. */
export async function readOneDue(
  tx: Tx,
  { id, dueAt }: Pick<DueRow, "id" | "dueAt">,
  askedAgain: Date,
): Promise<DueRow | undefined> {
  const [row] = await dueWhere(tx, sql`f.record_id = ${id} and f.due_at = ${dueAt}`, askedAgain);
  return row;
}

/**
 * Lateness that nobody could be told counts as said until `askedAgain`: then a person who is there by now hears of it, the one
 * who took the work over as well as a head. A reminder has nobody to wait for: it is over when the deadline passes.
 */
async function dueWhere(db: Db | Tx, condition: RawBuilder<boolean>, askedAgain: Date): Promise<DueRow[]> {
  const counts = sql`(m.level not in ('overdue', 'head', 'department') or m.told <> '{}' or m.at > ${askedAgain})`;
  const marks = sql`select 1 from deadline_marks m where m.record_id = f.record_id and m.due_at = f.due_at`;
  const { rows } = await sql<DueRow>`
    select r.id, r.kind, f.due_at as "dueAt", min(f.since) as since, r.type_code as "typeCode", r.priority,
      r.author_id as "authorId", r.assignee_id as "assigneeId", r.department_id as "departmentId", bool_or(f.own) as own,
      coalesce((select json_agg(json_build_object('personId', a.person_id, 'queueId', a.queue_id, 'reason', a.reason) order by a.since, a.id)
        from awaits a where a.record_id = r.id and a.due_at = f.due_at), '[]') as awaited,
      coalesce((select json_agg(json_build_object('level', m.level, 'told', m.told)) from deadline_marks m
        where m.record_id = r.id and m.due_at = f.due_at and ${counts}), '[]') as marks
    from (
      select record_id, due_at, since, false as own from awaits where due_at is not null
      union all
      select id, due_at, created_at, true from records where kind = 'request' and open and due_at is not null and status not in ('draft', 'done')
    ) f join records r on r.id = f.record_id
    where ${condition} and not ${waitsForAnswer(sql.ref("r.id"))}
      and (not exists (${marks} and m.level = 'department' and ${counts}) or exists (${marks} and m.level = 'overdue' and not ${counts}))
    group by r.id, f.due_at order by f.due_at, r.id`.execute(db);
  return rows;
}
