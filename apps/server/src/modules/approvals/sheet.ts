import { sql, type RawBuilder } from "kysely";
import type { Db, Tx } from "../../platform/db/database.ts";
import { instantOf, type AsJson } from "../../platform/db/together.ts";

interface Named {
  id: string;
  name: string;
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
  figure: { cellId: string; pct: number; missingMinor: number; unplanned?: boolean } | null;
  openedAt: Date | null;
  dueAt: Date | null;
  decidedAt: Date | null;
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
  return (await sheetRows(runId).execute(db)).rows;
}

/** The statement of `readSheet`; of no run it has no rows. */
export function sheetRows(runId: string | null): RawBuilder<SheetStep> {
  const named = (alias: string) => sql`case when ${sql.ref(`${alias}.id`)} is not null then
    json_build_object('id', ${sql.ref(`${alias}.id`)}, 'name', ${sql.ref(`${alias}.full_name`)}) end`;
  return sql<SheetStep>`
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
    from approval_steps s where s.run_id = ${runId} order by s.position`;
}

/** Its rows where they were read together with others. */
export function sheetOf(rows: readonly AsJson<SheetStep>[]): SheetStep[] {
  return rows.map((step) => ({
    ...step,
    openedAt: instantOf(step.openedAt),
    dueAt: instantOf(step.dueAt),
    decidedAt: instantOf(step.decidedAt),
  }));
}

/** How long such a step usually takes, in working-day-agnostic minutes: the median of the last hundred. */
export async function usualMinutes(db: Db | Tx, stepKeys: readonly string[]): Promise<Map<string, number>> {
  if (stepKeys.length === 0) return new Map();
  return usualOf((await usualRows(stepKeys).execute(db)).rows);
}

export function usualOf(rows: readonly UsualRow[]): Map<string, number> {
  return new Map(rows.map((row) => [row.key, row.minutes]));
}

interface UsualRow {
  key: string;
  minutes: number;
}

/** The statement of `usualMinutes`. */
export function usualRows(stepKeys: readonly string[]): RawBuilder<UsualRow> {
  return sql<UsualRow>`
    select k.key, round(percentile_cont(0.5) within group (order by extract(epoch from (s.decided_at - s.opened_at)) / 60))::int as minutes
    from jsonb_array_elements_text(${JSON.stringify([...new Set(stepKeys)])}::jsonb) k(key)
    cross join lateral (select decided_at, opened_at from approval_steps
      where step_key = k.key and status = 'finished' and decided_at is not null and opened_at is not null
      order by decided_at desc limit 100) s group by k.key`;
}

/** The sheet for who does not see amounts: figures of a decision over the limit and changed amounts are amounts too. */
export function withoutAmounts(sheet: readonly SheetStep[], hidden: ReadonlySet<string>): SheetStep[] {
  return sheet.map((step) => ({
    ...step,
    figure: null,
    votes: step.votes.map((vote) => ({ ...vote, figure: null, voidDiff: withoutFields(vote.voidDiff, hidden) })),
  }));
}

function withoutFields(diff: unknown, hidden: ReadonlySet<string>): unknown {
  if (!Array.isArray(diff)) return null;
  return diff.filter((change: unknown) => !hidden.has(String(Reflect.get(Object(change), "field"))));
}
