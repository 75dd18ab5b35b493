import { refuseIfBlocked } from "@tartip/domain/kernel/errors";
import type { ReturnOrigin } from "@tartip/domain/requests/workflow";
import { resubmitTarget } from "@tartip/domain/requests/workflow";
import { carriesInvoice } from "@tartip/domain/requests/meaning";
import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";
import type { TransitionInput } from "../../records/kinds.ts";
import { remindAwaited } from "../../records/notices/remind.ts";
import { loadRecord, setStatus } from "../../records/record.ts";
import { tellPerson } from "../../records/notices/tell.ts";
import { takeVoteAction } from "../approvals/commands.ts";
import { stepOfInput, type VoteAction } from "../approvals/questions.ts";
import { accountReplaced } from "./approval/account.ts";
import { hostFor } from "./approval/run-host.ts";
import { refuseVatInDoubt } from "./approval/vat-in-doubt.ts";
import { voteBlockers, votedOf } from "./approval/voted.ts";
import { follow } from "../invoices/commands.ts";
import { decidedAccount } from "../invoices/questions.ts";
import { blockTask, cancelOpenTasks, restoreTasks, sendBackTask } from "../tasks/commands.ts";
import { accept, acceptLate, take } from "./actions/acceptance.ts";
import { editInVote } from "./card/card.ts";
import { ask, answer } from "./actions/clarify.ts";
import { refuseSelf, setWork } from "./actions/work.ts";
import { leaveGranted, leaveTakenBack } from "./leave/leave.ts";
import { refuseLeaveTwice } from "./leave/overlap.ts";
import { withRun } from "./changes.ts";
import { changed, loadCase, type RequestCase } from "./load.ts";
import {
  decideAgain,
  endRun,
  measureAgain,
  putToRun,
  rebook,
  refreshBase,
  releaseUnpaid,
  startNextRound,
} from "./approval/run.ts";
import { submit } from "./card/submission.ts";

/** Answers the case as it stands after the change; nothing where it must be read again: a vote, an invoice, a comment. */
type Effect = (tx: Tx, ctx: Context, request: RequestCase, input: TransitionInput) => Promise<RequestCase | void>;

const at = (ctx: Context): string => ctx.now().toISOString();

const sendForApproval: Effect = async (tx, ctx, request) => {
  const { id } = request.record;
  const sentAt = ctx.now();
  await tx.updateTable("requests").set({ sent_at: sentAt }).where("id", "=", id).execute();
  const paid = carriesInvoice(request.type);
  if (paid) await follow(tx, ctx, id, "send");
  const sent = paid ? await loadCase(tx, ctx, id) : await changed(tx, ctx, request, { sentAt });
  return startNextRound(tx, ctx, await refreshBase(tx, ctx, sent));
};

const approve: Effect = async (tx, ctx, request, input) => {
  const step = stepOfInput(request.row, input);
  const current = await editInVote(tx, ctx, request, step, input);
  refuseIfBlocked(voteBlockers(current, step, input));
  await refuseVatInDoubt(tx, ctx, step, request, current);
  return vote(tx, ctx, current, "approve", input);
};

/** Back to the author, or to a task step that must be done again; the invoice goes along. */
const returnIt: Effect = async (tx, ctx, request, input) => {
  await vote(tx, ctx, request, "return", input);
  await toRework(tx, ctx, request, "approval", input, stepOfInput(request.row, input).id);
  const task = request.row.tasks.find((one) => one.stepKey !== null && one.stepKey === input["toStep"]);
  if (task && ["in_progress", "submitted", "done"].includes(task.status)) await sendBackTask(tx, ctx, task, input.reason ?? "");
  if (carriesInvoice(request.type)) await follow(tx, ctx, request.record.id, "return", input.reason);
};

async function toRework(
  tx: Tx,
  ctx: Context,
  request: RequestCase,
  from: ReturnOrigin,
  input: TransitionInput,
  stepId: string | null,
) {
  const toStep = typeof input["toStep"] === "string" ? input["toStep"] : null;
  await tx
    .updateTable("requests")
    .set({
      returned_from: from,
      returned_to_step: toStep,
      returned_step_id: stepId,
      returned_at: ctx.now(),
      returned_by: ctx.actor.id,
      return_reason: input.reason ?? null,
      answered: false,
    })
    .where("id", "=", request.record.id)
    .execute();
}

const reject: Effect = async (tx, ctx, request, input) => {
  if (request.facts.state === "approval") await vote(tx, ctx, request, "reject", input);
  await end(tx, ctx, request, input, "reject");
  const { id, authorId, assigneeId } = request.record;
  await tellPerson(tx, ctx, id, authorId, "request_rejected", "author", reasonOf(input));
  if (assigneeId && assigneeId !== authorId)
    await tellPerson(tx, ctx, id, assigneeId, "request_rejected", "responsible", reasonOf(input));
};

const cancel: Effect = async (tx, ctx, request, input) => {
  await end(tx, ctx, request, input, "cancel");
  const { assigneeId } = request.record;
  if (assigneeId) await tellPerson(tx, ctx, request.record.id, assigneeId, "request_cancelled", "responsible", reasonOf(input));
};

/** An early end: open tasks are cancelled, the run is over, the budget gets everything back. */
async function end(tx: Tx, ctx: Context, request: RequestCase, input: TransitionInput, move: "reject" | "cancel"): Promise<void> {
  await tx
    .updateTable("requests")
    .set({ cancel_reason: input.reason ?? null })
    .where("id", "=", request.record.id)
    .execute();
  await cancelOpenTasks(tx, ctx, request.row.tasks, input.reason ?? "");
  await endRun(tx, ctx, request, move === "reject" ? "rejected" : "cancelled");
  await leaveTakenBack(tx, ctx, request);
  if (carriesInvoice(request.type)) await follow(tx, ctx, request.record.id, move, input.reason);
}

const resubmit: Effect = async (tx, ctx, request) => {
  const { row, record, facts } = request;
  const origin = facts.returnedFrom ?? "approval";
  const to = resubmitTarget(origin);
  if (to === "approval") {
    const measured = await measureAgain(tx, ctx, await refreshBase(tx, ctx, await invoiceSentAgain(tx, ctx, request)));
    await putToRun(tx, ctx, measured.request, { type: "resubmit", at: at(ctx) });
    await decideAgain(tx, ctx, measured);
  }
  await tx
    .updateTable("requests")
    .set({ returned_from: null, returned_to_step: null, returned_step_id: null, answered: false })
    .where("id", "=", record.id)
    .execute();
  await setStatus(tx, ctx, row, to, "resubmit", { final: false });
};

async function invoiceSentAgain(tx: Tx, ctx: Context, request: RequestCase): Promise<RequestCase> {
  if (!carriesInvoice(request.type)) return request;
  const was = await decidedAccount(tx, request.record.id);
  await follow(tx, ctx, request.record.id, "resubmit");
  return accountReplaced(tx, ctx, request, was);
}

/** The accountant takes an approved payment back: the reservation is released, votes fall, later tasks wait again. */
const recall: Effect = async (tx, ctx, request, input) => {
  await putToRun(tx, ctx, request, { type: "recall", at: at(ctx) });
  await leaveTakenBack(tx, ctx, request);
  if (carriesInvoice(request.type)) await follow(tx, ctx, request.record.id, "recall", input.reason);
  for (const task of request.row.tasks) {
    if (task.completesBy !== null && ["todo", "in_progress"].includes(task.status)) await blockTask(tx, ctx, task);
  }
  await toRework(tx, ctx, request, "recall", input, null);
  await tellPerson(tx, ctx, request.record.id, request.record.authorId, "request_recalled", "author", reasonOf(input));
};

/** Finished work is returned with what is to be done again; the request comes back by itself when that is over. */
const returnDone: Effect = async (tx, ctx, request, input) => {
  refuseSelf(ctx, request, input);
  await toRework(tx, ctx, request, "done", input, null);
  const taskId = await setWork(tx, ctx, request, input);
  await tx.updateTable("requests").set({ returned_task_id: taskId }).where("id", "=", request.record.id).execute();
  const { assigneeId } = request.record;
  const doer = taskId === null ? null : (await loadRecord(tx, taskId)).assigneeId;
  // Who does it is told by the task.
  if (assigneeId && assigneeId !== doer)
    await tellPerson(tx, ctx, request.record.id, assigneeId, "request_returned", "responsible", reasonOf(input));
};

/** A finished request lives again: cancelled tasks come back, work is named, old votes no longer count, the budget learns of it. */
const reopen: Effect = async (tx, ctx, request, input) => {
  await refuseLeaveTwice(tx, ctx, request);
  await endRun(tx, ctx, request, "reopened");
  await leaveTakenBack(tx, ctx, request);
  await tx
    .updateTable("requests")
    .set({
      sent_at: null,
      rate_micro: null,
      returned_from: null,
      returned_to_step: null,
      returned_task_id: null,
      answered: false,
    })
    .set({ payment_waived_at: null, payment_waived_by: null, payment_waived_reason: null })
    .where("id", "=", request.record.id)
    .execute();
  await restoreTasks(tx, ctx, request.record.id);
  await acceptLate(tx, ctx, request);
  await setWork(tx, ctx, request, input);
  if (carriesInvoice(request.type)) await follow(tx, ctx, request.record.id, "reopen", input.reason);
  else await rebook(tx, ctx, await loadCase(tx, ctx, request.record.id), "reopened");
  await tellPerson(tx, ctx, request.record.id, request.record.authorId, "request_reopened", "author", reasonOf(input));
};

const close: Effect = async (tx, ctx, request) => {
  const { id, authorId, assigneeId } = request.record;
  await tellPerson(tx, ctx, id, authorId, "request_closed", "author");
  if (assigneeId && assigneeId !== authorId) await tellPerson(tx, ctx, id, assigneeId, "request_closed", "responsible");
  return releaseUnpaid(tx, ctx, request, "closed");
};

/** «Оплата не требуется»: what the estimate still holds goes back to the budget, once. */
const waivePayment: Effect = async (tx, ctx, request, input) => {
  const { id, authorId, assigneeId } = request.record;
  await tx
    .updateTable("requests")
    .set({ payment_waived_at: ctx.now(), payment_waived_by: ctx.actor.id, payment_waived_reason: input.reason ?? "" })
    .where("id", "=", id)
    .execute();
  await releaseUnpaid(tx, ctx, request, "payment_not_needed");
  await tellPerson(tx, ctx, id, authorId, "payment_waived", "author", reasonOf(input));
  if (assigneeId && assigneeId !== authorId)
    await tellPerson(tx, ctx, id, assigneeId, "payment_waived", "responsible", reasonOf(input));
  return changed(tx, ctx, request, { paymentWaivedAt: ctx.now() });
};

/** An action of a person asked at a step. */
async function vote(
  tx: Tx,
  ctx: Context,
  request: RequestCase,
  action: VoteAction,
  input: TransitionInput,
): Promise<RequestCase> {
  const change = await takeVoteAction(tx, ctx, votedOf(request), await hostFor(tx, ctx, request), action, input);
  return changed(tx, ctx, request, withRun(request.row, change));
}

const voting =
  (action: VoteAction): Effect =>
  (tx, ctx, request, input) =>
    vote(tx, ctx, request, action, input);

function reasonOf(input: TransitionInput): Record<string, string> {
  return input.reason ? { reason: input.reason } : {};
}

/** The change behind each action of a person; the system's moves are in `settle.ts`. */
export const REQUEST_EFFECTS: Readonly<Record<string, Effect>> = {
  submit,
  accept,
  take,
  sendForApproval,
  approve,
  return: returnIt,
  reject,
  withdraw: voting("withdraw"),
  reassign: voting("reassign"),
  addApprover: voting("addApprover"),
  resubmit,
  recall,
  returnDone,
  cancel,
  reopen,
  plan: leaveGranted,
  close,
  waivePayment,
  remind: async (tx, ctx, request) => {
    await remindAwaited(tx, ctx, request.record.id);
    return changed(tx, ctx, request, { remindedAt: ctx.now() });
  },
  clarify: ask,
  answer,
};
