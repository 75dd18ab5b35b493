import { INVOICE_FILE } from "@tartip/domain/invoices/facts";
import { covers } from "@tartip/domain/access/grants";
import { mayRead } from "@tartip/domain/access/visibility";
import { noRight, type Decision } from "@tartip/domain/kernel/decision";
import type { Actor } from "@tartip/domain/access/actor";
import type { Blocker } from "@tartip/domain/kernel/errors";
import type { Workflow } from "@tartip/domain/kernel/workflow";
import { needs } from "@tartip/domain/kernel/refusals";
import { gateBlockers } from "@tartip/domain/requests/guards";
import { paymentNeeded } from "@tartip/domain/requests/payment";
import { reopensWithoutWork, workBlockers } from "@tartip/domain/tasks/named-work";
import { coordinates, decideRequest, targetOf } from "@tartip/domain/requests/policy";
import { requestWorkflow, type RequestAction } from "@tartip/domain/requests/workflow";
import type { RecordKind, TransitionInput } from "../../records/kinds.ts";
import { takenFromQueue } from "../../records/record.ts";
import { isVoteAction, mayVote, principalIn, stepOfInput, VOTE_EDGES } from "../approvals/questions.ts";
import { closingLinkedToRequest, guardClosing } from "../invoices/commands.ts";
import { invoicesOfRequest, MONEY_NEWS } from "../invoices/questions.ts";
import { basisGuard } from "./card/basis-link.ts";
import { answerReturn } from "./actions/answers.ts";
import { namedWork } from "./actions/work.ts";
import { fileBlockersOf, fileFieldOf, filesChanging } from "./card/files.ts";
import { childMoved } from "./children.ts";
import { REQUEST_EFFECTS } from "./effects.ts";
import { amountsOf, changed, loadCase, type RequestCase } from "./load.ts";
import { allBlockers, labelled } from "./blockers.ts";
import { lockInChain, settleHead } from "./chains/head.ts";
import { settleRequest } from "./settle.ts";
import { requestRuns } from "./approval/run-host.ts";
import { voteBlockers, votedOf } from "./approval/voted.ts";

/** The request's workflow with what approvers do at a step of its run; the engine decides where a vote leads. */
export const requestKindWorkflow: Workflow<string, string> = {
  ...requestWorkflow,
  edges: {
    ...requestWorkflow.edges,
    ...VOTE_EDGES,
  },
};

function isRequestAction(action: string): action is RequestAction {
  return Object.hasOwn(requestWorkflow.edges, action);
}

function may(action: string, actor: Actor, request: RequestCase, input?: TransitionInput): Decision {
  if (actor.external) return noRight("contractor_ceiling");
  const votes = isVoteAction(action) && (request.facts.state === "approval" || !isRequestAction(action));
  if (votes) return mayVote(votedOf(request), actor, action, input);
  // Without a question there is nothing to answer, and a second one has to wait: neither button is shown then.
  if (!input && (request.facts.question !== null ? action === "clarify" : action === "answer")) return noRight("no_permission");
  if (!input && action === "waivePayment" && paymentNeeded(request.facts).length === 0) return noRight("no_permission");
  return isRequestAction(action) ? decideRequest(actor, request.facts, action) : noRight("no_permission");
}

function blockers(action: string, request: RequestCase, input?: TransitionInput): Blocker[] {
  if (action === "approve") {
    const found = input
      ? voteBlockers(request, stepOfInput(request.row, input), input)
      : gateBlockers(request.facts, "approvalOutcome");
    return labelled(request, found);
  }
  if (!isRequestAction(action)) return [];
  return labelled(request, [...allBlockers(request, action), ...blockersOfWork(action, request, input)]);
}

/** A page that lists the actions names no work yet. */
function blockersOfWork(action: RequestAction, { facts, holds }: RequestCase, input?: TransitionInput): Blocker[] {
  if (!input || (action !== "reopen" && action !== "returnDone")) return [];
  const named = namedWork(input);
  const needed = action === "returnDone" || reopensWithoutWork(facts, holds);
  return named || needed ? workBlockers(facts, named ?? {}) : [];
}

/** Actions that make the invoice of a payment request, end it or bring it back: the head of its chain waits for it. */
const MOVES_INVOICE: ReadonlySet<string> = new Set(["submit", "reject", "cancel", "reopen"]);

/** Who takes a request has said that they do it: its first work is not taken a second time. */
const BEGINS_WORK: ReadonlySet<string> = new Set(["take", "accept"]);

export const requestKind: RecordKind<RequestCase> = {
  kind: "request",
  workflow: requestKindWorkflow,
  lock: lockInChain,
  loadFacts: loadCase,
  mayRead: (actor, request) => mayRead(actor, request.facts.record),
  may,
  blockers,
  amounts: amountsOf,
  principal: (actor, request, input) => principalIn(request.row, actor, input),
  sets: takenFromQueue,
  effect: async (tx, ctx, action, request, input) =>
    (await REQUEST_EFFECTS[action]?.(tx, ctx, request, input)) ?? loadCase(tx, ctx, request.record.id),
  settle: async (tx, ctx, { after, record }, { action }) => {
    const moved = record.version === after.record.version ? after : await changed(tx, ctx, after, record);
    const takes = BEGINS_WORK.has(action) && moved.record.assigneeId === ctx.actor.id;
    const settled = await settleRequest(tx, ctx, moved, takes ? ctx.actor.id : null);
    if (MOVES_INVOICE.has(action)) await settleHead(tx, ctx, settled.row);
    return settled;
  },
  files: {
    blockers: fileBlockersOf,
    field: fileFieldOf,
    changing: filesChanging,
    showingAmounts: async () => [INVOICE_FILE],
    keepDraftVersion: true,
  },
  links: {
    blockers: async (tx, ctx, change) => [...(await basisGuard(tx, ctx, change)), ...(await guardClosing(tx, ctx, change))],
    changed: async (tx, ctx, { change, link, fromId }) => {
      if (change === "added" && link === "closing") await closingLinkedToRequest(tx, ctx, fromId);
    },
  },
  childMoved,
  addedTo: answerReturn,
  runs: requestRuns,
  maySetTask: (actor, { record, facts }) =>
    needs(
      record.assigneeId === actor.id || coordinates(actor, facts.record) || covers(actor, "task.create", targetOf(facts.record)),
      "only_responsible_or_coordinator",
    ),
  foundWhole: true,
  streams: { of: invoicesOfRequest, actions: MONEY_NEWS },
};
