import { ADMIN_QUEUE } from "@tartip/domain/access/candidates";
import { holdersIn, type OrgSnapshot } from "@tartip/domain/access/organisation";
import type { StepActor } from "@tartip/domain/access/step-actor";
import { companyDay } from "@tartip/domain/kernel/calendar";
import { needsInsider, stepOf, type RequestType } from "@tartip/domain/requests/type";
import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import type { Db } from "../../../platform/db/database.ts";
import { IN_QUEUE } from "../../../records/notices/tell.ts";
import { loadOrg } from "../../access/questions.ts";
import { requestType } from "../../reference/questions.ts";

/** An open request that follows a change of people, and its author. */
export interface Following {
  id: string;
  authorId: string;
}

interface Found extends Following {
  typeId: string;
  /** In the queue of this role; null where somebody who left has it. */
  role: string | null;
  stepKey: string | null;
  /** Somebody who is a contractor by now has it, and sees it. */
  outside: boolean;
}

const OPEN = sql<boolean>`(r.kind = 'request' and r.open and r.status <> 'draft')`;

/**
 * Open requests of which the responsible, or somebody who works on them or looks at work handed in, has left or is a contractor who
 * cannot go on, or which wait in a queue that nobody serves; with the administrators only those whose role somebody holds by now.
 * Those of the person are first. The few people and queues are found first, and their records by the indexes of these.
 */
export async function requestsOfGone(db: Db, ctx: Pick<Context, "now">, personId: string | null): Promise<Following[]> {
  const { rows } = await sql<Found>`
    with gone as materialized (select id, active from people where not active or external),
      unserved as materialized (select q.id, q.role_code from queues q where q.role_code = ${ADMIN_QUEUE.roleCode}
        or not exists (select 1 from roles o join person_roles h on h.role_id = o.id join people p on p.id = h.person_id
          where o.code = q.role_code and ${IN_QUEUE})),
      waiting as (
        select a.id, gone.id as who, null::text as role, null::text as step, false as outside from gone join records a on a.assignee_id = gone.id
        where a.kind = 'request' and a.open and a.status <> 'draft'
        union all select t.parent_record_id, gone.id, null, t.step_key, gone.active and not k.restricted
          from gone join records k on k.assignee_id = gone.id join tasks t on t.id = k.id
        where k.kind = 'task' and k.open and (k.status in ('todo', 'in_progress', 'rework') or k.status = 'blocked' and t.step_key is null)
          and t.parent_task_id is null
        union all select t.parent_record_id, gone.id, null, t.step_key, gone.active and not k.restricted
          from gone join tasks t on t.reviewer_id = gone.id join records k on k.id = t.id
        where k.kind = 'task' and k.open and k.status = 'submitted' and t.parent_task_id is null
        union all select a.id, null, u.role_code, null, false from unserved u join records a on a.queue_id = u.id
        where a.kind = 'request' and a.status = 'new'
        union all select t.parent_record_id, null, u.role_code, t.step_key, false from unserved u join records k on k.queue_id = u.id
          join tasks t on t.id = k.id where k.kind = 'task' and k.status = 'todo' and t.parent_task_id is null)
    select r.id, r.author_id as "authorId", q.type_id as "typeId", w.role, w.step as "stepKey", w.outside
    from waiting w join records r on r.id = w.id join requests q on q.id = r.id where ${OPEN}
    order by w.who = ${personId}::uuid desc nulls last, r.id`.execute(db);
  const org = await loadOrg(db, companyDay(ctx.now()));
  const found = new Map<string, Following>();
  for (const row of rows) if (await isConcerned(db, org, row)) found.set(row.id, { id: row.id, authorId: row.authorId });
  return [...found.values()];
}

/**
 * What waits for an administrator stays there while nobody has the role it is meant for, and with a contractor what they can hand
 * in.
 */
async function isConcerned(db: Db, org: OrgSnapshot, { role, typeId, stepKey, outside }: Found): Promise<boolean> {
  if (role !== ADMIN_QUEUE.roleCode && !outside) return true;
  const type = await requestType(db, typeId);
  if (outside) return stepKey !== null && isForInsiders(type, stepKey);
  const by: StepActor | undefined = stepKey === null ? type.queue : stepOf(type, stepKey)?.by;
  if (by === undefined || !("role" in by)) return by !== undefined;
  const roles = by.fallback === undefined ? [by.role] : [by.role, by.fallback];
  return roles.some((one) => holdersIn(org, one).some(({ person }) => person.active));
}

function isForInsiders(type: RequestType, stepKey: string): boolean {
  const step = stepOf(type, stepKey);
  return step !== undefined && needsInsider(type, step);
}

/**
 * Open requests that wait for their author, or for who answers in their place, as far as a change of this person or of anybody
 * who left may ask somebody else; null is nobody in particular.
 */
export async function requestsToAskAgain(db: Db, personId: string | null): Promise<Following[]> {
  const { rows } = await sql<Following>`
    with gone as materialized (select id from people where not active or external),
      asked as materialized (select record_id as id, person_id from awaits where reason in ('clarify', 'rework', 'close', 'payment_needed')),
      touched as (
        select id from asked where person_id = ${personId}::uuid
        union select id from records where kind = 'request' and open and ${personId}::uuid in (author_id, assignee_id)
        union select d.chain_id from records own join requests d on d.id = own.id
          where own.kind = 'request' and own.status = 'draft' and own.author_id = ${personId}::uuid
        union select asked.id from asked join gone on gone.id = asked.person_id
        union select asked.id from asked join records a on a.id = asked.id join gone on gone.id = a.author_id)
    select r.id, r.author_id as "authorId" from records r
    where ${OPEN} and r.id in (select id from asked intersect select id from touched) order by r.id`.execute(db);
  return rows;
}
