import type { Actor } from "@tartip/domain/access/actor";
import { departmentsOf, grantsFor } from "@tartip/domain/access/grants";
import { sql, type RawBuilder, type SqlBool } from "kysely";

/**
 * Which budget lines the actor reads, over aliases `l` (budget_lines) and `ci` (cost_items). Scope `department`: lines
 * whose responsible is of the department; `own`: the actor's own lines. Restricted items are for those who read all, and
 * for their line's responsible.
 */
export function readableLines(actor: Actor): RawBuilder<SqlBool> {
  const own = sql<SqlBool>`l.responsible_id = ${actor.id}`;
  if (actor.external) return sql`false`;
  const ways = grantsFor(actor, "budget.read").flatMap(({ scope, branchId }): RawBuilder<SqlBool>[] => {
    const inBranch = branchId === null ? sql<SqlBool>`true` : sql<SqlBool>`l.branch_id = ${branchId}`;
    if (scope === "all") return [inBranch];
    if (scope === "branch" && actor.branchId !== null) return [sql`l.branch_id = ${branchId ?? actor.branchId}`];
    if (scope !== "department") return [];
    return [
      sql`(not ci.restricted and ${inBranch} and l.responsible_id in
      (select p.id from people p where p.department_id = any(${departmentsOf(actor)}::uuid[])))`,
    ];
  });
  return sql`(${sql.join([own, ...ways], sql` or `)})`;
}
