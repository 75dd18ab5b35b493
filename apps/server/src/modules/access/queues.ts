import { sql } from "kysely";
import { databaseOf, type Db, type Tx } from "../../platform/db/transaction.ts";
import { notifyActorChanged } from "./actor.ts";

export interface QueueScope {
  roleCode: string;
  departmentId: string | null;
  branchId: string | null;
}

const known = new WeakMap<Db, Map<string, string>>();

/** The queue of a role within a scope; made on first need, and then its members learn of it. Queues are never removed. */
export async function queueFor(tx: Tx, scope: QueueScope): Promise<string> {
  const home = databaseOf(tx);
  const queues = known.get(home) ?? new Map<string, string>();
  known.set(home, queues);
  const key = `${scope.roleCode}/${scope.departmentId ?? ""}/${scope.branchId ?? ""}`;
  const remembered = queues.get(key);
  if (remembered !== undefined) return remembered;
  const found = await find(tx, scope);
  // A row of this very transaction may still be taken back.
  if (found?.committed) queues.set(key, found.id);
  return found?.id ?? make(tx, scope);
}

function find(tx: Tx, scope: QueueScope) {
  return tx
    .selectFrom("queues")
    .select("id")
    .select(sql<boolean>`queues.xmin is distinct from pg_current_xact_id_if_assigned()::xid`.as("committed"))
    .where("role_code", "=", scope.roleCode)
    .where("department_id", "is not distinct from", scope.departmentId)
    .where("branch_id", "is not distinct from", scope.branchId)
    .executeTakeFirst();
}

async function make(tx: Tx, scope: QueueScope): Promise<string> {
  const made = await tx
    .insertInto("queues")
    .values({ role_code: scope.roleCode, department_id: scope.departmentId, branch_id: scope.branchId })
    .onConflict((conflict) => conflict.columns(["role_code", "department_id", "branch_id"]).doNothing())
    .returning("id")
    .executeTakeFirst();
  notifyActorChanged(tx);
  // A twin may have made it between the look and the insert; its row is committed by now.
  return (made ?? (await find(tx, scope)))?.id ?? queueFor(tx, scope);
}
