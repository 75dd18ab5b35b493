import type { Actor } from "@tartip/domain/access/actor";
import { covers } from "@tartip/domain/access/grants";
import type { Db, Tx } from "../../platform/db/database.ts";
import { sql, type RawBuilder, type SqlBool } from "kysely";

export { confirmers } from "./roles/second-person.ts";
export { awayOn, grantedDays, standingOn } from "./away/leave.ts";

/**
 * Condition over `people`: to whom the actor may give a task that belongs to no request. Everybody for who sets tasks in
 * their own department; for the rest oneself, those below in the line of managers and the people of what one heads.
 */
export function mayBeGivenTasks(actor: Actor): RawBuilder<SqlBool> {
  const { id, departmentId, branchId, headsDepartmentIds, headsBranchIds } = actor;
  if (covers(actor, "task.create", { departmentId, branchId })) return sql`true`;
  if (!covers(actor, "task.create", { area: "team" })) return sql`people.id = ${id}`;
  return sql`(people.id = ${id} or people.department_id = any(${headsDepartmentIds}::uuid[])
    or people.branch_id = any(${headsBranchIds}::uuid[])
    or people.id in (
      with recursive led as (
        select p.id from people p where p.manager_id = ${id}
        union
        select p.id from people p join led on p.manager_id = led.id
      )
      select id from led))`;
}

/** Active people of the company who hold a right in one of their roles, wherever the role is limited to, by name. */
export async function peopleWith(db: Db | Tx, permission: string): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select p.id, p.full_name as name from people p
    where p.active and not p.external and exists (
      select 1 from person_roles held join roles on roles.id = held.role_id
      where held.person_id = p.id and roles.grants ->> ${permission} is not null)
    order by p.full_name, p.id`.execute(db);
  return rows;
}
