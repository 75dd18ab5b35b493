import { newRun, type Run, type RunStep, type RouteStep, type Vote } from "@tartip/domain/approvals/run";
import { sql } from "kysely";
import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";
import type { RunRows, StepRow, VoteRow } from "./rows.ts";
import type { StepDress } from "../../records/run-host.ts";

/** What the type's conditions were evaluated with at the last start of a round. */
export interface MeasuredFacts {
  overLimit: boolean;
  overLimitPct: number;
}

export interface StoredRun {
  id: string;
  recordId: string;
  run: Run;
  facts: MeasuredFacts;
}

/** The record's run that still counts, or null; the record's row must be locked. */
export async function liveRun(tx: Tx, recordId: string): Promise<StoredRun | null> {
  const row = await tx
    .selectFrom("approval_runs")
    .select(["id", "record_id as recordId", "state as run", "facts"])
    .where("record_id", "=", recordId)
    .where("status", "not in", ["rejected", "cancelled"])
    .executeTakeFirst();
  // reason: both columns are written by this file alone, from these types
  return row ? (row as StoredRun) : null;
}

/** Notes what the conditions of the route look at from now on. */
export async function noteFacts(tx: Tx, stored: StoredRun, facts: MeasuredFacts): Promise<void> {
  stored.facts = facts;
  await tx
    .updateTable("approval_runs")
    .set({ facts: JSON.stringify(facts) })
    .where("id", "=", stored.id)
    .execute();
}

/** Begins a run by the route of this moment; a request keeps the version of its type, another kind the route itself. */
export async function insertRun(
  tx: Tx,
  ctx: Context,
  of: { recordId: string; typeId: string | null; route: readonly RouteStep[]; payment: boolean },
): Promise<StoredRun> {
  const run = newRun(of.route, of.payment);
  const facts: MeasuredFacts = { overLimit: false, overLimitPct: 0 };
  const { id } = await tx
    .insertInto("approval_runs")
    .values({
      record_id: of.recordId,
      type_id: of.typeId,
      status: run.state,
      state: JSON.stringify(run),
      facts: JSON.stringify(facts),
      started_by: ctx.actor.id,
      started_at: ctx.now(),
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return { id, recordId: of.recordId, run, facts };
}

/** Writes the run and brings its rows in step with it; answers them as they are read with their record. */
export async function saveRun(tx: Tx, ctx: Context, stored: StoredRun, dress: StepDress): Promise<RunRows> {
  const { run } = stored;
  const ended = ["approved", "rejected", "cancelled"].includes(run.state);
  await tx
    .updateTable("approval_runs")
    .set({
      status: run.state,
      state: JSON.stringify(run),
      facts: JSON.stringify(stored.facts),
      finished_at: ended ? ctx.now() : null,
    })
    .where("id", "=", stored.id)
    .execute();
  const rows = { runId: stored.id, runFacts: stored.facts, run };
  if (run.steps.length === 0) return { ...rows, steps: [], votes: [] };
  const ids = await saveSteps(tx, ctx, stored, dress);
  const gone = await closeGone(tx, ctx, stored);
  await saveCandidates(tx, run.steps, ids);
  const votes = await saveVotes(tx, ctx, stored, ids, dress);
  const standing = run.steps.map((step, position) => ({ ...stepRow(step, ids, dress), position }));
  const steps = [...standing, ...gone].toSorted((a, b) => a.position - b.position);
  return { ...rows, steps: steps.map(({ position: _position, ...step }) => step), votes };
}

function stepRow(step: RunStep, ids: ReadonlyMap<string, string>, dress: StepDress): StepRow {
  const { key, kind, state: status, escalated, round } = step;
  const dueAt = step.openedAt === null ? null : (dress.dueAt(step)?.toISOString() ?? null);
  const asked = step.mergedInto === null;
  const candidates = status === "skipped" ? [] : step.candidates;
  const named = candidates.map(({ personId, onBehalfOfId }) => ({ personId, onBehalfOfId, asked }));
  return { id: ids.get(key) ?? "", key, kind, status, escalated, round, dueAt, candidates: named };
}

async function saveSteps(tx: Tx, ctx: Context, stored: StoredRun, dress: StepDress): Promise<Map<string, string>> {
  const rows = stored.run.steps.map((step, position) => ({
    run_id: stored.id,
    record_id: stored.recordId,
    step_key: step.key,
    kind: step.kind,
    title: JSON.stringify(dress.title(step)),
    round: step.round,
    position,
    after: [...step.after],
    status: step.state,
    quorum: String(step.quorum),
    escalated: step.escalated,
    figure: step.figure && JSON.stringify(step.figure),
    opened_at: step.openedAt,
    due_at: step.openedAt === null ? null : dress.dueAt(step),
    decided_at: step.state === "finished" ? ctx.now() : null,
  }));
  const saved = await tx
    .insertInto("approval_steps")
    .values(rows)
    .onConflict((oc) =>
      oc.columns(["run_id", "step_key"]).doUpdateSet((eb) => ({
        title: eb.ref("excluded.title"),
        position: eb.ref("excluded.position"),
        after: eb.ref("excluded.after"),
        status: eb.ref("excluded.status"),
        escalated: eb.ref("excluded.escalated"),
        figure: eb.ref("excluded.figure"),
        opened_at: eb.ref("excluded.opened_at"),
        due_at: eb.ref("excluded.due_at"),
        decided_at: sql<Date>`case when excluded.decided_at is null then null
          else coalesce(approval_steps.decided_at, excluded.decided_at) end`,
      })),
    )
    .returning(["id", "step_key as key"])
    .execute();
  return new Map(saved.map((row) => [row.key, row.id]));
}

/** Steps that left the run (the excess is gone, the route began again) ask nobody, and their votes do not count. */
async function closeGone(tx: Tx, ctx: Context, { id, run }: StoredRun): Promise<(StepRow & { position: number })[]> {
  const gone = await tx
    .updateTable("approval_steps")
    .set({ status: "skipped", opened_at: null, due_at: null, escalated: false, figure: null })
    .where("run_id", "=", id)
    .where((eb) =>
      eb.not(
        eb(
          "step_key",
          "in",
          run.steps.map((step) => step.key),
        ),
      ),
    )
    .returning(["id", "step_key as key", "kind", "round", "position"])
    .execute();
  if (gone.length === 0) return [];
  const ids = gone.map((step) => step.id);
  await tx.deleteFrom("approval_candidates").where("step_id", "in", ids).execute();
  await tx
    .updateTable("approval_votes")
    .set({ voided_at: ctx.now(), void_reason: "changed" })
    .where("step_id", "in", ids)
    .where("voided_at", "is", null)
    .execute();
  const silent = { status: "skipped", escalated: false, dueAt: null, candidates: [] };
  // reason: the column is written by saveSteps alone, from the kinds of RunStep
  return gone.map((step) => ({ ...step, kind: step.kind as StepRow["kind"], ...silent }));
}

async function saveCandidates(tx: Tx, steps: readonly RunStep[], ids: ReadonlyMap<string, string>): Promise<void> {
  await tx
    .deleteFrom("approval_candidates")
    .where("step_id", "in", [...ids.values()])
    .execute();
  const rows = steps.flatMap((step) =>
    step.state === "skipped"
      ? []
      : step.candidates.map((candidate) => ({
          step_id: ids.get(step.key) ?? "",
          person_id: candidate.personId,
          on_behalf_of_id: candidate.onBehalfOfId,
          via: JSON.stringify(candidate.via),
          asked: step.mergedInto === null,
        })),
  );
  if (rows.length > 0) await tx.insertInto("approval_candidates").values(rows).execute();
}

async function saveVotes(
  tx: Tx,
  ctx: Context,
  stored: StoredRun,
  ids: ReadonlyMap<string, string>,
  dress: StepDress,
): Promise<VoteRow[]> {
  const rows = stored.run.votes.flatMap((vote) => {
    const step = stored.run.steps.find((one) => one.key === vote.step);
    const stepId = ids.get(vote.step);
    return step && stepId
      ? [{ ...voteRow(stored, vote), step_id: stepId, vouched: JSON.stringify(dress.vouched(step)), ...voided(ctx, vote) }]
      : [];
  });
  if (rows.length === 0) return [];
  const saved = await tx
    .insertInto("approval_votes")
    .values(rows)
    .onConflict((oc) =>
      oc.columns(["run_id", "act", "step_id"]).doUpdateSet((eb) => ({
        voided_at: sql<Date>`coalesce(approval_votes.voided_at, excluded.voided_at)`,
        void_reason: eb.ref("excluded.void_reason"),
      })),
    )
    .returning([
      "id",
      "step_id as stepId",
      "person_id as personId",
      "on_behalf_of_id as onBehalfOfId",
      "decision",
      "at",
      "voided_at",
    ])
    .execute();
  return saved
    .filter((vote) => vote.voided_at === null)
    .toSorted((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1))
    .map(({ id, stepId, personId, onBehalfOfId, decision }) => {
      // reason: the column is written by this function alone, from the decisions of Vote
      return { id, stepId, personId, onBehalfOfId, decision: decision as VoteRow["decision"] };
    });
}

function voteRow(stored: StoredRun, vote: Vote) {
  return {
    run_id: stored.id,
    record_id: stored.recordId,
    act: vote.act,
    person_id: vote.voterId,
    on_behalf_of_id: vote.onBehalfOfId,
    decision: vote.decision,
    comment: vote.comment,
    record_version: vote.version,
    vouched_hash: vote.hash,
    at: vote.at,
    merged: vote.merged,
    figure: vote.figure && JSON.stringify(vote.figure),
  };
}

function voided(ctx: Context, vote: Vote) {
  return { voided_at: vote.void === null ? null : ctx.now(), void_reason: vote.void };
}
