import type { Run } from "@tartip/domain/approvals/run";
import type { StepState, StepStates } from "@tartip/domain/approvals/steps";
import { sql } from "kysely";
import type { MeasuredFacts } from "./store.ts";

/** A step of a run as its row says it; the whole step is in the run. */
export interface StepRow {
  id: string;
  key: string;
  kind: "normal" | "over_limit" | "added" | "second";
  status: string;
  /** Nobody may act at it: a person has to be named. */
  escalated: boolean;
  round: number;
  dueAt: string | null;
  candidates: { personId: string; onBehalfOfId: string | null; asked: boolean }[];
}

/** A vote that still counts. */
export interface VoteRow {
  id: string;
  stepId: string;
  personId: string;
  onBehalfOfId: string | null;
  decision: "approve" | "return" | "reject";
}

/** The last run of a record that was not cancelled, with its rows; nulls and nothing before the first sending. */
export interface RunRows {
  runId: string | null;
  runFacts: MeasuredFacts | null;
  run: Run | null;
  steps: StepRow[];
  votes: VoteRow[];
}

/** Joins that run as `run`, over alias `r` (records). */
export const LAST_RUN = sql`left join lateral (select a.id, a.facts, a.state from approval_runs a
  where a.record_id = r.id and a.status <> 'cancelled' order by a.started_at desc, a.id desc limit 1) run on true`;

const steps = sql`coalesce((select json_agg(json_build_object('id', s.id, 'key', s.step_key, 'kind', s.kind, 'status', s.status,
    'escalated', s.escalated, 'round', s.round, 'dueAt', s.due_at, 'candidates', coalesce((select json_agg(json_build_object('personId', c.person_id,
      'onBehalfOfId', c.on_behalf_of_id, 'asked', c.asked)) from approval_candidates c where c.step_id = s.id), '[]'))
    order by s.position) from approval_steps s where s.run_id = run.id), '[]')`;

const votes = sql`coalesce((select json_agg(json_build_object('id', v.id, 'stepId', v.step_id, 'personId', v.person_id,
    'onBehalfOfId', v.on_behalf_of_id, 'decision', v.decision) order by v.at, v.id)
  from approval_votes v where v.run_id = run.id and v.voided_at is null), '[]')`;

/** Columns of `RunRows`, beside `LAST_RUN`. */
export const RUN_ROWS = sql`run.id as "runId", run.facts as "runFacts", run.state as run, ${steps} as steps, ${votes} as votes`;

/** Whether the step's decision is given, by its own votes or by one taken over. */
export function isGiven(step: Pick<StepRow, "status">): boolean {
  return step.status === "finished" || step.status === "merged";
}

/** Where an approval of the graph stands, from the row made of it. */
export function stepStateOf(step: Pick<StepRow, "status"> | undefined): StepState {
  if (!step || step.status === "waiting") return "waiting";
  if (isGiven(step)) return "finished";
  return step.status === "skipped" ? "skipped" : "open";
}

/** Where the approvals of a route stand. */
export function statesOf(route: readonly { key: string }[], steps: readonly StepRow[]): StepStates {
  return Object.fromEntries(route.map(({ key }) => [key, stepStateOf(steps.find((one) => one.key === key))]));
}
