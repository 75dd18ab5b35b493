import { resolveCandidates, type Via } from "@tartip/domain/access/candidates";
import { previewRoute } from "@tartip/domain/requests/steps";
import { stepOf, type Label } from "@tartip/domain/requests/type";
import type { RequestAction } from "@tartip/domain/requests/workflow";
import type { Context } from "../../platform/context.ts";
import { presentBlockers, type BlockerView } from "../../records/blockers-view.ts";
import { orgToday } from "../access/questions.ts";
import type { RequestCase } from "./load.ts";
import { allBlockers, named } from "./named.ts";
import { subjectOf } from "./people.ts";
import type { AwaitedRow, Named, Names } from "./screen-query.ts";

/** A step that comes later, who would act at it and by which rule. */
export interface NextStep {
  stepKey: string;
  as: "task" | "approval";
  title: Label;
  personIds: string[];
  queueRole: string | null;
  via: Via | null;
}

/** How many coming steps a page names. */
const NAMED_AHEAD = 3;

/** The steps that follow, by what is filled in now: «следом». */
export async function nextSteps(ctx: Context, request: RequestCase): Promise<NextStep[]> {
  if (["closed", "rejected"].includes(request.facts.state)) return [];
  const { type, facts, holds } = request;
  const org = await orgToday(ctx.app, request.row.stamp);
  const ahead = previewRoute(type, holds, facts.steps).filter(
    (step) => step.applies && (facts.steps[step.step] ?? "waiting") === "waiting",
  );
  return ahead.slice(0, NAMED_AHEAD).flatMap(({ step: key, as }) => {
    const step = stepOf(type, key);
    if (!step) return [];
    const found = resolveCandidates(step.by, org, subjectOf(request, { notHolding: step.notHolding, notBy: step.notBy }), as);
    const personIds = found.candidates.slice(0, NAMED_AHEAD).map((one) => one.personId);
    return [
      {
        stepKey: key,
        as,
        title: step.title,
        personIds,
        queueRole: found.queue?.roleCode ?? null,
        via: found.candidates[0]?.via ?? null,
      },
    ];
  });
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
  const told = allBlockers(request, action).filter((one) => !UNTOLD.includes(one.code) && !fallsAway(request, one.fix?.target));
  return named(request, told);
}

/** What the lines «сейчас» and «следом» say already. */
const UNTOLD: readonly string[] = ["round_open", "nothing_to_approve"];

/** A task whose step will not apply is in nobody's way: it is skipped when its turn comes. */
function fallsAway({ row, type, holds }: RequestCase, taskId: string | undefined): boolean {
  const key = row.tasks.find((task) => task.id === taskId && task.status === "blocked")?.stepKey;
  const when = key ? stepOf(type, key)?.when : undefined;
  return when !== undefined && !holds(when);
}
