import type { Actor } from "../access/actor.ts";
import { covers } from "../access/grants.ts";
import type { Target } from "../access/grants.ts";
import { mayVote } from "../access/segregation.ts";
import type { RecordFacts } from "../access/visibility.ts";
import { ALLOWED, firstRefusal, noRight } from "../kernel/decision.ts";
import type { Decision } from "../kernel/decision.ts";
import { needs, unless } from "../kernel/refusals.ts";
import { awaitsOthers } from "../kernel/reminders.ts";
import type { RequestFacts } from "./facts.ts";
import { requestWorkflow } from "./workflow.ts";
import type { RequestAction } from "./workflow.ts";

type Rule = (actor: Actor, facts: RequestFacts) => Decision;

/** The record as a target of grants. */
export function targetOf(record: RecordFacts): Target {
  const { departmentId, branchId, typeCode, restricted, authorId, responsibleId, participantIds, watcherIds } = record;
  const people = [authorId, ...(responsibleId === null ? [] : [responsibleId]), ...participantIds, ...watcherIds];
  return { departmentId, branchId, typeCode, restricted, participantIds: people, assigneeIds: record.taskAssigneeIds };
}

/** «Coordinator» of a request: a person who holds `request.coordinate` over it; of an HR one, only HR. */
export function coordinates(actor: Actor, record: RecordFacts): boolean {
  return covers(actor, "request.coordinate", targetOf(record));
}

/** Head of the record's department, by the organisation rather than by a role. */
function headsDepartmentOf(actor: Actor, record: RecordFacts): boolean {
  return !record.restricted && record.departmentId !== null && actor.headsDepartmentIds.includes(record.departmentId);
}

const isAuthor = (actor: Actor, facts: RequestFacts): boolean => facts.record.authorId === actor.id;
/** The author, or who answers in the place of an author who left. */
const answers = (actor: Actor, facts: RequestFacts): boolean => isAuthor(actor, facts) || facts.answererId === actor.id;
/** Who is to answer the open question; who asked it may end it too, and so nobody waits for ever. */
const isAsked = (actor: Actor, facts: RequestFacts): boolean =>
  answers(actor, facts) || facts.question?.askedId === actor.id || facts.question?.askedById === actor.id;
const isResponsible = (actor: Actor, facts: RequestFacts): boolean => facts.record.responsibleId === actor.id;
const isCoordinator = (actor: Actor, facts: RequestFacts): boolean => coordinates(actor, facts.record);
const isHead = (actor: Actor, facts: RequestFacts): boolean => headsDepartmentOf(actor, facts.record);
const isVoter = (actor: Actor, facts: RequestFacts): boolean =>
  facts.openSteps.some((step) => step.candidateIds.includes(actor.id));

/** A vote decides here, so it is refused like one; for whom a substitute acts is checked with the vote itself. */
const byVote: Rule = (actor, facts) =>
  firstRefusal(needs(isVoter(actor, facts), "only_approver"), mayVote(facts.barred, actor.id, null));

const bySystem: Rule = () => noRight("only_system");

const take: Rule = (actor, facts) => {
  const { responsibleId, queueId } = facts.record;
  const isMember = queueId !== null && actor.queueIds.includes(queueId);
  return firstRefusal(
    needs(responsibleId === null, "taken_already"),
    needs(isMember || isCoordinator(actor, facts), "only_queue_or_coordinator"),
    unless(isAuthor(actor, facts) && facts.queueHasOthers, "author_takes_own"),
  );
};

const cancel: Rule = (actor, facts) => {
  if (isCoordinator(actor, facts)) return ALLOWED;
  return firstRefusal(needs(answers(actor, facts), "only_author_or_coordinator"), unless(facts.sent, "author_after_sending"));
};

const reject: Rule = (actor, facts) => {
  if (facts.state === "approval") return byVote(actor, facts);
  const may = isResponsible(actor, facts) || isCoordinator(actor, facts) || isHead(actor, facts);
  return needs(may, "only_responsible_or_coordinator");
};

/** Accepting needs somebody to work on it: without a responsible it is taken, not accepted. */
const accept: Rule = (actor, facts) =>
  needs(
    facts.record.responsibleId !== null && (isResponsible(actor, facts) || isCoordinator(actor, facts)),
    "only_responsible_or_coordinator",
  );

const asks: Rule = (actor, facts) => {
  const takesPart = isResponsible(actor, facts) || isCoordinator(actor, facts) || isVoter(actor, facts);
  const works = facts.record.taskAssigneeIds.includes(actor.id);
  return firstRefusal(needs(takesPart || works, "only_participant"), needs(!isAuthor(actor, facts), "only_participant"));
};

const byAuthor: Rule = (actor, facts) => needs(isAuthor(actor, facts), "only_author");
const byAccountant: Rule = (actor, facts) => needs(covers(actor, "invoice.manage", targetOf(facts.record)), "only_accountant");
const byResponsible: Rule = (actor, facts) => needs(isResponsible(actor, facts), "only_responsible");
const byAuthorOrCoordinator: Rule = (actor, facts) =>
  needs(answers(actor, facts) || isCoordinator(actor, facts), "only_author_or_coordinator");

/** Who may take each action; outsiders none. The workflow says when, the guards what is still missing. */
const RULES: Record<RequestAction, Rule> = {
  submit: byAuthor,
  accept,
  take,
  sendForApproval: (actor, facts) =>
    needs(isResponsible(actor, facts) || isCoordinator(actor, facts), "only_responsible_or_coordinator"),
  startRound: bySystem,
  passRound: bySystem,
  finishApproval: bySystem,
  plan: byResponsible,
  return: byVote,
  resubmit: (actor, facts) =>
    firstRefusal(
      needs(answers(actor, facts) || isResponsible(actor, facts), "only_author_or_responsible"),
      needs(facts.redoTaskId === null, "comes_back_itself"),
    ),
  reject,
  recall: byAccountant,
  complete: bySystem,
  close: byAuthorOrCoordinator,
  returnDone: byAuthorOrCoordinator,
  redone: bySystem,
  waivePayment: byAccountant,
  cancel,
  reopen: (actor, facts) => needs(isCoordinator(actor, facts) || isHead(actor, facts), "only_coordinator"),
  remind: (actor, facts) =>
    firstRefusal(
      needs(answers(actor, facts) || isResponsible(actor, facts) || isCoordinator(actor, facts), "only_author_or_responsible"),
      needs(awaitsOthers(facts.reminder, actor.id), "nobody_to_remind"),
    ),
  clarify: asks,
  answer: (actor, facts) => needs(isAsked(actor, facts), "only_asked"),
};

/** Whether a person may take an action on a request they can read (visibility is asked before). */
export function decideRequest(actor: Actor, facts: RequestFacts, action: RequestAction): Decision {
  if (actor.external) return noRight("contractor_ceiling");
  if (requestWorkflow.edges[action].automatic) return noRight("only_system");
  return RULES[action](actor, facts);
}

/**
 * Who may change the card. While it is being approved the responsible and the owner of an open step may, at the
 * price of the votes that vouched for what changed; after the approval everything is frozen.
 */
export function mayEditRequest(actor: Actor, facts: RequestFacts): Decision {
  if (actor.external) return noRight("contractor_ceiling");
  const responsible = isResponsible(actor, facts);
  switch (facts.state) {
    case "draft":
      return byAuthor(actor, facts);
    case "new":
    case "rework":
      return needs(answers(actor, facts) || responsible || isCoordinator(actor, facts), "only_author_or_responsible");
    case "in_progress":
      return needs(responsible || isCoordinator(actor, facts), "only_responsible_or_coordinator");
    case "approval":
      return needs(responsible || isVoter(actor, facts), "only_responsible");
    default:
      return unless(true, "frozen");
  }
}

/** Who may name another responsible; what has ended keeps its own, as the history tells it. */
export function mayAssignRequest(actor: Actor, facts: RequestFacts): Decision {
  if (actor.external) return noRight("contractor_ceiling");
  const author = isAuthor(actor, facts) && facts.state === "draft";
  return firstRefusal(
    needs(author || isResponsible(actor, facts) || isCoordinator(actor, facts), "only_responsible_or_coordinator"),
    unless(requestWorkflow.final.includes(facts.state), "record_finished"),
  );
}
