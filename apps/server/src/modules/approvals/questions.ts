import type { Run } from "@tartip/domain/approvals/run";
import { sql } from "kysely";
import type { Db, Tx } from "../../platform/db/database.ts";

export type { MeasuredFacts } from "./store.ts";

/** Every running run of a kind of record, in the order in which their records are locked. */
export async function runningRuns(db: Db | Tx, kind: "request" | "invoice"): Promise<{ recordId: string; run: Run }[]> {
  const { rows } = await sql<{ recordId: string; run: Run }>`
    select r.record_id as "recordId", r.state as run from approval_runs r join records on records.id = r.record_id
    where r.status = 'running' and records.kind = ${kind} order by r.record_id`.execute(db);
  return rows;
}
