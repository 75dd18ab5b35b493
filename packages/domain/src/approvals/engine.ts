import { enforce } from "../kernel/decision.ts";
import { DomainError } from "../kernel/errors.ts";
import { nextRound, roundsOf } from "./steps.ts";
import { withOverLimit } from "./over-limit.ts";
import { stillFinished } from "./plan.ts";
import { newStep } from "./new-step.ts";
import { approvals, isVoteOf, runStep } from "./run.ts";
import type { Run, RunChange, RunContext, RunEffect, RunEvent, RunStep, Vote } from "./run.ts";
import { settle, stepEffects } from "./settle.ts";
import { decideNamed, decideStand, decideVote, decideWithdraw, withdrawable } from "./votes.ts";

/**
 * The run after an event, and what follows from it for people and records.
 *
 * @throws DomainError `segregation`/`forbidden` for a vote that is not this person's, `invalid_transition` for an
 * event the run's state does not know, `bad_input` for a missing reason
 */
export function reduce(run: Run, event: RunEvent, context: RunContext): RunChange {
  switch (event.type) {
    case "startRound":
      return startRound(run, event.round, context, event.at);
    case "overLimit":
      return overLimit(run, event, context);
    case "vote":
      return vote(run, event, context);
    case "withdraw":
      return withdraw(run, event, context);
    case "void":
      return voidVotes(run, event, context);
    case "reassign":
      return reassign(run, event, context);
    case "addApprover":
      return addApprover(run, event, context);
    case "refresh":
      return rest(run, run, context, event.at);
    case "resubmit":
      return resubmit(run, context, event.at);
    case "recall":
      return recall(run);
    case "cancel":
      return { run: { ...closeSteps(run), state: "cancelled" }, effects: stepEffects(run, closeSteps(run)) };
  }
}

/** Settles a running run; in any other state nobody is asked. */
function rest(before: Run, run: Run, context: RunContext, at: string): RunChange {
  return run.state === "running" ? settle(before, run, context, at) : { run, effects: [] };
}

function startRound(run: Run, round: number, context: RunContext, at: string): RunChange {
  demandState(run, ["idle", "between"], "startRound");
  if (nextRound({ steps: run.route }, {}, context.holds) === null) {
    throw new DomainError("blocked", "no approval applies", { blockers: [{ code: "nothing_to_approve" }] });
  }
  return rest(run, { ...withRounds(run, round), state: "running", round }, context, at);
}

/** Adds the approvals of every round up to this one that the run does not have yet. */
function withRounds(run: Run, round: number): Run {
  const keys = roundsOf({ steps: run.route }).slice(0, round + 1);
  const fresh = keys.flatMap((names, index) => {
    const missing = run.route.filter((step) => names.includes(step.key) && !runStep(run, step.key));
    return missing.map((step): RunStep => {
      const after = step.after.filter((key) => run.route.some((one) => one.key === key && one.as === "approval"));
      return newStep({ key: step.key, kind: "normal", round: index, after, by: step.by, quorum: step.quorum ?? "any" });
    });
  });
  return { ...run, steps: [...run.steps, ...fresh] };
}

function overLimit(run: Run, event: Extract<RunEvent, { type: "overLimit" }>, context: RunContext): RunChange {
  demandState(run, ["idle", "running", "between", "returned", "approved"], "overLimit");
  const added = withOverLimit(run, event.figure);
  const isAskedAgain = ({ kind, key }: RunStep): boolean =>
    kind === "over_limit" && (!runStep(run, key) || approvals(run, key).length > approvals(added, key).length);
  const announced = added.steps
    .filter(isAskedAgain)
    .flatMap((step): RunEffect[] => (step.figure ? [{ type: "overLimitAdded", step: step.key, figure: step.figure }] : []));
  // A reservation that failed at the last vote brings the run back: the vote stays, the decision is asked for.
  const state = run.state === "approved" && announced.length > 0 ? "running" : run.state;
  const change = rest(run, { ...added, state }, context, event.at);
  return { run: change.run, effects: [...announced, ...change.effects] };
}

function vote(run: Run, event: Extract<RunEvent, { type: "vote" }>, context: RunContext): RunChange {
  const { step: key, voterId, onBehalfOfId, decision } = event;
  enforce(decideVote(run, context, key, { personId: voterId, onBehalfOfId }), `vote at ${key}`);
  const step = runStep(run, key);
  if (decision !== "approve" && !event.comment.trim()) {
    throw new DomainError("bad_input", `a reason is needed to ${decision}`, { fields: [{ field: "reason", code: "required" }] });
  }
  const act = run.lastAct + 1;
  const given: Vote = {
    act,
    step: key,
    voterId,
    onBehalfOfId,
    decision,
    comment: event.comment,
    at: event.at,
    version: event.version,
    hash: step ? context.hashFor(step) : "",
    merged: false,
    void: null,
    figure: step?.figure ?? null,
  };
  const voted: Run = { ...run, votes: [...run.votes, given], lastAct: act };
  if (decision === "approve") return rest(run, voted, context, event.at);
  const closed = closeSteps(voted);
  const effects = stepEffects(run, closed);
  if (decision === "reject")
    return { run: { ...closed, state: "rejected" }, effects: [...effects, { type: "runRejected", step: key }] };
  return { run: { ...closed, state: "returned", returnedAt: key }, effects: [...effects, { type: "returned", step: key }] };
}

function withdraw(run: Run, event: Extract<RunEvent, { type: "withdraw" }>, context: RunContext): RunChange {
  enforce(decideWithdraw(run, event.step, event.voterId), `withdraw at ${event.step}`);
  const act = withdrawable(run, event.step, event.voterId)?.act;
  const votes = run.votes.map((one): Vote => (one.act === act ? { ...one, void: "withdrawn" } : one));
  return rest(run, { ...run, votes, lastAct: run.lastAct + 1 }, context, event.at);
}

/** Asks again exactly the steps whose votes vouched for what changed, and those of the editor; the others stand. */
function voidVotes(run: Run, event: Extract<RunEvent, { type: "void" }>, context: RunContext): RunChange {
  demandState(run, ["running", "between", "returned"], "void");
  const hit = (one: Vote): boolean =>
    one.decision === "approve" && one.void === null && (event.steps.includes(one.step) || isVoteOf(one, event.editorId ?? null));
  const effects = run.steps.flatMap(({ key }): RunEffect[] => {
    const voterIds = run.votes.filter((one) => one.step === key && hit(one)).map((one) => one.voterId);
    return voterIds.length > 0 ? [{ type: "votesVoided", step: key, voterIds }] : [];
  });
  const votes = run.votes.map((one): Vote => (hit(one) ? { ...one, void: "changed" } : one));
  const change = rest(run, withoutOutcome({ ...run, votes, lastAct: run.lastAct + 1 }), context, event.at);
  return { run: change.run, effects: [...effects, ...change.effects] };
}

/** Between rounds nobody is asked; a step that lost its votes waits for its round to be held again. */
function withoutOutcome(run: Run): Run {
  if (run.state !== "between") return run;
  const lost = (step: RunStep): boolean => step.state === "finished" && !stillFinished(run, step);
  const wait = (step: RunStep): RunStep => ({ ...step, state: "waiting", finishedBy: [], openedAt: null });
  return { ...run, steps: run.steps.map((step) => (lost(step) ? wait(step) : step)) };
}

function reassign(run: Run, event: Extract<RunEvent, { type: "reassign" }>, context: RunContext): RunChange {
  const { step: key, fromId, toId } = event;
  demandState(run, ["running"], "reassign");
  const step = runStep(run, key);
  const decision = event.naming ? decideNamed(run, context, step, toId) : decideStand(context, step, toId);
  enforce(decision, `reassign ${key}`);
  const steps = run.steps.map((step) =>
    step.key === key ? { ...step, reassigned: [...step.reassigned, { fromId, toId }] } : step,
  );
  return rest(run, { ...run, steps, lastAct: run.lastAct + 1 }, context, event.at);
}

function addApprover(run: Run, event: Extract<RunEvent, { type: "addApprover" }>, context: RunContext): RunChange {
  demandState(run, ["running"], "addApprover");
  const beside = runStep(run, event.beside);
  enforce(decideStand(context, beside, event.personId), "add an approver");
  const nth = run.steps.filter((step) => step.kind === "added").length + 1;
  const round = beside?.round ?? run.round;
  const added = newStep({
    key: `added:${nth}`,
    kind: "added",
    round,
    after: beside?.after ?? [],
    by: { field: event.personId },
    quorum: "any",
  });
  const steps = [...run.steps, { ...added, beside: event.beside }];
  return rest(run, { ...run, steps, lastAct: run.lastAct + 1 }, context, event.at);
}

/** Back at the returning step with the other votes kept; after a recall from the first step, nothing kept. */
function resubmit(run: Run, context: RunContext, at: string): RunChange {
  demandState(run, ["returned", "recalled"], "resubmit");
  if (run.state === "returned") return rest(run, { ...run, state: "running", returnedAt: null }, context, at);
  const round = nextRound({ steps: run.route }, {}, context.holds);
  if (round === null) throw new DomainError("blocked", "no approval applies", { blockers: [{ code: "nothing_to_approve" }] });
  return rest(run, { ...withRounds({ ...run, steps: [] }, round), state: "running", round }, context, at);
}

function recall(run: Run): RunChange {
  demandState(run, ["approved", "between", "running", "returned"], "recall");
  const effects = run.steps.flatMap((step): RunEffect[] => {
    const voterIds = approvals(run, step.key).map((one) => one.voterId);
    return voterIds.length > 0 ? [{ type: "votesVoided", step: step.key, voterIds }] : [];
  });
  const votes = run.votes.map((one): Vote => (one.void === null ? { ...one, void: "recalled" } : one));
  return { run: { ...closeSteps(run), votes, state: "recalled", lastAct: run.lastAct + 1 }, effects };
}

/** Nobody is asked any more; who voted stays to be seen. */
function closeSteps(run: Run): Run {
  const close = (step: RunStep): RunStep =>
    ["open", "merged"].includes(step.state) ? { ...step, state: "waiting", openedAt: null } : step;
  return { ...run, steps: run.steps.map(close) };
}

function demandState(run: Run, states: readonly Run["state"][], action: string): void {
  if (states.includes(run.state)) return;
  throw new DomainError("invalid_transition", `run: cannot ${action} while ${run.state}`, {
    params: { state: run.state, action },
  });
}
