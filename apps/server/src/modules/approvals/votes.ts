import type { Actor } from "@tartip/domain/access/actor";
import { covers } from "@tartip/domain/access/grants";
import { runContext } from "@tartip/domain/approvals/context";
import type { Decided } from "@tartip/domain/approvals/run";
import type { Holds } from "@tartip/domain/approvals/steps";
import { decideNaming, decideVote, decideWithdraw } from "@tartip/domain/approvals/votes";
import { ALLOWED, noRight, type Decision } from "@tartip/domain/kernel/decision";
import { DomainError, notFound } from "@tartip/domain/kernel/errors";
import type { RefusalCode } from "@tartip/domain/kernel/refusals";
import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";
import type { TransitionInput } from "../../records/kinds.ts";
import { tellWatchers } from "../../records/notices/followers.ts";
import type { RecordRow } from "../../records/record.ts";
import type { RunChange } from "./advance.ts";
import type { RunHost } from "../../records/run-host.ts";
import { putByAsked, putToRun } from "./moves.ts";
import type { RunRows, StepRow } from "./rows.ts";
import { stepsWithoutVoter } from "./voters.ts";

/** What a person does at a step of the run; each is a transition of the record with a `stepId`. */
const VOTE_ACTIONS = ["approve", "return", "reject", "withdraw", "reassign", "addApprover"] as const;
export type VoteAction = (typeof VOTE_ACTIONS)[number];

/** What approvers do without a state of its own to lead to: the engine decides where a vote leads. */
export const VOTE_EDGES = {
  approve: { from: ["approval"], to: null },
  withdraw: { from: ["approval"], to: null },
  reassign: { from: ["approval"], to: null },
  addApprover: { from: ["approval"], to: null },
} as const;

export function isVoteAction(action: string): action is VoteAction {
  return VOTE_ACTIONS.some((one) => one === action);
}

/** A loaded record with its run, as the rules of a vote look at it. */
export interface Voted extends RunRows {
  record: Pick<RecordRow, "id" | "kind" | "authorId" | "version">;
  /** S1: who may not vote on it, and why. */
  barred: ReadonlyMap<string, RefusalCode>;
  holds: Holds;
}

/** The step the input names; it must be one of this record's run. @throws DomainError `not_found` */
export function stepOfInput(of: Pick<RunRows, "steps">, input: TransitionInput | undefined): StepRow {
  const step = of.steps.find((one) => one.id === input?.stepId);
  if (!step) throw notFound("approval step");
  return step;
}

/** The open steps this person is asked at and has not voted at yet. */
export function ownOpenSteps({ steps, votes }: Pick<RunRows, "steps" | "votes">, personId: string): StepRow[] {
  const voted = (step: StepRow): boolean =>
    votes.some((vote) => vote.decision === "approve" && vote.stepId === step.id && vote.personId === personId);
  return steps.filter(
    (step) => step.status === "open" && step.candidates.some((one) => one.personId === personId) && !voted(step),
  );
}

/** Steps at which this person could take the action, for pages that show one button. */
function stepsFor(voted: Voted, action: VoteAction, personId: string): StepRow[] {
  const own = ownOpenSteps(voted, personId);
  if (action === "withdraw") return voted.steps;
  return action === "reassign" ? [...own, ...stepsWithoutVoter(voted)] : own;
}

/** With a step named, the step's own rule; without one (a page asking), whether any of the person's steps allows it. */
export function mayVote(voted: Voted, actor: Actor, action: VoteAction, input: TransitionInput | undefined): Decision {
  if (input) return mayVoteAt(voted, actor, action, stepOfInput(voted, input));
  const decisions = stepsFor(voted, action, actor.id).map((step) => mayVoteAt(voted, actor, action, step));
  return decisions.find((one) => one.allowed) ?? decisions.find((one) => !one.allowed && !one.hidden) ?? noRight("only_approver");
}

/** Whether the person names somebody for a step where nobody may act, rather than handing on a place of their own. */
export function isNaming({ run }: Pick<RunRows, "run">, actor: Actor, step: Pick<StepRow, "key">): boolean {
  return run !== null && decideNaming(run, step.key, covers(actor, "people.manage")).allowed;
}

/** Whether the person may take a voting action at a step: the engine's own rule, asked before the change. */
function mayVoteAt(voted: Voted, actor: Actor, action: VoteAction, step: StepRow): Decision {
  const { run, record } = voted;
  if (!run || actor.external) return noRight("step_not_open");
  if (action === "withdraw") return decideWithdraw(run, step.key, actor.id);
  if (action === "reassign" && isNaming(voted, actor, step)) return ALLOWED;
  const context = runContext(run, {
    org: { people: [], departments: [], substitutions: [], ownerStandInId: null },
    subject: { ...NOBODYS, kind: record.kind, authorId: record.authorId },
    barred: voted.barred,
    overLimit: null,
    holds: voted.holds,
    hashFor: () => "",
  });
  return decideVote(run, context, step.key, { personId: actor.id, onBehalfOfId: principalOf(step, actor.id) });
}

/** The candidates stand in the run already, so the rule that finds them has nothing to look at. */
const NOBODYS = {
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
function principalOf(step: StepRow, personId: string): string | null {
  return step.candidates.find((one) => one.personId === personId)?.onBehalfOfId ?? null;
}

/** For whom the person acts at the step the input names, when they stand in for somebody. */
export function principalIn(of: Pick<RunRows, "steps">, actor: Actor, input: TransitionInput): string | null {
  const step = of.steps.find((one) => one.id === input.stepId);
  return step ? principalOf(step, actor.id) : null;
}

/**
 * What a person asked at a step does there; the engine decides what follows. The caller has locked and checked the record.
 *
 * @param version what is voted on, as the sheet names it: the record's version, or the one of its file
 * @returns what it made of the run
 */
export async function takeVoteAction(
  tx: Tx,
  ctx: Context,
  voted: Voted,
  host: RunHost,
  action: VoteAction,
  input: TransitionInput,
  version = voted.record.version,
): Promise<RunChange> {
  const step = stepOfInput(voted, input);
  const at = ctx.now().toISOString();
  const { id } = voted.record;
  const asked = { step: step.key, onBehalfOfId: principalOf(step, ctx.actor.id) };
  switch (action) {
    case "withdraw":
      return putToRun(tx, ctx, id, host, { type: "withdraw", at, step: step.key, voterId: ctx.actor.id });
    case "reassign": {
      const event = { type: "reassign", at, step: step.key, fromId: ctx.actor.id, toId: personOfInput(input) } as const;
      const naming = isNaming(voted, ctx.actor, step);
      if (naming) return putToRun(tx, ctx, id, host, { ...event, naming });
      return putByAsked(tx, ctx, id, host, asked, event);
    }
    case "addApprover":
      return putByAsked(tx, ctx, id, host, asked, { type: "addApprover", at, beside: step.key, personId: personOfInput(input) });
    default:
      tellWatchers(tx, ctx, id, { event: "decision_given" });
      return putByAsked(tx, ctx, id, host, asked, { ...asked, ...votedBy(ctx, action, input), type: "vote", at, version });
  }
}

function votedBy(ctx: Context, decision: Decided, input: TransitionInput) {
  return { voterId: ctx.actor.id, decision, comment: (decision === "approve" ? input.comment : input.reason) ?? "" };
}

/** A person named in the input, as another approver or in the place of one. @throws DomainError `bad_input` */
function personOfInput(input: TransitionInput): string {
  const id = input["personId"];
  if (typeof id === "string") return id;
  throw new DomainError("bad_input", "no person named", { fields: [{ field: "personId", code: "requiredPerson" }] });
}
