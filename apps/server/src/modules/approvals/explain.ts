import { resolveCandidates, type Candidate, type CandidateSubject, type Via } from "@tartip/domain/access/candidates";
import type { OrgSnapshot } from "@tartip/domain/access/organisation";
import { inOrder } from "@tartip/domain/approvals/plan";
import type { RouteStep, Run, RunStepKind } from "@tartip/domain/approvals/run";
import { previewRoute, type Holds, type StepStates } from "@tartip/domain/approvals/steps";
import type { Label } from "@tartip/domain/kernel/label";
import type { BlockerView } from "../../records/blockers-view.ts";
import type { StepRow } from "./rows.ts";
import type { AwaitedRow } from "./screen.ts";

/** A step that comes later, who would act at it and by which rule. */
export interface NextStep {
  stepKey: string;
  as: "task" | "approval";
  kind: RunStepKind;
  /** Null for a step the run added to the route: it is called by its kind. */
  title: Label | null;
  personIds: string[];
  queueRole: string | null;
  via: Via | null;
}

/** The way of a record, by what is filled in now. */
export interface Route {
  steps: readonly (RouteStep & { title: Label })[];
  states: StepStates;
  holds: Holds;
  run: Run | null;
  /** The record as the candidate rule sees it at a step that keeps these people away. */
  subject(step: RouteStep): CandidateSubject;
}

/** How many coming steps a page names. */
const NAMED_AHEAD = 3;

/** The steps that follow: «следом». What waits in the running round stands before the rest. */
export function nextSteps(route: Route, org: OrgSnapshot): NextStep[] {
  const { steps, states, holds } = route;
  const inRound = waitingInRound(route);
  const rest = previewRoute({ steps }, holds, states).filter(
    ({ step, applies }) => applies && (states[step] ?? "waiting") === "waiting" && !inRound.some((one) => one.stepKey === step),
  );
  const ahead = rest.slice(0, NAMED_AHEAD).flatMap(({ step: key, as }): NextStep[] => {
    const step = steps.find((one) => one.key === key);
    if (!step) return [];
    const found = resolveCandidates(step.by, org, route.subject(step), as);
    const queueRole = found.queue?.roleCode ?? null;
    // Work without a queue goes to the first alone.
    const asked = as === "task" && queueRole === null ? found.candidates.slice(0, 1) : found.candidates;
    return [{ stepKey: key, as, kind: "normal", title: step.title, queueRole, ...firstOf(asked) }];
  });
  return [...inRound, ...ahead].slice(0, NAMED_AHEAD);
}

/** What the running round will still ask, in the run's order: decisions over the limit and added approvers among them. */
function waitingInRound({ run, steps }: Route): NextStep[] {
  if (run?.state !== "running") return [];
  return inOrder(run)
    .filter((step) => step.state === "waiting" && step.applies)
    .map(({ key, kind, candidates }) => ({
      stepKey: key,
      as: "approval",
      kind,
      title: steps.find((one) => one.key === key)?.title ?? null,
      queueRole: null,
      ...firstOf(candidates),
    }));
}

function firstOf(candidates: readonly Candidate[]): Pick<NextStep, "personIds" | "via"> {
  return {
    personIds: candidates.slice(0, NAMED_AHEAD).map((one) => one.personId),
    via: candidates[0]?.via ?? null,
  };
}

export interface Explanation {
  now: (Omit<AwaitedRow, "recordId"> & { title: Label | null; usualMinutes: number | null })[];
  next: (Omit<NextStep, "personIds"> & { people: { id: string; name: string }[] })[];
  blocks: BlockerView[];
}

/** Where the record stands: whom it awaits, who is next and by which rule, what blocks it and how to cure it. */
export function explained(known: {
  awaited: readonly AwaitedRow[];
  steps: readonly StepRow[];
  route: Route["steps"];
  usual: ReadonlyMap<string, number>;
  next: readonly NextStep[];
  names: ReadonlyMap<string, string>;
  blocks: BlockerView[];
}): Explanation {
  return {
    now: known.awaited.map(({ recordId: _recordId, ...row }) => {
      const key = row.stepKey ?? known.steps.find((step) => step.id === row.stepId)?.key;
      const title = known.route.find((step) => step.key === key)?.title ?? null;
      return { ...row, title, usualMinutes: (key === undefined ? undefined : known.usual.get(key)) ?? null };
    }),
    next: known.next.map(({ personIds, ...step }) => ({
      ...step,
      people: personIds.map((id) => ({ id, name: known.names.get(id) ?? "" })),
    })),
    blocks: known.blocks,
  };
}
