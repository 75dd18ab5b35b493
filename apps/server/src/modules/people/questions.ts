import type { Actor } from "@tartip/domain/access/actor";
import { covers } from "@tartip/domain/access/grants";
import { sql, type RawBuilder, type SqlBool } from "kysely";

export { standingOn } from "./leave.ts";

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
