import type { Actor } from "@tartip/domain/access/actor";
import { decidedAt } from "@tartip/domain/approvals/run";
import { sql, type RawBuilder } from "kysely";
import type { Context } from "../../platform/context.ts";
import type { Db, Tx } from "../../platform/db/database.ts";
import { instantOf, type AsJson } from "../../platform/db/together.ts";
import type { BlockerView } from "../../records/blockers-view.ts";
import { orgToday } from "../access/questions.ts";
import { explained, nextSteps, type Explanation, type Route } from "./explain.ts";
import type { RunRows } from "./rows.ts";
import { usualMinutes, type SheetStep } from "./sheet.ts";
import { ownOpenSteps } from "./votes.ts";

/** Somebody awaited on a record or on one of its tasks. */
export interface AwaitedRow {
  recordId: string;
  taskTitle: string | null;
  stepKey: string | null;
  person: { id: string; name: string } | null;
  queue: { id: string; roleCode: string; branchId: string | null; departmentId: string | null } | null;
  reason: string;
  stepId: string | null;
  since: Date;
  dueAt: Date | null;
}

/** Who is awaited on the record and on its tasks, longest first. */
async function readAwaited(db: Db | Tx, recordId: string): Promise<AwaitedRow[]> {
  return (await awaitedRows(recordId).execute(db)).rows;
}

/** The statement of `readAwaited`. */
export function awaitedRows(recordId: string): RawBuilder<AwaitedRow> {
  return sql<AwaitedRow>`
    select a.record_id as "recordId", t.step_key as "stepKey", case when t.id is not null then tr.title end as "taskTitle",
      case when p.id is not null then json_build_object('id', p.id, 'name', p.full_name) end as person,
      case when q.id is not null then json_build_object('id', q.id, 'roleCode', q.role_code, 'branchId', q.branch_id,
        'departmentId', q.department_id) end as queue,
      a.reason, a.step_id as "stepId", a.since, a.due_at as "dueAt"
    from awaits a
    left join tasks t on t.id = a.record_id left join records tr on tr.id = t.id
    left join people p on p.id = a.person_id left join queues q on q.id = a.queue_id
    where a.record_id = any(array(select ${recordId}::uuid union all select id from tasks where parent_record_id = ${recordId}))
    order by a.since, p.full_name`;
}

/** Its rows where they were read together with others. */
export function awaitedOf(rows: readonly AsJson<AwaitedRow>[]): AwaitedRow[] {
  return rows.map((row) => ({ ...row, since: instantOf(row.since), dueAt: instantOf(row.dueAt) }));
}

/** The run as the page of its record draws it; null before the first sending. */
export function approvalView({ runId, run }: RunRows, steps: SheetStep[]) {
  return runId === null ? null : { runId, status: run?.state ?? "idle", round: run?.round ?? 0, steps };
}

/** The decisions awaited of the reader. */
export function ownVotes(rows: RunRows, actor: Pick<Actor, "id">) {
  const route = rows.run?.route ?? [];
  const ownedAt = (key: string) =>
    decidedAt(rows.run, key).flatMap((at) => route.find((step) => step.key === at)?.ownsFields ?? []);
  return ownOpenSteps(rows, actor.id).map(({ id, key, kind }) => ({
    stepId: id,
    key,
    kind,
    ownsFields: ownedAt(key),
  }));
}

/** How long the steps now open usually take, by key. */
function usualOfOpen(db: Db | Tx, { steps }: RunRows): Promise<Map<string, number>> {
  return usualMinutes(db, openKeys(steps));
}

/** Keys of the steps now open. */
export function openKeys(steps: RunRows["steps"]): string[] {
  return steps.filter((step) => step.status === "open").map((step) => step.key);
}

/** Where a record stands whose way is its route alone. */
export async function explainRun(
  ctx: Context,
  recordId: string,
  rows: RunRows,
  route: Route,
  blocks: BlockerView[],
): Promise<Explanation> {
  const { db } = ctx.app;
  const next = nextSteps(route, await orgToday(ctx.app));
  const ids = next.flatMap((step) => step.personIds);
  const { rows: people } = await sql<{ id: string; name: string }>`
    select id, full_name as name from people where id = any(${ids}::uuid[])`.execute(db);
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const [awaited, usual] = [await readAwaited(db, recordId), await usualOfOpen(db, rows)];
  return explained({ awaited, steps: rows.steps, route: route.steps, usual, next, names, blocks });
}
