import { sql } from "kysely";
import type { Db, Tx } from "../../platform/db/database.ts";

/** A question to the author of a request that stands open. */
export interface OpenQuestion {
  id: string;
  authorId: string;
  departmentId: string | null;
  /** Whose answer is awaited. */
  askedId: string;
  askedById: string;
  askedAt: Date;
}

/** Questions without an answer, the oldest first; of one request when it is named. */
export async function openQuestions(db: Db | Tx, id?: string): Promise<OpenQuestion[]> {
  const { rows } = await sql<OpenQuestion>`
    select r.id, r.author_id as "authorId", r.department_id as "departmentId", a.person_id as "askedId",
      q.clarify_asked_by as "askedById", q.clarify_asked_at as "askedAt"
    from requests q join records r on r.id = q.id join awaits a on a.record_id = r.id and a.reason = 'clarify' and a.person_id is not null
    where q.clarify_asked_by is not null and q.clarify_asked_at is not null and r.open and ${id === undefined ? sql`true` : sql`r.id = ${id}`}
    order by q.clarify_asked_at, r.id`.execute(db);
  return rows;
}

/** Open requests this person is responsible for. */
export async function countHeld(db: Db | Tx, personId: string): Promise<number> {
  const { rows } = await sql<{ held: number }>`select count(*)::int as held from records
    where kind = 'request' and open and status <> 'draft' and assignee_id = ${personId}`.execute(db);
  return rows[0]?.held ?? 0;
}
