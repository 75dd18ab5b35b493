import type { Candidate } from "../access/candidates.ts";
import { approvals } from "./run.ts";
import type { Quorum, Run, RunStep } from "./run.ts";

/** How many votes a step needs of so many candidates; `all` of nobody is still one. */
function votesNeeded(quorum: Quorum, candidates: number): number {
  if (quorum === "any") return 1;
  return Math.max(1, quorum === "all" ? candidates : quorum);
}

/** Whether the step's own standing votes make its quorum; with `all`, everybody asked must have voted. */
export function quorumReached(run: Run, step: RunStep): boolean {
  const votes = approvals(run, step.key);
  const voters = new Set(votes.map((vote) => vote.voterId));
  if (step.quorum === "all") return voters.size > 0 && step.candidates.every((candidate) => hasVoted(voters, votes, candidate));
  return voters.size >= votesNeeded(step.quorum, step.candidates.length);
}

/** A principal back from leave is not asked again where the substitute voted. */
function hasVoted(voters: ReadonlySet<string>, votes: readonly { onBehalfOfId: string | null }[], candidate: Candidate): boolean {
  return voters.has(candidate.personId) || votes.some((vote) => vote.onBehalfOfId === candidate.personId);
}

/** Whether so many people can still make the quorum. */
export function quorumPossible(quorum: Quorum, people: number): boolean {
  return people > 0 && (typeof quorum !== "number" || people >= quorum);
}

/** Whether one person alone could finish the step. */
export function oneIsEnough(step: Pick<RunStep, "quorum" | "candidates">): boolean {
  return votesNeeded(step.quorum, step.candidates.length) === 1;
}
