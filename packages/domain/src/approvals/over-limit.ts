import { CFO_OVER_LIMIT_PCT } from "../access/grants.ts";
import { newStep } from "./new-step.ts";
import { approvals, runStep } from "./run.ts";
import type { OverLimitFigure, Run, RunStep, Vote } from "./run.ts";

const OVER_LIMIT_CFO = "overLimit:cfo";
const OVER_LIMIT_CEO = "overLimit:ceo";

/**
 * The decisions an excess needs: the financial director's, above ten per cent the chief executive's after it.
 * A grant given for less than is missing now no longer counts; undecided ones go when the excess does.
 */
export function withOverLimit(run: Run, figure: OverLimitFigure | null): Run {
  const needed = figure === null ? [] : figure.pct > CFO_OVER_LIMIT_PCT ? [OVER_LIMIT_CFO, OVER_LIMIT_CEO] : [OVER_LIMIT_CFO];
  const votes = run.votes.map((vote) =>
    figure !== null && fallsShort(run, vote, figure) ? { ...vote, void: "changed" as const } : vote,
  );
  const now = { ...run, votes };
  const kept = run.steps
    .filter((step) => step.kind !== "over_limit" || needed.includes(step.key) || approvals(now, step.key).length > 0)
    .map((step) => (step.kind === "over_limit" && figure !== null ? { ...step, figure } : step));
  const fresh = needed.filter((key) => !runStep(run, key)).map((key) => ({ ...overLimitStep(run, key), figure }));
  return { ...now, steps: [...kept, ...fresh] };
}

function fallsShort(run: Run, vote: Vote, figure: OverLimitFigure): boolean {
  if (runStep(run, vote.step)?.kind !== "over_limit" || vote.void !== null || vote.figure === null) return false;
  return vote.figure.cellId !== figure.cellId || vote.figure.missingMinor < figure.missingMinor;
}

/** Asked beside the normal step of the financial director: as soon as that one could be. */
function overLimitStep(run: Run, key: string): RunStep {
  const role = key === OVER_LIMIT_CFO ? "cfo" : "ceo";
  const round = Math.max(0, run.round);
  const basics = { key, kind: "over_limit" as const, round, by: { role }, quorum: "any" as const };
  if (key === OVER_LIMIT_CEO) return newStep({ ...basics, after: [OVER_LIMIT_CFO] });
  const beside = run.route.find((step) => step.as === "approval" && "role" in step.by && step.by.role === "cfo");
  const after = (beside?.after ?? []).filter((name) => run.route.some((step) => step.key === name && step.as === "approval"));
  return newStep({ ...basics, after });
}
