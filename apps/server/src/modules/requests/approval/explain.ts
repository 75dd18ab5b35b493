import type { OrgSnapshot } from "@tartip/domain/access/organisation";
import type { RouteStep } from "@tartip/domain/approvals/run";
import { stepOf } from "@tartip/domain/requests/type";
import type { RequestAction } from "@tartip/domain/requests/workflow";
import type { Context } from "../../../platform/context.ts";
import { presentBlockers, type BlockerView } from "../../../records/blockers-view.ts";
import { orgToday } from "../../access/questions.ts";
import { nextSteps, type NextStep } from "../../approvals/questions.ts";
import { allBlockers, labelled } from "../blockers.ts";
import type { CaseTask } from "../case-query.ts";
import type { RequestCase } from "../load.ts";
import { isOwnWork, limitsOf, placeOfAuthor, subjectOf } from "./people.ts";

/** The steps that follow, by what is filled in now; none once the request has ended. */
export async function stepsAhead(ctx: Context, request: RequestCase): Promise<NextStep[]> {
  if (["closed", "rejected"].includes(request.facts.state)) return [];
  const { type, facts, holds, row } = request;
  const org = await orgToday(ctx.app, row.stamp);
  const subject = ({ key, ...at }: RouteStep) => {
    const step = stepOf(type, key);
    return subjectOf(request, step ? limitsOf(request, step) : at);
  };
  const ahead = nextSteps({ steps: type.steps, states: facts.steps, holds, run: row.run, subject }, org);
  const asked = ahead.filter(({ stepKey }) => !fallsToItsDoer(org, request, stepKey));
  return asked.map((next) => (next.personIds.length === 0 ? inPlaceOfAuthor(org, request, next) : next));
}

/** Whether the step will fall away, as the one who should accept the work does it. */
function fallsToItsDoer(org: OrgSnapshot, request: RequestCase, stepKey: string): boolean {
  const step = stepOf(request.type, stepKey);
  return step !== undefined && isOwnWork(org, request, step);
}

/** What its author was to confirm waits for nobody's queue: it goes to who answers in their place. */
function inPlaceOfAuthor(org: OrgSnapshot, request: RequestCase, next: NextStep): NextStep {
  const step = stepOf(request.type, next.stepKey);
  const personId = step && next.as === "task" ? placeOfAuthor(org, request, step) : null;
  return personId === null ? next : { ...next, personIds: [personId], queueRole: null };
}

/** The action a person would take next in each state; what blocks it is what blocks the request. */
const MAIN_ACTION: Partial<Record<RequestCase["facts"]["state"], RequestAction>> = {
  draft: "submit",
  in_progress: "sendForApproval",
  approval: "finishApproval",
  waiting: "complete",
  rework: "resubmit",
};

/** What stands in the way of the next move, each with its cure. */
export function blocksOf(ctx: Context, request: RequestCase): BlockerView[] {
  return presentBlockers(ctx.language, blockersOfMain(request));
}

function blockersOfMain(request: RequestCase) {
  const action = mainAction(request);
  if (action === undefined) return [];
  const told = allBlockers(request, action).filter((one) => {
    const task = request.row.tasks.find(({ id }) => id === one.fix?.target);
    return !UNTOLD.includes(one.code) && !(task && fallsAway(request, task));
  });
  return labelled(request, told);
}

function mainAction({ facts }: RequestCase): RequestAction | undefined {
  if (facts.state === "in_progress" && facts.nextRound === null) return "plan";
  return facts.state === "rework" && facts.redoTaskId !== null ? "redone" : MAIN_ACTION[facts.state];
}

/** What the lines «сейчас» and «следом» say already. */
const UNTOLD: readonly string[] = ["round_open", "nothing_to_approve"];

/** A task whose step will not apply, by what is filled in now, is in nobody's way: it is skipped when its turn comes. */
export function fallsAway({ type, holds }: RequestCase, { stepKey, status }: Pick<CaseTask, "stepKey" | "status">): boolean {
  const when = stepKey && status === "blocked" ? stepOf(type, stepKey)?.when : undefined;
  return when !== undefined && !holds(when);
}
