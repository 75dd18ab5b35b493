import { lacksSecondVoter } from "../access/segregation.ts";
import { newStep } from "./new-step.ts";
import { applies, PAYMENT_KINDS, planSteps, stillFinished } from "./plan.ts";
import { quorumReached } from "./quorum.ts";
import { approvals, isOver, runStep, votersOf } from "./run.ts";
import type { Run, RunChange, RunContext, RunEffect, RunStep, Vote } from "./run.ts";
import { nextRound } from "./steps.ts";
import type { StepStates } from "./steps.ts";

/** Key (with a number) of a step that gives a payment its other voter. */
const SECOND_VOTER = "secondVoter:";

/**
 * Brings a running run to rest: who is asked, what is finished, whether the round or the run is over.
 * Everything is derived from the votes, so the same votes always lead to the same place.
 */
export function settle(before: Run, run: Run, context: RunContext, at: string): RunChange {
  const settled = settleSteps(run, context, at);
  const over = settled.steps.every(isOver);
  if (over && owesSecondVoter(settled)) return settle(before, withSecondVoter(settled), context, at);
  const effects = stepEffects(before, settled);
  if (!over) return { run: settled, effects };
  effects.push({ type: "roundFinished", round: settled.round });
  const next = nextRound({ steps: run.route }, stepStatesOf(settled), context.holds);
  if (next !== null) return { run: { ...settled, state: "between" }, effects };
  return { run: { ...settled, state: "approved" }, effects: [...effects, { type: "runApproved" }] };
}

/** States of the approvals as the graph reads them. */
export function stepStatesOf(run: Pick<Run, "steps">): StepStates {
  const entries = run.steps.map((step): [string, StepStates[string]] => [
    step.key,
    step.state === "merged" ? "open" : step.state,
  ]);
  return Object.fromEntries(entries);
}

/** Steps in order take their states; a step that takes another's vote adds it to the votes on the way. */
function settleSteps(run: Run, context: RunContext, at: string): Run {
  // What the last vote completed counts before anybody is chosen for the rest.
  const counted = { ...run, steps: run.steps.map((step) => finishedByVotes(run, step, at)) };
  let now: Run = { ...counted, steps: planSteps(counted, context) };
  for (const { key } of now.steps) {
    const step = runStep(now, key);
    if (!step) continue;
    const taken = takenVote(now, context, step);
    if (taken) now = { ...now, votes: [...now.votes, taken] };
    const settled = settleStep(now, context, step, at);
    now = { ...now, steps: now.steps.map((one) => (one.key === key ? settled : one)) };
  }
  return now;
}

function finishedByVotes(run: Run, step: RunStep, at: string): RunStep {
  if (stillFinished(run, step) || !quorumReached(run, step)) return step;
  const finishedBy = approvals(run, step.key).map((vote) => vote.act);
  return { ...step, state: "finished", finishedBy, openedAt: step.openedAt ?? at };
}

function settleStep(run: Run, context: RunContext, before: RunStep, at: string): RunStep {
  const step = finishedByVotes(run, before, at);
  if (stillFinished(run, step)) return step;
  const doesApply = applies(run, context, step);
  const idle = { ...step, applies: doesApply, finishedBy: [], openedAt: null };
  const ready = predecessorsOver(run, step);
  if (!doesApply) return { ...idle, state: ready ? "skipped" : "waiting", candidates: [], mergedInto: null };
  if (!ready && approvals(run, step.key).length === 0) return { ...idle, state: "waiting" };
  const takesVote = step.mergedInto !== null && approvals(run, step.mergedInto).length === 0;
  if (takesVote) return { ...idle, state: "merged", openedAt: step.openedAt ?? at };
  return { ...idle, state: "open", openedAt: step.state === "open" ? step.openedAt : at };
}

/** An approver added beside a step holds back what stands after that step. */
function predecessorsOver(run: Run, step: RunStep): boolean {
  const waitsFor = (one: RunStep): boolean =>
    step.after.includes(one.key) || (one.beside !== null && step.after.includes(one.beside));
  return run.steps.filter(waitsFor).every(isOver);
}

/** The vote a merged step takes over once its turn comes and the other step has it. */
function takenVote(run: Run, context: RunContext, step: RunStep): Vote | null {
  if (step.mergedInto === null || stillFinished(run, step) || !predecessorsOver(run, step)) return null;
  const [only] = step.candidates;
  const source = approvals(run, step.mergedInto).find(
    (vote) => vote.voterId === only?.personId && vote.onBehalfOfId === only.onBehalfOfId,
  );
  if (!source || approvals(run, step.key).some((vote) => vote.act === source.act)) return null;
  return { ...source, step: step.key, merged: true, hash: context.hashFor(step), figure: null };
}

function owesSecondVoter(run: Run): boolean {
  return run.payment && lacksSecondVoter(votersOf(run, PAYMENT_KINDS));
}

/** The further voter is found above the only one so far, or by the head rule where nobody voted at all. */
function withSecondVoter(run: Run): Run {
  const nth = run.steps.filter((step) => step.kind === "second").length + 1;
  const after = run.steps.filter((step) => step.kind !== "over_limit").map((step) => step.key);
  const second = newStep({
    key: `${SECOND_VOTER}${nth}`,
    kind: "second",
    round: run.round,
    after,
    by: { rule: "department_head" },
    quorum: "any",
  });
  return { ...run, steps: [...run.steps, second] };
}

/** What two states of a run differ in for the people concerned. */
export function stepEffects(before: Run, after: Run): RunEffect[] {
  const gone = before.steps.filter((step) => step.state === "open" && !runStep(after, step.key));
  const unasked = gone.flatMap((step) =>
    step.candidates.map(({ personId }): RunEffect => ({ type: "unasked", step: step.key, personId })),
  );
  return [...unasked, ...after.steps.flatMap((step) => effectsOf(runStep(before, step.key), step, after))];
}

function effectsOf(was: RunStep | undefined, step: RunStep, run: Run): RunEffect[] {
  const effects: RunEffect[] = [];
  if (was?.state !== step.state) effects.push(...stateEffect(step));
  const voted = approvals(run, step.key).map((vote) => vote.voterId);
  const asked = step.state === "open" ? step.candidates.filter((one) => !voted.includes(one.personId)) : [];
  const askedBefore = was?.state === "open" ? was.candidates : [];
  for (const { personId, onBehalfOfId } of asked) {
    const known = askedBefore.some((one) => one.personId === personId && one.onBehalfOfId === onBehalfOfId);
    if (!known) effects.push({ type: "asked", step: step.key, personId, onBehalfOfId });
  }
  for (const { personId } of askedBefore) {
    const gone = !asked.some((one) => one.personId === personId) && !voted.includes(personId);
    if (gone) effects.push({ type: "unasked", step: step.key, personId });
  }
  if (step.state === "open" && step.escalated && !(was?.state === "open" && was.escalated))
    effects.push({ type: "escalated", step: step.key });
  return effects;
}

function stateEffect(step: RunStep): RunEffect[] {
  switch (step.state) {
    case "open":
      return [{ type: "stepOpened", step: step.key }];
    case "merged":
      return [{ type: "stepMerged", step: step.key, into: step.mergedInto ?? step.key }];
    case "skipped":
      return [{ type: "stepSkipped", step: step.key }];
    case "finished":
      return [{ type: "stepFinished", step: step.key }];
    case "waiting":
      return [];
  }
}
