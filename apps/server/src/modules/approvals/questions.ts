import type { OverLimitFigure, Run } from "@tartip/domain/approvals/run";
import { allKinds, type Kind } from "@tartip/domain/kernel/kinds";
import { sql } from "kysely";
import type { Db, Tx } from "../../platform/db/database.ts";

export { explained, nextSteps, type Explanation, type NextStep, type Route } from "./explain.ts";
export { isGiven, LAST_RUN, RUN_ROWS, statesOf, stepStateOf, type RunRows, type StepRow } from "./rows.ts";
export { approvalView, awaitedOf, awaitedRows, explainRun, openKeys, ownVotes } from "./screen.ts";
export { ApprovalView, ExplainView, OwnVotesView } from "./schema.ts";
export { readSheet, sheetOf, sheetRows, usualOf, usualRows, withoutAmounts, type SheetStep } from "./sheet.ts";
export { awaitedToName, IN_APPROVAL, remindable, voters } from "./voters.ts";
export { isVoteAction, mayVote, principalIn, stepOfInput, VOTE_EDGES, type VoteAction, type Voted } from "./votes.ts";

export interface OpenRun {
  /** Of the record. */
  id: string;
  kind: Kind;
  authorId: string;
  authorLeft: boolean;
  run: Run;
}

/** Every run that asks somebody, for a vote or for the rework, or the one of a record. */
export async function openRuns(db: Db | Tx, recordId: string | null = null): Promise<OpenRun[]> {
  const { rows } = await sql<OpenRun>`
    select r.record_id as id, records.kind, records.author_id as "authorId", not p.active as "authorLeft", r.state as run
    from approval_runs r join records on records.id = r.record_id join people p on p.id = records.author_id
    where (r.status = 'running' or (r.status in ('returned', 'recalled') and records.status = 'rework'))
      and (${recordId}::uuid is null or r.record_id = ${recordId}::uuid)
    order by array_position(${allKinds()}::text[], records.kind), r.record_id`.execute(db);
  return rows;
}

/** Recorded decisions over the limit that still count, the last one first. */
export async function overLimitVotes(db: Db | Tx, runId: string): Promise<{ id: string; figure: OverLimitFigure | null }[]> {
  const rows = await db
    .selectFrom("approval_votes")
    .innerJoin("approval_steps", "approval_steps.id", "approval_votes.step_id")
    .select(["approval_votes.id", "approval_votes.figure"])
    .where("approval_votes.run_id", "=", runId)
    .where("approval_steps.kind", "=", "over_limit")
    .where("approval_votes.decision", "=", "approve")
    .where("approval_votes.voided_at", "is", null)
    .orderBy("approval_votes.act", "desc")
    .execute();
  // reason: written by saveVotes from OverLimitFigure
  return rows.map(({ id, figure }) => ({ id, figure: figure as OverLimitFigure | null }));
}

/** Records of which this person is asked to decide. */
export async function countAsked(db: Db | Tx, personId: string): Promise<number> {
  const { rows } = await sql<{ asked: number }>`select count(distinct s.record_id)::int as asked
    from approval_candidates c join approval_steps s on s.id = c.step_id where c.person_id = ${personId} and s.status = 'open'`.execute(
    db,
  );
  return rows[0]?.asked ?? 0;
}
