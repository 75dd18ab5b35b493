import { holdersIn } from "@tartip/domain/access/organisation";
import { sql } from "kysely";
import { dayOf } from "../../platform/clock.ts";
import type { Context } from "../../platform/context.ts";
import type { Db } from "../../platform/db/database.ts";
import { visibleTo } from "../../records/visibility.ts";
import { loadOrg } from "../access/questions.ts";

export interface UnmannedRow {
  /** Code of the role whose holders would take them. */
  role: string;
  requests: number;
  since: Date;
}

/**
 * Personal requests that wait for the reader only because nobody is left who may see them: neither a holder of their role nor a
 * chief executive nor the owner's stand-in. The reader may not see them either, and can end the wait by giving the role.
 */
export async function readUnmanned(db: Db, ctx: Context): Promise<UnmannedRow[]> {
  const { rows } = await sql<UnmannedRow>`
    select types.definition->'queue'->>'role' as role, count(distinct records.id)::int as requests, min(a.since) as since
    from awaits a left join tasks t on t.id = a.record_id join records on records.id = coalesce(t.parent_record_id, a.record_id)
    join requests q on q.id = records.id join request_types types on types.id = q.type_id
    where records.restricted and (a.person_id = ${ctx.actor.id} or a.queue_id = any(${[...ctx.actor.queueIds]}::uuid[]))
      and not ${visibleTo(ctx.actor, "request")}
    group by 1 order by 2 desc, 1`.execute(db);
  if (rows.length === 0) return rows;
  const org = await loadOrg(db, dayOf(ctx.now()));
  return rows.filter(({ role }) => !holdersIn(org, role).some(({ person }) => person.active && !person.external));
}
