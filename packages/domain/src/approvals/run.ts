import type { Candidate, Resolution } from "../access/candidates.ts";
import type { BARRED_PEOPLE, StepActor } from "../access/step-actor.ts";
import type { Label } from "../kernel/label.ts";
import type { RefusalCode } from "../kernel/refusals.ts";
import type { GraphStep, Holds } from "./steps.ts";

/** How many of several candidates must vote; a number is «k of n». */
export type Quorum = "any" | "all" | number;

/** What a route needs of a step; `RequestStep` has it. A run keeps the route of its version. */
export interface RouteStep extends GraphStep {
  title?: Label | undefined;
  slaWorkHours?: number | undefined;
  by: StepActor;
  quorum?: Quorum | undefined;
  notHolding?: readonly string[] | undefined;
  notBy?: readonly (typeof BARRED_PEOPLE)[number][] | undefined;
  ownsFields?: readonly string[] | undefined;
}

/**
 * `between`: the round is finished and tasks stand before the next; `recalled`: all votes void, the next
 * resubmission starts at the first step.
 */
export type RunState = "idle" | "running" | "between" | "returned" | "recalled" | "approved" | "rejected" | "cancelled";

/** `merged`: not asked by itself, it takes the vote of `mergedInto` («совмещено»). */
export type RunStepState = "waiting" | "open" | "merged" | "finished" | "skipped";

/** `second`: the second voter that a payment needs when one person would have decided alone. */
export type RunStepKind = "normal" | "over_limit" | "added" | "second";

/** What an over-limit decision is about; amounts in base currency minor units. */
export interface OverLimitFigure {
  cellId: string;
  pct: number;
  missingMinor: number;
  /** Nothing is planned for the branch and year: the excess is a share of nothing. */
  unplanned?: boolean;
}

export interface RunStep {
  key: string;
  kind: RunStepKind;
  round: number;
  /** Approvals it waits for. */
  after: readonly string[];
  by: StepActor;
  quorum: Quorum;
  state: RunStepState;
  /** Whether its condition holds by what is known now; a waiting step that does not apply will be skipped. */
  applies: boolean;
  /** Whom it asks (or would ask once open). */
  candidates: readonly Candidate[];
  /** Nobody may act: the administrator names a person. */
  escalated: boolean;
  mergedInto: string | null;
  openedAt: string | null;
  /** Acts of the votes that finished it; it stays finished while all of them stand. */
  finishedBy: readonly number[];
  /** People put in the place of others by hand, in order. */
  reassigned: readonly { fromId: string; toId: string }[];
  /** The step an approver was added beside; its successors wait for both. */
  beside: string | null;
  figure: OverLimitFigure | null;
}

export type Decided = "approve" | "return" | "reject";

export interface Vote {
  /** Number of the act in the run; a merged vote has the number of the vote it follows. */
  act: number;
  step: string;
  voterId: string;
  onBehalfOfId: string | null;
  decision: Decided;
  comment: string;
  at: string;
  /** Version of the record that was voted on. */
  version: number;
  /** Hash of what the step vouches for; empty where nothing is vouched for. */
  hash: string;
  /** «совмещено»: taken over from the same person's vote at another step. */
  merged: boolean;
  /** Why it no longer counts. */
  void: "withdrawn" | "changed" | "recalled" | null;
  figure: OverLimitFigure | null;
}

/** The life of one record's approval. Plain data: stored as it is, changed by `reduce` alone. */
export interface Run {
  state: RunState;
  payment: boolean;
  round: number;
  /** Task and approval steps of the type's version the run started with. */
  route: readonly RouteStep[];
  steps: readonly RunStep[];
  votes: readonly Vote[];
  /** Number of the last thing a person did; a vote may be withdrawn while it is the last. */
  lastAct: number;
  /** Step that returned it last, to reopen there. */
  returnedAt: string | null;
}

/** What only the outside knows, bound to the record before the engine is asked. */
export interface RunContext {
  holds: Holds;
  /** The candidate rule for a step; `except` are people who may not stand at it. */
  resolve: (step: RunStep, ask: { voterIds: readonly string[]; except: readonly string[] }) => Resolution;
  /** The candidate rule's way up from a person, for the second voter of a payment. */
  resolveAbove: (step: RunStep, personId: string, except: readonly string[]) => Resolution;
  /** Who could hold the step by rank, besides those the record belongs to. */
  byRank: (step: RunStep) => readonly string[];
  /** S1 (for over-limit steps S4, S5 too): who may not vote at this step, and why. */
  barred: (step: RunStep) => ReadonlyMap<string, RefusalCode>;
  /** Hash of what a step vouches for in the record as it is now. */
  hashFor: (step: RunStep) => string;
}

export type RunEvent =
  | { type: "startRound"; at: string; round: number }
  | { type: "overLimit"; at: string; figure: OverLimitFigure | null }
  | {
      type: "vote";
      at: string;
      step: string;
      voterId: string;
      onBehalfOfId: string | null;
      decision: Decided;
      comment: string;
      version: number;
    }
  | { type: "withdraw"; at: string; step: string; voterId: string }
  /** Votes of these steps no longer count: what they vouched for changed. Nor do those of its editor, whom S1 now bars. */
  | { type: "void"; at: string; steps: readonly string[]; editorId?: string | null }
  /** `naming`: nobody may act at the step, and a person who manages people names somebody of its rank. */
  | { type: "reassign"; at: string; step: string; fromId: string; toId: string; naming?: boolean }
  | { type: "addApprover"; at: string; beside: string; personId: string }
  /** People or conditions changed (a substitution began or ended, a field was edited). */
  | { type: "refresh"; at: string }
  | { type: "resubmit"; at: string }
  | { type: "recall"; at: string }
  | { type: "cancel"; at: string };

export type RunEffect =
  | { type: "stepOpened"; step: string }
  | { type: "stepMerged"; step: string; into: string }
  | { type: "stepSkipped"; step: string }
  | { type: "stepFinished"; step: string }
  | { type: "asked"; step: string; personId: string; onBehalfOfId: string | null }
  | { type: "unasked"; step: string; personId: string }
  | { type: "escalated"; step: string }
  | { type: "overLimitAdded"; step: string; figure: OverLimitFigure }
  | { type: "votesVoided"; step: string; voterIds: string[] }
  | { type: "returned"; step: string }
  | { type: "roundFinished"; round: number }
  | { type: "runApproved" }
  | { type: "runRejected"; step: string };

export interface RunChange {
  run: Run;
  effects: RunEffect[];
}

/** A run before its first round. */
export function newRun(route: readonly RouteStep[], payment: boolean): Run {
  return { state: "idle", payment, round: -1, route, steps: [], votes: [], lastAct: 0, returnedAt: null };
}

export function runStep(run: Pick<Run, "steps">, key: string): RunStep | undefined {
  return run.steps.find((step) => step.key === key);
}

/** Approving votes of a step that count. */
export function approvals(run: Pick<Run, "votes">, key: string): Vote[] {
  return run.votes.filter((vote) => vote.step === key && vote.decision === "approve" && vote.void === null);
}

/** The steps that a vote at this one decides: itself and those that take its vote («совмещено»). */
export function decidedAt(run: Pick<Run, "steps"> | null, key: string): string[] {
  return [key, ...(run?.steps ?? []).filter((step) => step.mergedInto === key).map((step) => step.key)];
}

/** Everybody whose vote counts in the run, each once; over-limit decisions are told apart by `kinds`. */
export function votersOf(run: Pick<Run, "votes" | "steps">, kinds?: readonly RunStepKind[]): string[] {
  const counts = (vote: Vote): boolean => {
    const kind = runStep(run, vote.step)?.kind;
    return (
      vote.void === null && vote.decision === "approve" && (kinds === undefined || (kind !== undefined && kinds.includes(kind)))
    );
  };
  return [...new Set(run.votes.filter(counts).map((vote) => vote.voterId))];
}

/** Finished, skipped or left to another step's vote: what stands after it may be asked. */
export function isOver(step: Pick<RunStep, "state"> | undefined): boolean {
  return step === undefined || ["finished", "skipped", "merged"].includes(step.state);
}

/** Whether the person gave this vote, for themselves or through a substitute. */
export function isVoteOf(vote: Vote, personId: string | null): boolean {
  return personId !== null && (vote.voterId === personId || vote.onBehalfOfId === personId);
}
