import type { RunStep } from "./run.ts";

/** A step before anybody was asked. */
export function newStep(basics: Pick<RunStep, "key" | "kind" | "round" | "after" | "by" | "quorum">): RunStep {
  return {
    ...basics,
    state: "waiting",
    applies: true,
    candidates: [],
    escalated: false,
    mergedInto: null,
    openedAt: null,
    finishedBy: [],
    reassigned: [],
    beside: null,
    figure: null,
  };
}
