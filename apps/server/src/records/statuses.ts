import type { Db } from "../platform/db/database.ts";
import { registeredKinds } from "./kinds.ts";

/** Lets the database know the statuses of every registered kind: a record can have no other. Safe to repeat. */
export async function admitStatuses(db: Db): Promise<void> {
  const known = registeredKinds().flatMap(({ kind, workflow }) => workflow.states.map((status) => ({ kind, status })));
  await db
    .insertInto("record_statuses")
    .values(known)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
