import { sql } from "kysely";
import type { Db, Tx } from "../platform/db/database.ts";

/** Open work of a person, as numbers of records. */
export interface HeldWork {
  /** Which they are responsible for. */
  requests: number;
  /** Which they do, or look at the result of. */
  tasks: number;
  /** On which they are asked to decide. */
  decisions: number;
}

/** How much open work would go on to others if the person left. */
export async function countHeld(db: Db | Tx, personId: string): Promise<HeldWork> {
  const { rows } = await sql<HeldWork>`
    select (select count(*)::int from records where kind = 'request' and open and status <> 'draft' and assignee_id = ${personId}) as requests,
      (select count(distinct id)::int from (
        select id from records where kind = 'task' and open and assignee_id = ${personId}
        union select a.record_id from awaits a join records r on r.id = a.record_id and r.kind = 'task' where a.person_id = ${personId}) t) as tasks,
      (select count(distinct record_id)::int from awaits where person_id = ${personId} and step_id is not null) as decisions`.execute(
    db,
  );
  return rows[0] ?? { requests: 0, tasks: 0, decisions: 0 };
}
