import { resolveCandidates, type Candidate, type Via } from "@tartip/domain/access/candidates";
import { inOrder } from "@tartip/domain/approvals/plan";
import type { RunStepKind } from "@tartip/domain/approvals/run";
import { previewRoute } from "@tartip/domain/approvals/steps";
import type { Label } from "@tartip/domain/kernel/label";
import { stepOf } from "@tartip/domain/requests/type";
import type { RequestAction } from "@tartip/domain/requests/workflow";
import type { Context } from "../../../platform/context.ts";
import { presentBlockers, type BlockerView } from "../../../records/blockers-view.ts";
import { orgToday } from "../../access/questions.ts";
import type { CaseTask } from "../case-query.ts";
import type { RequestCase } from "../load.ts";
import { allBlockers, named } from "../blockers.ts";
import { subjectOf } from "./people.ts";
import type { AwaitedRow, Named, Names } from "../screens/screen-query.ts";

/** A step that comes later, who would act at it and by which rule. */
export interface NextStep {
  stepKey: string;
  as: "task" | "approval";
  kind: RunStepKind;
  /** Null for a step the run added to the type's own: it is called by its kind. */
  title: Label | null;
  personIds: string[];
  queueRole: string | null;
  via: Via | null;
}

/** How many coming steps a page names. */
const NAMED_AHEAD = 3;

/** The steps that follow, by what is filled in now: «следом». What waits in the running round stands before the rest. */
export async function nextSteps(ctx: Context, request: RequestCase): Promise<NextStep[]> {
  if (["closed", "rejected"].includes(request.facts.state)) return [];
  const { type, facts, holds } = request;
  const inRound = waitingInRound(request);
  const org = await orgToday(ctx.app, request.row.stamp);
  const rest = previewRoute(type, holds, facts.steps).filter(
    ({ step, applies }) =>
      applies && (facts.steps[step] ?? "waiting") === "waiting" && !inRound.some((one) => one.stepKey === step),
  );
  const ahead = rest.slice(0, NAMED_AHEAD).flatMap(({ step: key, as }): NextStep[] => {
    const step = stepOf(type, key);
    if (!step) return [];
    const found = resolveCandidates(step.by, org, subjectOf(request, { notHolding: step.notHolding, notBy: step.notBy }), as);
    const queueRole = found.queue?.roleCode ?? null;
    return [{ stepKey: key, as, kind: "normal", title: step.title, queueRole, ...firstOf(found.candidates) }];
  });
  return [...inRound, ...ahead].slice(0, NAMED_AHEAD);
}

/** What the running round will still ask, in the run's order: decisions over the limit and added approvers among them. */
function waitingInRound({ row: { run }, type }: RequestCase): NextStep[] {
  if (run?.state !== "running") return [];
  return inOrder(run)
    .filter((step) => step.state === "waiting" && step.applies)
    .map(({ key, kind, candidates }) => ({
      stepKey: key,
      as: "approval",
      kind,
      title: stepOf(type, key)?.title ?? null,
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

/** The action a person would take next in each state; what blocks it is what blocks the request. */
const MAIN_ACTION: Partial<Record<RequestCase["facts"]["state"], RequestAction>> = {
  draft: "submit",
  in_progress: "sendForApproval",
  approval: "finishApproval",
  waiting: "complete",
  rework: "resubmit",
};

export interface Explanation {
  now: (Omit<AwaitedRow, "recordId"> & { title: Label | null; usualMinutes: number | null })[];
  next: (Omit<NextStep, "personIds"> & { people: Named[] })[];
  blocks: BlockerView[];
}

/** Where the request stands: whom it awaits, who is next and by which rule, what blocks it and how to cure it. */
export function explainRequest(
  ctx: Context,
  request: RequestCase,
  known: { awaited: readonly AwaitedRow[]; usual: ReadonlyMap<string, number>; next: readonly NextStep[]; names: Names },
): Explanation {
  return {
    now: known.awaited.map(({ recordId: _recordId, ...row }) => {
      const key = row.stepKey ?? request.row.steps.find((step) => step.id === row.stepId)?.key;
      const title = (key === undefined ? undefined : stepOf(request.type, key)?.title) ?? null;
      return { ...row, title, usualMinutes: (key === undefined ? undefined : known.usual.get(key)) ?? null };
    }),
    next: known.next.map(({ personIds, ...step }) => ({
      ...step,
      people: personIds.map((id) => ({ id, name: known.names.people.get(id) ?? "" })),
    })),
    blocks: presentBlockers(ctx.language, blocksOf(request)),
  };
}

function blocksOf(request: RequestCase) {
  const { facts } = request;
  const action = facts.state === "in_progress" && facts.nextRound === null ? "plan" : MAIN_ACTION[facts.state];
  if (action === undefined) return [];
  const told = allBlockers(request, action).filter((one) => {
    const task = request.row.tasks.find(({ id }) => id === one.fix?.target);
    return !UNTOLD.includes(one.code) && !(task && fallsAway(request, task));
  });
  return named(request, told);
}

/** What the lines «сейчас» and «следом» say already. */
const UNTOLD: readonly string[] = ["round_open", "nothing_to_approve"];

/** A task whose step will not apply, by what is filled in now, is in nobody's way: it is skipped when its turn comes. */
export function fallsAway({ type, holds }: RequestCase, { stepKey, status }: Pick<CaseTask, "stepKey" | "status">): boolean {
  const when = stepKey && status === "blocked" ? stepOf(type, stepKey)?.when : undefined;
  return when !== undefined && !holds(when);
}
