import type { Candidate, Via } from "../access/candidates.ts";
import type { StepActor } from "../requests/type.ts";
import { inOrder } from "./plan.ts";
import { votesNeeded } from "./quorum.ts";
import { approvals, isOver } from "./run.ts";
import type { OverLimitFigure, Run, RunStep, RunStepKind } from "./run.ts";

/** A step that asks somebody now. */
export interface Awaited {
  step: string;
  kind: RunStepKind;
  since: string | null;
  people: { personId: string; onBehalfOfId: string | null; via: Via }[];
  votesGiven: number;
  votesNeeded: number;
  /** Nobody may act: the administrator names a person. */
  escalated: boolean;
  figure: OverLimitFigure | null;
}

/** A step that comes later in the round, and what it waits for. */
export interface Upcoming {
  step: string;
  by: StepActor;
  waitsFor: string[];
  likely: Candidate[];
}

export interface RunExplanation {
  state: Run["state"];
  round: number;
  awaited: Awaited[];
  next: Upcoming[];
  /** Finished and skipped steps, and those that take another step's vote. */
  done: { step: string; how: "finished" | "skipped" | "merged"; into: string | null }[];
  returnedAt: string | null;
}

/** Where the run stands, whom it awaits since when and by which rule, and who comes next. */
export function explainRun(run: Run): RunExplanation {
  const steps = inOrder(run);
  return {
    state: run.state,
    round: run.round,
    awaited: steps.filter((step) => step.state === "open").map((step) => awaited(run, step)),
    next: steps.filter((step) => step.state === "waiting" && step.applies).map((step) => upcoming(run, step)),
    done: steps.flatMap((step) => (isDone(step.state) ? [{ step: step.key, how: step.state, into: step.mergedInto }] : [])),
    returnedAt: run.returnedAt,
  };
}

/** People the record awaits, each with the step and since when: the source of «ждёт меня». */
export function awaitedPeople(run: Run): { personId: string; step: string; since: string | null }[] {
  return explainRun(run).awaited.flatMap(({ step, since, people }) => people.map(({ personId }) => ({ personId, step, since })));
}

function awaited(run: Run, step: RunStep): Awaited {
  const voted = approvals(run, step.key).map((vote) => vote.voterId);
  const people = step.candidates.filter((one) => !voted.includes(one.personId));
  return {
    step: step.key,
    kind: step.kind,
    since: step.openedAt,
    people: people.map(({ personId, onBehalfOfId, via }) => ({ personId, onBehalfOfId, via })),
    votesGiven: voted.length,
    votesNeeded: votesNeeded(step.quorum, step.candidates.length),
    escalated: step.escalated,
    figure: step.figure,
  };
}

function upcoming(run: Run, step: RunStep): Upcoming {
  const before = run.steps.filter((one) => step.after.includes(one.key) && !isOver(one));
  return { step: step.key, by: step.by, waitsFor: before.map((one) => one.key), likely: [...step.candidates] };
}

function isDone(state: RunStep["state"]): state is "finished" | "skipped" | "merged" {
  return state === "finished" || state === "skipped" || state === "merged";
}
