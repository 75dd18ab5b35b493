import { quorumPossible } from "./quorum.ts";
import type { RunStep } from "./run.ts";

/**
 * One person, one visit, within a round.
 *
 * A person who is the only candidate of one step leaves its other steps that have more candidates. A person who still
 * stands at several is asked once, at the last by graph, then by list; the earlier take that vote. Over-limit
 * decisions stay apart: they are decisions of their own.
 *
 * @param steps unfinished steps of one round in graph order, as they would be asked without merging
 * @param startedKeys steps that already hold a vote: they are asked to the end, nothing is taken from them
 * @param visited people who were the only candidate of a step already finished in this round
 */
export function mergeRound(
  steps: readonly RunStep[],
  startedKeys: readonly string[] = [],
  visited: readonly string[] = [],
): RunStep[] {
  const fixed = (step: RunStep): boolean => step.kind !== "normal" || startedKeys.includes(step.key);
  const apart = steps.filter(fixed);
  const merged = takeVotes(
    leaveToOthers(
      steps.filter((step) => !fixed(step)),
      visited,
    ),
  );
  const byKey = new Map([...apart, ...merged].map((step) => [step.key, step]));
  return steps.map((step) => byKey.get(step.key) ?? step);
}

/** Removes only candidates from steps that have more, until nobody is left to remove. */
function leaveToOthers(steps: readonly RunStep[], visited: readonly string[]): RunStep[] {
  let now = [...steps];
  for (;;) {
    const removal = firstRemoval(now, visited);
    if (!removal) return now;
    now = now.map((step) => (step.key === removal.key ? without(step, removal.personId) : step));
  }
}

function firstRemoval(steps: readonly RunStep[], visited: readonly string[]): { key: string; personId: string } | null {
  const soles = steps.filter(asksOne).flatMap((step) => step.candidates.map((one) => one.personId));
  for (const personId of [...visited, ...soles]) {
    const crowded = steps.find((step) => step.candidates.length > 1 && canSpare(step, personId));
    if (crowded) return { key: crowded.key, personId };
  }
  return null;
}

/** With `all` everybody's word is wanted, so nobody is spared; with k, as long as k remain. */
function canSpare(step: RunStep, personId: string): boolean {
  if (step.quorum === "all" || !step.candidates.some((one) => one.personId === personId)) return false;
  return quorumPossible(step.quorum, step.candidates.length - 1);
}

/** Steps that ask the same single person, in the same capacity: the last is asked, the others take its vote. */
function takeVotes(steps: readonly RunStep[]): RunStep[] {
  const lastOf = new Map(steps.filter(asksOne).map((step) => [capacityOf(step), step.key]));
  return steps.map((step) => {
    const last = asksOne(step) ? lastOf.get(capacityOf(step)) : undefined;
    return { ...step, mergedInto: last === undefined || last === step.key ? null : last };
  });
}

function asksOne(step: RunStep): boolean {
  return step.candidates.length === 1 && quorumPossible(step.quorum, 1);
}

/** A vote «за …» is not the same person's own vote. */
function capacityOf(step: RunStep): string {
  return step.candidates.map((one) => `${one.personId} ${one.onBehalfOfId ?? ""}`).join();
}

function without(step: RunStep, personId: string): RunStep {
  return { ...step, candidates: step.candidates.filter((one) => one.personId !== personId) };
}
