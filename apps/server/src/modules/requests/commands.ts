import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";
import { sendBackTask } from "../tasks/commands.ts";
import type { TaskState } from "@tartip/domain/tasks/workflow";
import { carriedOver } from "@tartip/domain/requests/meaning";
import { stepOf } from "@tartip/domain/requests/type";
import { linkRecords } from "../../records/links/own-links.ts";
import { currentType } from "../reference/questions.ts";
import { insertDraft } from "./card/draft.ts";
import { loadCase, type RequestCase } from "./load.ts";
import { putToRun } from "./approval/run.ts";
import { settleRequest as settle } from "./settle.ts";

export { editCard } from "./card/card.ts";
export { createDraft } from "./card/draft.ts";
export { loadCase, type RequestCase } from "./load.ts";

/** The task of a request that has just moved, as its own slice knows it. */
export interface MovedTask {
  id: string;
  stepKey: string | null;
  status: TaskState;
}

/**
 * A task of the request moved (or, without one, something else it depends on did): the graph goes on.
 * The request must be locked before the task.
 */
export async function settleRequest(
  tx: Tx,
  ctx: Context,
  requestId: string,
  moved?: { task: MovedTask; action: string },
): Promise<void> {
  if (moved && moved.action === "handIn") await afterHandIn(tx, ctx, await loadCase(tx, ctx, requestId), moved.task);
  await settle(tx, ctx, requestId);
}

/** Work handed in answers a return to that step, and a step may open the next request of its chain. */
async function afterHandIn(tx: Tx, ctx: Context, request: RequestCase, task: MovedTask): Promise<void> {
  if (request.facts.state === "rework" && request.row.returnedToStep === task.stepKey && task.stepKey !== null) {
    await tx
      .updateTable("requests")
      .set({ answered: true, returned_to_step: null })
      .where("id", "=", request.record.id)
      .execute();
  }
  const step = task.stepKey === null ? undefined : stepOf(request.type, task.stepKey);
  if (step?.creates) await openFollower(tx, ctx, request, step.creates);
}

/** The next request of the same expense chain, prefilled for whoever handed the work in. */
async function openFollower(tx: Tx, ctx: Context, request: RequestCase, typeCode: string): Promise<void> {
  const { values, record, row } = request;
  const carried = ["branch", "department", "title"];
  const prefilled = Object.fromEntries(
    carried.filter((key) => values[key] !== undefined && values[key] !== null).map((key) => [key, values[key]]),
  );
  const { type: next } = await currentType(tx, typeCode);
  const draft = await insertDraft(tx, ctx, typeCode, {
    chainId: row.chainId,
    values: { ...prefilled, ...carriedOver(request.type, values, next) },
  });
  await linkRecords(tx, ctx, record.id, draft.id, "chain");
}

/** The holder of an acceptance step refused the work: the tasks before it are done again, this one waits. */
export async function returnWork(
  tx: Tx,
  ctx: Context,
  task: { id: string; stepKey: string | null; parentRecordId: string | null },
  reason: string,
): Promise<void> {
  if (task.parentRecordId === null || task.stepKey === null) return;
  const request = await loadCase(tx, ctx, task.parentRecordId);
  const before = stepOf(request.type, task.stepKey)?.after ?? [];
  for (const one of request.row.tasks) {
    if (one.stepKey !== null && before.includes(one.stepKey) && one.status === "done") await sendBackTask(tx, ctx, one, reason);
  }
  await voidVotesOn(tx, ctx, request, before);
}

/** Votes given on work that is done again no longer count: their steps are asked anew. */
async function voidVotesOn(tx: Tx, ctx: Context, request: RequestCase, work: readonly string[]): Promise<void> {
  const { run } = request.row;
  if (!run || !["running", "between", "returned"].includes(run.state)) return;
  const steps = run.route
    .filter((step) => step.as === "approval" && step.after.some((key) => work.includes(key)))
    .map((step) => step.key);
  const voted = steps.filter((key) => run.votes.some((vote) => vote.step === key && vote.void === null));
  if (voted.length > 0) await putToRun(tx, ctx, request, { type: "void", at: ctx.now().toISOString(), steps: voted });
}
