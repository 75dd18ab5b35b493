import series from "@tartip/domain/data/series.json" with { type: "json" };
import type { RequestStep } from "@tartip/domain/requests/type";
import { sql } from "kysely";
import { auditAll } from "../../platform/audit.ts";
import type { Context } from "../../platform/context.ts";
import { touchPerson, touchRecord, type Tx } from "../../platform/db/transaction.ts";
import type { RecordRow } from "../../records/record.ts";

/** Who does a task: one person, a queue until somebody takes it, or nobody known yet. */
export interface Doer {
  assigneeId: string | null;
  queueId: string | null;
}

/** A task to be made of a step of the type. It waits for the tasks of the steps it names; approvals are the graph's business. */
export interface NewStepTask {
  step: RequestStep;
  doer: Doer;
  minFiles: number;
}

/** A task of a step that was made before. */
export interface StandingStep {
  id: string;
  key: string;
  /** Steps whose tasks it waits for. */
  after: readonly string[];
}

/** A task as it was made. */
export interface MadeTask {
  id: string;
  key: string;
  number: string;
  title: string;
}

/**
 * Makes the tasks of a request's steps when it is accepted: they wait until their predecessors are done. One statement
 * for all of them, because a type has half a dozen steps and a task lives in five tables.
 *
 * @param rest.standing tasks of other steps that were made before: the new ones may wait for them, and they for the new ones
 * @returns the tasks in the order of their steps
 */
export async function createStepTasks(
  tx: Tx,
  ctx: Context,
  request: RecordRow,
  tasks: readonly NewStepTask[],
  rest: { setterId: string; titleLanguage: "ru" | "kk" | "en"; standing: readonly StandingStep[] },
): Promise<MadeTask[]> {
  if (tasks.length === 0) return [];
  const given = tasks.map((task, place) => valuesOf(task, place, rest.titleLanguage));
  const { rows } = await sql<MadeTask>`
    with given as materialized (
      select uuidv7() as id, ${series.task} || '-' || lpad(n::text, greatest(6, length(n::text)), '0') as number, numbered.*
      from (select nextval('task_numbers') as n, x.* from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as x(place int, key text, title text, "assigneeId" uuid, "queueId" uuid,
        review boolean, "requiresFile" boolean, "minFiles" int, acceptance boolean, "completesBy" text, shares text[], "after" text[])) numbered
    ), steps as (
      select id, key, "after" from given
      union all select id, key, "after" from jsonb_to_recordset(${JSON.stringify(rest.standing)}::jsonb) as s(id uuid, key text, "after" text[])
    ), waiting as (
      insert into task_dependencies (task_id, predecessor_id)
      select later.id, earlier.id from steps later join steps earlier on earlier.key = any(later."after") on conflict do nothing
    ), shared as (
      insert into records (id, kind, type_code, number, title, status, restricted, priority, author_id, assignee_id, queue_id,
        department_id, branch_id, project_id, created_at, updated_at)
      select id, 'task', ${request.typeCode}, number, title, 'blocked', ${request.restricted}, ${request.priority}, ${rest.setterId}::uuid,
        "assigneeId", "queueId", ${request.departmentId}::uuid, ${request.branchId}::uuid, ${request.projectId}::uuid, ${ctx.now()}, ${ctx.now()}
      from given order by place
    ), own as (
      insert into tasks (id, parent_record_id, step_key, setter_id, review, requires_file, min_files, acceptance, completes_by, shared_fields)
      select id, ${request.id}::uuid, key, ${rest.setterId}::uuid, review, "requiresFile", "minFiles", acceptance, "completesBy", shares
      from given order by place
    ), found_by as (
      insert into record_search (record_id, kind, text) select id, 'task', number || ' ' || title from given
    ), doers as (
      insert into participants (record_id, person_id, role, since)
      select id, "assigneeId", 'assignee', ${ctx.now()}::timestamptz from given where "assigneeId" is not null
      union all select distinct ${request.id}::uuid, "assigneeId", 'task', ${ctx.now()}::timestamptz from given where "assigneeId" is not null
      on conflict do nothing
    )
    select id, key, number, title from given order by place`.execute(tx);
  announce(tx, rows, tasks);
  await auditAll(
    tx,
    ctx,
    rows.map(({ id, key, title }) => ({
      action: "task.created",
      recordId: id,
      entity: "task",
      entityId: id,
      after: { title, step: key },
    })),
  );
  return rows;
}

function valuesOf({ step, doer, minFiles }: NewStepTask, place: number, language: "ru" | "kk" | "en") {
  return {
    place,
    key: step.key,
    title: step.title[language],
    ...doer,
    review: step.review ?? false,
    requiresFile: step.requiresFile ?? false,
    minFiles,
    acceptance: step.acceptance ?? false,
    completesBy: step.completesBy ?? null,
    shares: [...(step.shares ?? [])],
    after: [...step.after],
  };
}

function announce(tx: Tx, made: readonly { id: string }[], tasks: readonly NewStepTask[]): void {
  for (const { id } of made) touchRecord(tx, id);
  for (const { doer } of tasks) if (doer.assigneeId) touchPerson(tx, doer.assigneeId);
}
