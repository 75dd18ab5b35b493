import type { Candidate, Resolution } from "../access/candidates.ts";
import { CFO_OVER_LIMIT_PCT } from "../access/grants.ts";
import { lacksSecondVoter } from "../access/segregation.ts";
import { mergeRound } from "./merging.ts";
import { oneIsEnough, quorumPossible } from "./quorum.ts";
import { approvals, votersOf } from "./run.ts";
import type { Run, RunContext, RunStep, RunStepKind } from "./run.ts";

/** Votes that count for «two different people»; an over-limit decision is about the limit, not the payment. */
export const PAYMENT_KINDS: readonly RunStepKind[] = ["normal", "added", "second"];

/** Whom every step would ask now: the candidate rule, then hand-made changes, one visit a person, two voters. */
export function planSteps(run: Run, context: RunContext): RunStep[] {
  const steps = inOrder(run).map((step) => (isPlanned(run, context, step) ? withCandidates(run, context, step) : step));
  const planned = (step: RunStep): boolean => isPlanned(run, context, step);
  const twoVoters = run.payment ? keepTwoVoters(run, context, steps.filter(planned)) : steps.filter(planned);
  const merged = mergeByRound(run, twoVoters);
  return steps.map((step) => merged.find((one) => one.key === step.key) ?? step);
}

/** Whether somebody is, or would be, asked at the step. */
function isPlanned(run: Run, context: RunContext, step: RunStep): boolean {
  return !stillFinished(run, step) && applies(run, context, step);
}

/** A finished step stays so while every vote that finished it stands. */
export function stillFinished(run: Run, step: RunStep): boolean {
  if (step.state !== "finished") return false;
  const standing = approvals(run, step.key).map((vote) => vote.act);
  return step.finishedBy.every((act) => standing.includes(act));
}

/** Once somebody voted, a step is asked to the end whatever its condition says later. */
export function applies(run: Run, context: RunContext, step: RunStep): boolean {
  if (approvals(run, step.key).length > 0) return true;
  if (step.kind === "second") return lacksSecondVoter(votersOf(run, PAYMENT_KINDS));
  const when = run.route.find((one) => one.key === step.key)?.when;
  return when === undefined || context.holds(when);
}

/** Steps by round, within it by graph, then by list. */
export function inOrder(run: Run): RunStep[] {
  const levels = new Map<string, number>();
  const levelOf = (step: RunStep): number => {
    const known = levels.get(step.key);
    if (known !== undefined) return known;
    const before = run.steps.filter((one) => step.after.includes(one.key) && one.round === step.round);
    const level = Math.max(-1, ...before.map(levelOf)) + 1;
    levels.set(step.key, level);
    return level;
  };
  return run.steps.toSorted((a, b) => a.round - b.round || levelOf(a) - levelOf(b));
}

function withCandidates(run: Run, context: RunContext, step: RunStep): RunStep {
  const found = step.reassigned.reduce<readonly Candidate[]>(replaced, resolve(run, context, step).candidates);
  const taking = takingCandidate(run, step, found);
  const candidates = taking === undefined ? found : [taking];
  const escalated = !quorumPossible(step.quorum, candidates.length);
  return { ...step, candidates, escalated, mergedInto: taking === undefined ? null : step.mergedInto };
}

function resolve(run: Run, context: RunContext, step: RunStep): Pick<Resolution, "candidates"> {
  if (step.kind === "added" && "field" in step.by) return { candidates: [named(step.by.field)] };
  const [only] = votersOf(run, PAYMENT_KINDS);
  if (step.kind === "second" && only !== undefined) return context.resolveAbove(step, only, [only]);
  const others = run.votes.filter((vote) => vote.step !== step.key);
  const voterIds = votersOf({ ...run, votes: others });
  return context.resolve(step, { voterIds, except: step.kind === "over_limit" ? grantersBeside(run, step) : [] });
}

/** S5: above ten per cent the two decisions are two people's. */
export function grantersBeside(run: Run, step: RunStep): string[] {
  if (step.figure === null || step.figure.pct <= CFO_OVER_LIMIT_PCT) return [];
  const other = run.steps.filter((one) => one.kind === "over_limit" && one.key !== step.key);
  return other.flatMap((one) => approvals(run, one.key).map((vote) => vote.voterId));
}

function replaced(candidates: readonly Candidate[], change: { fromId: string; toId: string }): readonly Candidate[] {
  const rest = candidates.filter((one) => one.personId !== change.fromId && one.personId !== change.toId);
  return [...rest, named(change.toId)];
}

function named(personId: string): Candidate {
  return { personId, onBehalfOfId: null, via: { code: "named", params: {} } };
}

/** A step whose merge target has voted meanwhile keeps waiting for its turn to take that vote. */
function takingCandidate(run: Run, step: RunStep, candidates: readonly Candidate[]): Candidate | undefined {
  if (step.mergedInto === null) return undefined;
  const votes = approvals(run, step.mergedInto);
  return candidates.find((one) => votes.some((vote) => one.personId === vote.voterId && one.onBehalfOfId === vote.onBehalfOfId));
}

function mergeByRound(run: Run, steps: readonly RunStep[]): RunStep[] {
  const taking = steps.filter((step) => step.mergedInto !== null);
  const asking = steps.filter((step) => step.mergedInto === null);
  const started = asking.filter((step) => approvals(run, step.key).length > 0).map((step) => step.key);
  const rounds = [...new Set(asking.map((step) => step.round))];
  const merged = rounds.flatMap((round) => {
    const ofRound = asking.filter((step) => step.round === round);
    return mergeRound(ofRound, started, soleVoters(run, round));
  });
  return [...taking, ...merged];
}

/** Who already had their one visit in the round, as the only candidate of a finished step. */
function soleVoters(run: Run, round: number): string[] {
  const sole = run.steps.filter(
    (step) => step.round === round && step.kind === "normal" && step.candidates.length === 1 && stillFinished(run, step),
  );
  return sole.flatMap((step) => step.candidates.map((one) => one.personId));
}

/**
 * Every payment has the votes of two different people: where one person alone would vote, the later step goes
 * to that person's manager; where others may vote too, that person leaves the last step to them.
 */
function keepTwoVoters(run: Run, context: RunContext, planned: readonly RunStep[]): RunStep[] {
  const voters = votersOf(run, PAYMENT_KINDS);
  const open = planned.filter((step) => step.kind !== "over_limit" && step.mergedInto === null);
  const last = open.at(-1);
  if (voters.length > 1 || !last) return [...planned];
  const only = voters[0] ?? last.candidates[0]?.personId;
  const alone = open.every((step) => step.candidates.length === 1 && step.candidates[0]?.personId === only);
  if (only === undefined || (open.length === 1 && voters.length === 0)) return [...planned];
  if (alone) return replaceStep(planned, toManager(context, last, only));
  const shares = open.length === 1 && oneIsEnough(last) && last.candidates.some((one) => one.personId === only);
  if (!shares) return [...planned];
  return replaceStep(planned, { ...last, candidates: last.candidates.filter((one) => one.personId !== only) });
}

function toManager(context: RunContext, step: RunStep, personId: string): RunStep {
  const { candidates } = context.resolveAbove(step, personId, [personId]);
  return { ...step, candidates, escalated: candidates.length === 0 };
}

function replaceStep(steps: readonly RunStep[], changed: RunStep): RunStep[] {
  return steps.map((step) => (step.key === changed.key ? changed : step));
}
