import type { Tx } from "../../platform/db/database.ts";
import { notifyActorChanged } from "./actor.ts";

export interface QueueScope {
  roleCode: string;
  departmentId: string | null;
  branchId: string | null;
}

/** The queue of a role within a scope; made on first need, and then its members learn of it. */
export async function queueFor(tx: Tx, scope: QueueScope): Promise<string> {
  const find = () =>
    tx
      .selectFrom("queues")
      .select("id")
      .where("role_code", "=", scope.roleCode)
      .where("department_id", "is not distinct from", scope.departmentId)
      .where("branch_id", "is not distinct from", scope.branchId)
      .executeTakeFirst();
  const known = await find();
  if (known) return known.id;
  const made = await tx
    .insertInto("queues")
    .values({ role_code: scope.roleCode, department_id: scope.departmentId, branch_id: scope.branchId })
    .onConflict((conflict) => conflict.columns(["role_code", "department_id", "branch_id"]).doNothing())
    .returning("id")
    .executeTakeFirst();
  notifyActorChanged(tx);
  // A twin may have made it between the look and the insert; its row is committed by now.
  return (made ?? (await find()))?.id ?? queueFor(tx, scope);
}
