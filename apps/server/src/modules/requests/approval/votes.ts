import { decideNaming, decideVote, decideWithdraw } from "@tartip/domain/approvals/votes";
import type { Decided, RunStep } from "@tartip/domain/approvals/run";
import { runContext } from "@tartip/domain/approvals/context";
import { covers } from "@tartip/domain/access/grants";
import { DomainError, notFound, refuseIfBlocked, type Blocker } from "@tartip/domain/kernel/errors";
import { blocker } from "@tartip/domain/kernel/blockers";
import { gateBlockers } from "@tartip/domain/requests/guards";
import { fieldsOfStep } from "@tartip/domain/requests/form";
import { isEmpty } from "@tartip/domain/kernel/conditions";
import { ALLOWED, noRight, type Decision } from "@tartip/domain/kernel/decision";
import type { Actor } from "@tartip/domain/access/actor";
import type { Context } from "../../../platform/context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import type { TransitionInput } from "../../../records/kinds.ts";
import type { CaseStep } from "../case-query.ts";
import type { RequestCase } from "../load.ts";
import { putByAsked } from "./run.ts";
import { stepsWithoutVoter } from "./voters.ts";

/** What a person does at a step of the run; each is a transition of the request with a `stepId`. */
const VOTE_ACTIONS = ["approve", "return", "reject", "withdraw", "reassign", "addApprover"] as const;
export type VoteAction = (typeof VOTE_ACTIONS)[number];

export function isVoteAction(action: string): action is VoteAction {
  return VOTE_ACTIONS.some((one) => one === action);
}

/** The step the input names; it must be one of this request's run. @throws DomainError `not_found` */
export function stepOfInput(request: RequestCase, input: TransitionInput | undefined): CaseStep {
  const step = request.row.steps.find((one) => one.id === input?.stepId);
  if (!step) throw notFound("approval step");
  return step;
}

/** The open step this person is asked at first, for pages that show one button. */
export function ownOpenSteps(request: RequestCase, personId: string): CaseStep[] {
  const voted = (step: CaseStep): boolean =>
    request.row.votes.some((vote) => vote.decision === "approve" && vote.stepId === step.id && vote.personId === personId);
  return request.row.steps.filter(
    (step) => step.status === "open" && step.candidates.some((one) => one.personId === personId) && !voted(step),
  );
}

/** Steps at which this person could take the action, for pages that show one button. */
export function stepsFor(request: RequestCase, action: VoteAction, personId: string): CaseStep[] {
  const own = ownOpenSteps(request, personId);
  if (action === "withdraw") return request.row.steps;
  return action === "reassign" ? [...own, ...stepsWithoutVoter(request.row)] : own;
}

/** Whether the person names somebody for a step where nobody may act, rather than handing on a place of their own. */
export function isNaming({ row }: RequestCase, actor: Actor, step: CaseStep): boolean {
  return row.run !== null && decideNaming(row.run, step.key, covers(actor, "people.manage")).allowed;
}

/** Whether the person may take a voting action at a step: the engine's own rule, asked before the change. */
export function mayVoteAt(request: RequestCase, actor: Actor, action: VoteAction, step: CaseStep): Decision {
  const { run } = request.row;
  if (!run || actor.external) return noRight("step_not_open");
  if (action === "withdraw") return decideWithdraw(run, step.key, actor.id);
  if (action === "reassign" && isNaming(request, actor, step)) return ALLOWED;
  const context = runContext(run, {
    org: { people: [], departments: [], substitutions: [], ownerStandInId: null },
    subject: { ...EMPTY_SUBJECT, authorId: request.record.authorId },
    barred: request.facts.barred,
    overLimit: null,
    holds: request.holds,
    hashFor: () => "",
  });
  return decideVote(run, context, step.key, { personId: actor.id, onBehalfOfId: principalOf(step, actor.id) });
}

const EMPTY_SUBJECT = {
  kind: "request",
  typeCode: null,
  restricted: false,
  departmentId: null,
  branchId: null,
  people: {},
  doneBy: {},
  actors: {},
  amountBaseMinor: null,
} as const;

/** For whom a person votes at a step: null for themselves. */
export function principalOf(step: CaseStep, personId: string): string | null {
  return step.candidates.find((one) => one.personId === personId)?.onBehalfOfId ?? null;
}

/** An approving vote needs the outcome's gates (the customer's rule) and the fields its own step must fill. */
export function voteBlockers(request: RequestCase, step: CaseStep, input?: TransitionInput): Blocker[] {
  const filled = ownFields(input);
  const empty = fieldsOfStep(request.type, step.key).filter((key) => isEmpty(request.values[key]) && isEmpty(filled[key]));
  const gates = gateBlockers(request.facts, "approvalOutcome");
  return [...gates, ...empty.map((key) => blocker("field_required", { kind: "field", target: key }, { field: key }))];
}

/** Fields filled in the vote itself. */
export function ownFields(input: TransitionInput | undefined): Record<string, unknown> {
  const fields = input?.["fields"];
  // reason: the route's schema admits an object here and nothing else
  return typeof fields === "object" && fields !== null ? (fields as Record<string, unknown>) : {};
}

/** Casts a vote; the engine decides what follows. The caller has locked and checked the request. */
export async function castVote(
  tx: Tx,
  ctx: Context,
  request: RequestCase,
  decision: Decided,
  input: TransitionInput,
): Promise<RunStep["kind"]> {
  const step = stepOfInput(request, input);
  if (decision === "approve") refuseIfBlocked(voteBlockers(request, step, input));
  const onBehalfOfId = principalOf(step, ctx.actor.id);
  await putByAsked(
    tx,
    ctx,
    request,
    { step: step.key, onBehalfOfId },
    {
      type: "vote",
      at: ctx.now().toISOString(),
      step: step.key,
      voterId: ctx.actor.id,
      onBehalfOfId,
      decision,
      comment: (decision === "approve" ? input.comment : input.reason) ?? "",
      version: request.record.version,
    },
  );
  return step.kind;
}

/** A person named in the input, as another approver or in the place of one. @throws DomainError `bad_input` */
export function personOfInput(input: TransitionInput): string {
  const id = input["personId"];
  if (typeof id === "string") return id;
  throw new DomainError("bad_input", "no person named", { fields: [{ field: "personId", code: "requiredPerson" }] });
}
