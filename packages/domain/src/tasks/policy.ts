import type { Actor } from "../access/actor.ts";
import { covers } from "../access/grants.ts";
import { mayAcceptResult } from "../access/segregation.ts";
import { firstRefusal, noRight, refusedBy } from "../kernel/decision.ts";
import type { Decision } from "../kernel/decision.ts";
import { needs, unless } from "../kernel/refusals.ts";
import { awaitsOthers } from "../kernel/reminders.ts";
import { coordinates, targetOf } from "../requests/policy.ts";
import type { TaskFacts } from "./facts.ts";
import { taskWorkflow } from "./workflow.ts";
import type { TaskAction } from "./workflow.ts";

type Rule = (actor: Actor, facts: TaskFacts) => Decision;

const isAssignee = (actor: Actor, facts: TaskFacts): boolean => facts.assigneeId === actor.id;

/** A coordinator of the task, or of the request it belongs to. */
function isCoordinator(actor: Actor, facts: TaskFacts): boolean {
  if (covers(actor, "task.coordinate", targetOf(facts.record))) return true;
  return facts.parent !== null && coordinates(actor, facts.parent.record);
}

/** A coordinator, or a person who answers for the record the task belongs to. */
function runs(actor: Actor, facts: TaskFacts): boolean {
  const { authorId = null, responsibleId = null } = facts.parent?.record ?? {};
  return isCoordinator(actor, facts) || authorId === actor.id || responsibleId === actor.id;
}

/** Whether a person may do the work at all, no matter who gives it to them. */
export function mayDoWork(personId: string, { barredIds, doersBeforeIds }: TaskFacts): Decision {
  return firstRefusal(
    unless(barredIds.includes(personId), "barred_by_role"),
    unless(doersBeforeIds.includes(personId), "own_result"),
  );
}

const byAssignee: Rule = (actor, facts) =>
  firstRefusal(needs(isAssignee(actor, facts), "only_assignee"), mayDoWork(actor.id, facts));

const take: Rule = (actor, facts) =>
  firstRefusal(
    needs(facts.assigneeId === null, "taken_already"),
    needs(facts.queueId !== null && actor.queueIds.includes(facts.queueId), "only_queue_or_coordinator"),
    mayDoWork(actor.id, facts),
  );

const byReviewer: Rule = (actor, facts) =>
  firstRefusal(needs(facts.reviewerId === actor.id, "only_reviewer"), mayAcceptResult(actor.id, facts.handedInById));

const bySetter: Rule = (actor, facts) =>
  needs(!actor.external && (facts.setterId === actor.id || isCoordinator(actor, facts)), "only_setter_or_coordinator");

/** Nobody else waits for what one set oneself, beside every record or as a part of one's work: without its setter it would stand for ever. */
const isForOneself = (facts: TaskFacts): boolean =>
  facts.setterId === facts.assigneeId && (facts.parent === null || facts.isPart);

/**
 * The deadline and the end of a task belong to those who wait for it. Its assignee owes it: no right over tasks, and no name as
 * the setter of a step of a request they answer for, lets them off.
 */
const byWhoWaits: Rule = (actor, facts) => {
  const holds = !actor.external && (facts.setterId === actor.id || isCoordinator(actor, facts));
  if (!isAssignee(actor, facts) || isForOneself(facts))
    return needs(holds || (!actor.external && facts.managerIds.includes(actor.id)), "only_setter_coordinator_manager");
  return holds ? refusedBy("only_setter_coordinator_manager") : noRight("only_setter_coordinator_manager");
};

const bySystem: Rule = () => noRight("only_system");

const RULES: Record<TaskAction, Rule> = {
  unblock: bySystem,
  take,
  start: byAssignee,
  handIn: byAssignee,
  accept: byReviewer,
  return: byReviewer,
  refuseWork: (actor, facts) => needs(facts.acceptance && isAssignee(actor, facts), "only_assignee"),
  cancel: byWhoWaits,
  reopen: bySetter,
  remind: (actor, facts) =>
    firstRefusal(
      needs(!actor.external && (facts.setterId === actor.id || runs(actor, facts)), "only_author_or_responsible"),
      needs(awaitsOthers(facts.reminder, actor.id), "nobody_to_remind"),
    ),
  complete: bySystem,
  block: bySystem,
  sendBack: bySystem,
  putBack: bySystem,
  restore: (actor, facts) => (facts.skipped ? noRight("only_system") : bySetter(actor, facts)),
};

/** Whether a person may take an action on a task they can read. */
export function decideTask(actor: Actor, facts: TaskFacts, action: TaskAction): Decision {
  if (taskWorkflow.edges[action].automatic) return noRight("only_system");
  return RULES[action](actor, facts);
}

/** Who may change the title, the description, the priority and the assignee. */
export function mayEditTask(actor: Actor, facts: TaskFacts): Decision {
  return bySetter(actor, facts);
}

/** Who may move the deadline: the one who may cancel the task. */
export function mayMoveDeadline(actor: Actor, facts: TaskFacts): Decision {
  return byWhoWaits(actor, facts);
}
