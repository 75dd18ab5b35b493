import type { Decided, OverLimitFigure, Run, RunStepKind, Vote } from "./run.ts";
import { runStep } from "./run.ts";

/** A line of the approval sheet; names and titles are put in by whoever draws it. */
export interface SheetRow {
  step: string;
  kind: RunStepKind;
  round: number;
  personId: string;
  /** The principal of a substitute. */
  onBehalfOfId: string | null;
  decision: Decided;
  /** Taken over from another step. */
  merged: boolean;
  comment: string;
  version: number;
  at: string;
  void: Vote["void"];
  figure: OverLimitFigure | null;
}

/** Every decision of the run in the order it was made, withdrawn and void ones included: nothing is hidden. */
export function approvalSheet(run: Run): SheetRow[] {
  return run.votes.map((vote) => ({
    step: vote.step,
    kind: runStep(run, vote.step)?.kind ?? "normal",
    round: runStep(run, vote.step)?.round ?? 0,
    personId: vote.voterId,
    onBehalfOfId: vote.onBehalfOfId,
    decision: vote.decision,
    merged: vote.merged,
    comment: vote.comment,
    version: vote.version,
    at: vote.at,
    void: vote.void,
    figure: vote.figure,
  }));
}
