import { requestBlockers } from "@tartip/domain/requests/guards";
import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";
import { setAwaits, type Awaited } from "../../records/notices/awaits.ts";
import { awaitedToName, voters } from "../approvals/questions.ts";
import type { RequestCase } from "./load.ts";

/** Sets who is awaited on the request itself; its tasks have their own. */
export async function refreshAwaits(tx: Tx, ctx: Context, request: RequestCase): Promise<void> {
  await setAwaits(tx, ctx, request.record.id, [...awaitedOn(request), ...(await awaitedToName(tx, request.row))]);
}

/** Who must act now for the request to move, by its state. */
function awaitedOn(request: RequestCase): Awaited[] {
  const { row, facts } = request;
  const asked: Awaited[] = facts.questionOpen ? [{ personId: row.authorId, reason: "clarify" }] : [];
  switch (facts.state) {
    case "new":
      return [...asked, ...firstMove(request)];
    case "in_progress":
      return [...asked, ...nextByHand(request)];
    case "approval":
      return [...asked, ...voters(request.row)];
    case "rework":
      return [...asked, ...(row.returnedToStep === null ? [{ personId: row.authorId, reason: "rework" } as const] : [])];
    case "waiting":
      return [...asked, ...newPayment(request)];
    case "done":
      return [...asked, { personId: row.authorId, reason: "close" }];
    default:
      return asked;
  }
}

function firstMove({ row }: RequestCase): Awaited[] {
  if (row.assigneeId) return [{ personId: row.assigneeId, reason: "accept", dueAt: row.dueAt }];
  return row.queueId ? [{ queueId: row.queueId, reason: "take", dueAt: row.dueAt }] : [];
}

/** The payment of this purchase was rejected or cancelled: its responsible asks for another, or gives the purchase up. */
function newPayment({ facts, row, holds }: RequestCase): Awaited[] {
  const needed = requestBlockers(facts, "complete", holds).some((one) => one.code === "payment_needed");
  return needed ? [{ personId: row.assigneeId ?? row.authorId, reason: "payment_needed" }] : [];
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
