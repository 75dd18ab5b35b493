import { requestBlockers } from "@tartip/domain/requests/guards";
import { paymentNeeded } from "@tartip/domain/requests/payment";
import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";
import { setAwaits, type Awaited } from "../../records/notices/awaits.ts";
import { awaitedToName, voters } from "../approvals/questions.ts";
import { inAuthorsPlace } from "./answering/answerer.ts";
import { letGo } from "./answering/let-go.ts";
import type { CaseTask } from "./case-query.ts";
import { changed, type RequestCase } from "./load.ts";

/** Sets who is awaited on the request itself; its tasks have their own. Answers the case with whom that let in or let go. */
export async function refreshAwaits(tx: Tx, ctx: Context, request: RequestCase): Promise<RequestCase> {
  const awaited = awaitedOn(request);
  const added = await inAuthorsPlace(tx, ctx, request, awaited);
  const gone = await letGo(tx, ctx, request, awaited);
  await setAwaits(tx, ctx, request.record.id, [...awaited, ...(await awaitedToName(tx, request.row))]);
  if (added.length + gone.length === 0) return request;
  const stay = request.row.participants.filter(({ personId, role }) => role !== "approver" || !gone.includes(personId));
  return changed(tx, ctx, request, { participants: [...stay, ...added] });
}

/** Who must act now for the request to move, by its state. */
function awaitedOn(request: RequestCase): Awaited[] {
  const { facts } = request;
  const asked: Awaited[] = facts.question ? [{ personId: facts.question.askedId, reason: "clarify" }] : [];
  switch (facts.state) {
    case "new":
      return [...asked, ...firstMove(request)];
    case "in_progress":
      return [...asked, ...nextByHand(request)];
    case "approval":
      return [...asked, ...voters(request.row)];
    case "rework":
      return [...asked, ...correctors(request)];
    case "waiting":
      return [...asked, ...newPayment(request)];
    case "done":
      return [...asked, ...newPayment(request), { personId: facts.answererId, reason: "close" }];
    default:
      return asked;
  }
}

function firstMove({ row }: RequestCase): Awaited[] {
  if (row.assigneeId) return [{ personId: row.assigneeId, reason: "accept", dueAt: row.dueAt }];
  return row.queueId ? [{ queueId: row.queueId, reason: "take", dueAt: row.dueAt }] : [];
}

/**
 * Who mends what was returned: the author, or who answers in their place, unless a task that is done again is awaited first.
 * Finished work is done again by its assignee, who is awaited on the task; the responsible sees to it, and the one who
 * complained waits.
 */
function correctors({ row, facts }: RequestCase): Awaited[] {
  const { assigneeId, returnedBy } = row;
  const { answererId } = facts;
  if (row.returnedFrom === "done") {
    const doer = row.tasks.find((task) => task.id === row.returnedTaskId)?.assigneeId;
    if (row.returnedTaskId === null) return [{ personId: assigneeId ?? answererId, reason: "rework" }];
    return assigneeId === null || assigneeId === doer || assigneeId === returnedBy
      ? []
      : [{ personId: assigneeId, reason: "redo" }];
  }
  const again = row.tasks.find((task) => row.returnedToStep !== null && task.stepKey === row.returnedToStep);
  return again && !isOver(again) ? [] : [{ personId: answererId, reason: "rework" }];
}

function isOver({ status }: Pick<CaseTask, "status">): boolean {
  return status === "done" || status === "cancelled";
}

/** The payment of this purchase was never filed, or came to nothing: the author of its draft files it, else the responsible asks for one. */
function newPayment({ facts, row }: RequestCase): Awaited[] {
  if (paymentNeeded(facts).length === 0) return [];
  const drafter = row.chainDrafts.find((one) => one.id === facts.payment.draft?.id)?.authorId;
  return [{ personId: drafter ?? facts.filerId, reason: "payment_needed" }];
}

/** The responsible is awaited where nothing but their own hand is missing. */
function nextByHand(request: RequestCase): Awaited[] {
  const { facts, row, holds } = request;
  if (!row.assigneeId || facts.sent) return [];
  const openTask = facts.tasks.some((task) => ["todo", "in_progress", "submitted", "rework"].includes(task.state));
  if (facts.nextRound === null || openTask) return [];
  const tasksBlock = requestBlockers(facts, "sendForApproval", holds).some((one) => one.code === "task_open");
  return tasksBlock ? [] : [{ personId: row.assigneeId, reason: "send", dueAt: row.dueAt }];
}
