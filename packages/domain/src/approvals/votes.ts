import { lacksSecondVoter, mayVote, mayVoteForAnother } from "../access/segregation.ts";
import { firstRefusal, noRight } from "../kernel/decision.ts";
import type { Decision } from "../kernel/decision.ts";
import { needs, unless } from "../kernel/refusals.ts";
import { grantersBeside, PAYMENT_KINDS } from "./plan.ts";
import { approvals, runStep, votersOf } from "./run.ts";
import type { Run, RunContext, RunStep, Vote } from "./run.ts";

/** Whether this person may decide at this step now, in person or for a principal. */
export function decideVote(
  run: Run,
  context: Pick<RunContext, "barred">,
  stepKey: string,
  voter: { personId: string; onBehalfOfId: string | null },
): Decision {
  const step = runStep(run, stepKey);
  if (!step || step.state !== "open" || run.state !== "running") return noRight("step_not_open");
  const { personId, onBehalfOfId } = voter;
  const isAsked = step.candidates.some((one) => one.personId === personId && one.onBehalfOfId === onBehalfOfId);
  const votedHere = approvals(run, stepKey).some((vote) => vote.voterId === personId);
  const others = votersOf({ ...run, votes: run.votes.filter((vote) => vote.step !== stepKey) });
  return firstRefusal(
    mayVote(context.barred(step), personId, onBehalfOfId),
    needs(isAsked, "only_approver"),
    unless(votedHere, "voted_already"),
    mayVoteForAnother(personId, onBehalfOfId, others),
  );
}

/** The vote a person may still take back: their own, standing, and the last thing anybody did. */
export function withdrawable(run: Run, stepKey: string, voterId: string): Vote | undefined {
  const vote = run.votes.findLast((one) => one.step === stepKey && one.voterId === voterId && one.void === null && !one.merged);
  return run.state === "running" && vote?.decision === "approve" && vote.act === run.lastAct ? vote : undefined;
}

/** Whether a person may take back the vote at a step. */
export function decideWithdraw(run: Run, stepKey: string, voterId: string): Decision {
  const own = run.votes.some((vote) => vote.step === stepKey && vote.voterId === voterId && vote.void === null);
  if (!own) return noRight("vote_not_yours");
  return unless(withdrawable(run, stepKey, voterId) === undefined, "acted_after_vote");
}

/** Whether this person may stand at a step in another's place. */
export function decideStand(context: Pick<RunContext, "barred">, step: RunStep | undefined, personId: string): Decision {
  return step ? mayVote(context.barred(step), personId, null) : noRight("step_not_open");
}

/** Who may name a person at a step where nobody may act: those who manage people; nobody else's vote is theirs to move. */
export function decideNaming(run: Run, stepKey: string, managesPeople: boolean): Decision {
  const step = runStep(run, stepKey);
  if (!step || step.state !== "open" || run.state !== "running") return noRight("step_not_open");
  return needs(step.escalated && managesPeople, "only_approver");
}

/** Whom those who manage people may name at a step where nobody may act, nearest by rank first. */
export function nameableAt(run: Run, context: Pick<RunContext, "barred" | "byRank">, step: RunStep): string[] {
  const barred = context.barred(step);
  const voted = votersBeside(run, step);
  return context.byRank(step).filter((id) => !barred.has(id) && !voted.includes(id));
}

/** Whose vote this step must not be as well: of the two decisions over a limit, of the only vote on a payment. */
function votersBeside(run: Run, step: RunStep): string[] {
  if (step.kind === "over_limit") return grantersBeside(run, step);
  const voters = votersOf(run, PAYMENT_KINDS);
  return run.payment && lacksSecondVoter(voters) ? voters : [];
}

/** Whether this person may be named there: free of the segregation of duties, and of a rank that could hold the step. */
export function decideNamed(
  run: Run,
  context: Pick<RunContext, "barred" | "byRank">,
  step: RunStep | undefined,
  personId: string,
): Decision {
  const stands = decideStand(context, step, personId);
  return stands.allowed && step ? unless(!nameableAt(run, context, step).includes(personId), "not_of_rank") : stands;
}
