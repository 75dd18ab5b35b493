import type { Actor, Substitution } from "@tartip/domain/access/actor";
import { effectiveGrants } from "@tartip/domain/access/roles";
import { sql, type RawBuilder } from "kysely";
import type { Db, Tx } from "../../platform/db/database.ts";
import { touchActor } from "../../platform/db/transaction.ts";

interface HeldRow {
  code: string;
  branchId: string | null;
  grants: Record<string, string>;
}

interface ActorRow {
  id: string;
  name: string;
  language: Actor["language"];
  departmentId: string | null;
  branchId: string | null;
  managerId: string | null;
  external: boolean;
  base: Record<string, string>;
  held: HeldRow[];
  queueIds: string[];
  headsDepartmentIds: string[];
  headsBranchIds: string[];
  standsInFor: Substitution[];
}

/**
 * The person with all rights as of a company day, in one statement; null for an unknown or inactive person.
 *
 * A queue is theirs when they work in its department and hold its role for its branch.
 */
export async function loadActor(
  db: Db | Tx,
  personId: string,
  today: string,
  only: RawBuilder<boolean> = sql`true`,
): Promise<Actor | null> {
  const { rows } = await sql<ActorRow>`
    with recursive me as (select * from people where id = ${personId} and active and ${only}),
    headed as (
      select id from departments where head_id = ${personId}
      union
      select d.id from departments d join headed h on d.parent_id = h.id
    ),
    held as (
      select r.code, r.grants, pr.branch_id from person_roles pr join roles r on r.id = pr.role_id where pr.person_id = ${personId}
    )
    select me.id, me.full_name as name, me.language, me.external,
      me.department_id as "departmentId", me.branch_id as "branchId", me.manager_id as "managerId",
      coalesce((select value from settings where key = 'baseGrants'), '{}') as base,
      coalesce((select jsonb_agg(jsonb_build_object('code', code, 'branchId', branch_id, 'grants', grants) order by code) from held), '[]')
        as held,
      coalesce((select jsonb_agg(q.id) from queues q where not me.external
        and (q.department_id is null or q.department_id = me.department_id)
        and exists (select 1 from held where held.code = q.role_code
          and (q.branch_id is null or q.branch_id = coalesce(held.branch_id, me.branch_id)))), '[]')
        as "queueIds",
      coalesce((select jsonb_agg(id) from headed), '[]') as "headsDepartmentIds",
      coalesce((select jsonb_agg(id) from branches where head_id = ${personId}), '[]') as "headsBranchIds",
      coalesce((select jsonb_agg(jsonb_build_object('principalId', s.principal_id, 'kinds', s.kinds,
          'maxAmountMinor', s.max_amount_minor, 'restricted', s.restricted))
        from substitutions s join people p on p.id = s.principal_id and p.active
        where s.substitute_id = ${personId} and s.cancelled_at is null and s.declined_at is null and not s.awaits_word
          and ${today}::date between s.from_date and s.to_date), '[]') as "standsInFor"
    from me`.execute(db);
  const row = rows[0];
  return row ? toActor(row) : null;
}

function toActor({ base, held, ...person }: ActorRow): Actor {
  const roles = held.map(({ code, branchId }) => ({ code, branchId }));
  const book = { base, roles: held.map(({ code, grants }) => ({ code, label: {}, grants })) };
  return { ...person, roles, grants: effectiveGrants(book, roles, person.external) };
}

/** At commit every process reads this person's rights again; without a person, everybody's. */
export function notifyActorChanged(tx: Tx, personId = "all"): void {
  touchActor(tx, personId);
}
