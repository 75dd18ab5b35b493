import { sql } from "kysely";
import type { Db, Tx } from "../../../platform/db/database.ts";

export interface Named {
  id: string;
  name: string;
}

/** Names of everybody and everything a request's page mentions by id. */
export interface Names {
  people: Map<string, string>;
  counterparties: Map<string, string>;
  documents: Map<string, string>;
}

/** Reads the names in one statement; ids of another kind are simply not found. */
export async function readNames(db: Db | Tx, ids: readonly string[]): Promise<Names> {
  const { rows } = await sql<{ of: "people" | "counterparties" | "documents"; id: string; name: string }>`
    select 'people' as of, id, full_name as name from people where id = any(${[...ids]}::uuid[])
    union all select 'counterparties', id, name from counterparties where id = any(${[...ids]}::uuid[])
    union all select 'documents', r.id, r.title from records r where r.kind = 'document' and r.id = any(${[...ids]}::uuid[])`.execute(
    db,
  );
  const names: Names = { people: new Map(), counterparties: new Map(), documents: new Map() };
  for (const { of, id, name } of rows) names[of].set(id, name);
  return names;
}

export interface AwaitedRow {
  recordId: string;
  taskTitle: string | null;
  stepKey: string | null;
  person: Named | null;
  queue: { id: string; roleCode: string; branchId: string | null; departmentId: string | null } | null;
  reason: string;
  stepId: string | null;
  since: Date;
  dueAt: Date | null;
}

/** Who is awaited on the request and on its tasks, longest first. */
export async function readAwaited(db: Db | Tx, requestId: string): Promise<AwaitedRow[]> {
  const { rows } = await sql<AwaitedRow>`
    select a.record_id as "recordId", t.step_key as "stepKey", case when t.id is not null then tr.title end as "taskTitle",
      case when p.id is not null then json_build_object('id', p.id, 'name', p.full_name) end as person,
      case when q.id is not null then json_build_object('id', q.id, 'roleCode', q.role_code, 'branchId', q.branch_id,
        'departmentId', q.department_id) end as queue,
      a.reason, a.step_id as "stepId", a.since, a.due_at as "dueAt"
    from awaits a
    left join tasks t on t.id = a.record_id left join records tr on tr.id = t.id
    left join people p on p.id = a.person_id left join queues q on q.id = a.queue_id
    where a.record_id = any(array(select ${requestId}::uuid union all select id from tasks where parent_record_id = ${requestId}))
    order by a.since, p.full_name`.execute(db);
  return rows;
}

export interface SheetVote {
  id: string;
  stepId: string;
  person: Named;
  onBehalfOf: Named | null;
  decision: "approve" | "return" | "reject";
  comment: string;
  recordVersion: number;
  at: string;
  merged: boolean;
  voidedAt: string | null;
  voidReason: string | null;
  voidDiff: unknown;
  figure: unknown;
}

export interface SheetStep {
  id: string;
  key: string;
  kind: "normal" | "over_limit" | "added" | "second";
  title: { ru: string; kk: string; en: string } | Record<string, never>;
  round: number;
  status: "waiting" | "open" | "merged" | "finished" | "skipped";
  quorum: string;
  escalated: boolean;
  figure: { cellId: string; pct: number; missingMinor: number } | null;
  openedAt: string | null;
  dueAt: string | null;
  decidedAt: string | null;
  candidates: {
    person: Named;
    onBehalfOf: Named | null;
    asked: boolean;
    via: { code: string; params: Record<string, string> };
  }[];
  votes: SheetVote[];
}

/** The run's steps with everybody asked and every vote, void ones included: page and printed sheet draw the same. */
export async function readSheet(db: Db | Tx, runId: string): Promise<SheetStep[]> {
  const named = (alias: string) => sql`case when ${sql.ref(`${alias}.id`)} is not null then
    json_build_object('id', ${sql.ref(`${alias}.id`)}, 'name', ${sql.ref(`${alias}.full_name`)}) end`;
  const { rows } = await sql<SheetStep>`
    select s.id, s.step_key as key, s.kind, s.title, s.round, s.status, s.quorum, s.escalated, s.figure,
      s.opened_at as "openedAt", s.due_at as "dueAt", s.decided_at as "decidedAt",
      coalesce((select json_agg(json_build_object('person', ${named("p")}, 'onBehalfOf', ${named("b")}, 'asked', c.asked, 'via', c.via)
        order by p.full_name) from approval_candidates c join people p on p.id = c.person_id
        left join people b on b.id = c.on_behalf_of_id where c.step_id = s.id), '[]') as candidates,
      coalesce((select json_agg(json_build_object('id', v.id, 'stepId', v.step_id, 'person', ${named("p")}, 'onBehalfOf', ${named("b")},
        'decision', v.decision, 'comment', v.comment, 'recordVersion', v.record_version, 'at', v.at, 'merged', v.merged,
        'voidedAt', v.voided_at, 'voidReason', v.void_reason, 'voidDiff', v.void_diff, 'figure', v.figure) order by v.at, v.act)
        from approval_votes v join people p on p.id = v.person_id left join people b on b.id = v.on_behalf_of_id
        where v.step_id = s.id), '[]') as votes
    from approval_steps s where s.run_id = ${runId} order by s.position`.execute(db);
  return rows;
}

/** How long such a step usually takes, in working-day-agnostic minutes: the median of the last hundred. */
export async function usualMinutes(db: Db | Tx, stepKeys: readonly string[]): Promise<Map<string, number>> {
  if (stepKeys.length === 0) return new Map();
  const { rows } = await sql<{ key: string; minutes: number }>`
    select k.key, round(percentile_cont(0.5) within group (order by extract(epoch from (s.decided_at - s.opened_at)) / 60))::int as minutes
    from unnest(${[...new Set(stepKeys)]}::text[]) k(key)
    cross join lateral (select decided_at, opened_at from approval_steps
      where step_key = k.key and status = 'finished' and decided_at is not null and opened_at is not null
      order by decided_at desc limit 100) s group by k.key`.execute(db);
  return new Map(rows.map((row) => [row.key, row.minutes]));
}
