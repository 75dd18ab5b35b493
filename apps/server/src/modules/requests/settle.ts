import { channel } from "node:diagnostics_channel";
import { companyDay } from "@tartip/domain/kernel/calendar";
import { addWorkingMinutes, type WorkingCalendar } from "@tartip/domain/kernel/working-time";
import { advance, ancestorsOf, roundsOf, type StepChange } from "@tartip/domain/approvals/steps";
import { stepOf, type RequestStep } from "@tartip/domain/requests/type";
import { requestWorkflow, STEPS_OPEN_IN, type RequestAction, type RequestState } from "@tartip/domain/requests/workflow";
import { reviewerOf } from "@tartip/domain/tasks/facts";
import { audit } from "../../platform/audit.ts";
import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";
import { setStatus } from "../../records/record.ts";
import { tellPerson } from "../../records/notices/tell.ts";
import { loadOrg } from "../access/questions.ts";
import { workCalendar } from "../reference/questions.ts";
import { beginTask, blockTask, completeTask, openTask, skipTask, type TaskMove } from "../tasks/commands.ts";
import { giveOnWork } from "./answering/work-left.ts";
import { refreshAwaits } from "./awaiting.ts";
import type { CaseTask } from "./case-query.ts";
import { withTaskMoved } from "./changes.ts";
import { leaveGranted } from "./leave/leave.ts";
import { allBlockers } from "./blockers.ts";
import { changed, type RequestCase } from "./load.ts";
import { commitAfterRound, finishRun, startNextRound } from "./approval/run.ts";
import { doerOf, doersBefore, isOwnWork } from "./approval/people.ts";

/** More moves than any type has steps: a circle here must fail with an error, not spin. */
const MOST_MOVES = 100;

/**
 * Brings a request to rest: opens and skips steps, closes tasks whose fact has come true, starts the next round,
 * finishes the run, completes the request. Called in the transaction of every change that may move it.
 *
 * @param request the case as this transaction left it
 * @param takerId who has just taken it and begins its first work in the same act
 * @returns the case at rest
 */
export async function settleRequest(
  tx: Tx,
  ctx: Context,
  request: RequestCase,
  takerId: string | null = null,
): Promise<RequestCase> {
  let standing = request;
  for (let moves = 0; moves < MOST_MOVES; moves += 1) {
    const moved = await moveOnce(tx, ctx, standing, takerId);
    if (moved === null) {
      const atRest = await refreshAwaits(tx, ctx, standing);
      await showSettled(tx, ctx, atRest);
      return atRest;
    }
    standing = moved;
  }
  throw new Error(`request ${request.record.id} does not come to rest`);
}

const settled = channel("tartip.request.settled");

/** A case at rest, shown to those who listen: nobody but the tests, which compare it with what the database holds. */
async function showSettled(tx: Tx, ctx: Context, request: RequestCase): Promise<void> {
  if (!settled.hasSubscribers) return;
  const looks: Promise<void>[] = [];
  settled.publish({ tx, ctx, request, looks });
  await Promise.all(looks);
}

/** The one next move of the system, if there is any: the case after it. */
async function moveOnce(tx: Tx, ctx: Context, request: RequestCase, takerId: string | null): Promise<RequestCase | null> {
  const { state } = request.facts;
  const given = await giveOnWork(tx, ctx, request);
  if (given) return given;
  if (state !== "rework" && state !== "done" && !STEPS_OPEN_IN.includes(state)) return null;
  const put = await putBack(tx, ctx, request);
  if (put) return put;
  if (state === "rework") return moveRedone(tx, ctx, request);
  const moved = await moveTasks(tx, ctx, request, takerId);
  if (moved) return moved;
  switch (state) {
    case "in_progress":
      return moveWork(tx, ctx, request);
    case "approval":
      return moveApproval(tx, ctx, request);
    default:
      return take(tx, ctx, request, "complete");
  }
}

/**
 * What is before an open step is open again. An acceptance waits for the work and is given out anew afterwards, as its holder may be
 * the one who does it this time. Any step waits for what is itself waiting: else it would be awaited, and could not be done.
 */
async function putBack(tx: Tx, ctx: Context, request: RequestCase): Promise<RequestCase | null> {
  const { row } = request;
  const task = row.tasks.find((one) => ["todo", "in_progress"].includes(one.status) && waitsAgain(request, one));
  return task ? changed(tx, ctx, request, withTaskMoved(row, await blockTask(tx, ctx, task))) : null;
}

function waitsAgain({ type, row }: RequestCase, { stepKey }: CaseTask): boolean {
  const step = stepKey === null ? undefined : stepOf(type, stepKey);
  if (!step) return false;
  const before = row.tasks.filter((one) => one.stepKey !== null && step.after.includes(one.stepKey));
  const isOver = ({ status }: CaseTask): boolean => status === "done" || status === "cancelled";
  return before.some((one) => (step.acceptance ? !isOver(one) : one.status === "blocked"));
}

/** Tasks by the graph: those whose turn has come open or fall away; facts close what waits for them. */
async function moveTasks(tx: Tx, ctx: Context, request: RequestCase, takerId: string | null): Promise<RequestCase | null> {
  const { type, facts, holds, row } = request;
  const ahead = STEPS_OPEN_IN.includes(facts.state) ? advance(type, facts.steps, holds, null) : [];
  const changes = ahead.filter((change) => mayMove(request, change.step));
  const fact = row.tasks.find((task) => isFulfilled(request, task));
  if (changes.length === 0 && !fact) return null;
  const calendar = await workCalendar(tx);
  let after = row;
  for (const change of changes) {
    const begun = after.tasks.some(({ status, assigneeId }) => status === "in_progress" && assigneeId === takerId);
    const move = await moveStep(tx, ctx, request, change, { calendar, takerId: begun ? null : takerId });
    if (move) after = withTaskMoved(after, move);
  }
  if (fact) after = withTaskMoved(after, await completeTask(tx, ctx, fact));
  return changed(tx, ctx, request, after);
}

/** While a round runs, what stands after it waits for its whole outcome: an over-limit decision is no step of the graph. */
function mayMove({ type, facts, row }: RequestCase, key: string): boolean {
  if (stepOf(type, key)?.as !== "task") return false;
  if (facts.state !== "approval" || row.run === null) return true;
  const running = new Set(roundsOf(type)[row.run.round] ?? []);
  return [...ancestorsOf(type, key)].every((before) => !running.has(before));
}

function isFulfilled({ row }: RequestCase, task: CaseTask): boolean {
  if (!["todo", "in_progress", "rework"].includes(task.status) || row.invoices.length === 0) return false;
  const counted = row.invoices.filter((one) => !["cancelled", "rejected"].includes(one.status));
  if (counted.length === 0) return false;
  if (task.completesBy === "invoicePaid") return counted.every((one) => one.status === "paid" || one.status === "closed");
  return task.completesBy === "closingDocumentLinked" && counted.every((one) => one.closingLinked);
}

async function moveStep(
  tx: Tx,
  ctx: Context,
  request: RequestCase,
  change: StepChange,
  { calendar, takerId }: { calendar: WorkingCalendar; takerId: string | null },
): Promise<TaskMove | null> {
  const step = stepOf(request.type, change.step);
  const task = request.row.tasks.find((one) => one.stepKey === change.step);
  if (!step || !task || task.status !== "blocked") return null;
  if (change.change === "skip" || (await isDoneAlready(request, step, tx, ctx))) return skipTask(tx, ctx, task);
  const doer = await doerOf(tx, ctx, request, step, takerId);
  const setterId = request.record.assigneeId ?? request.record.authorId;
  const after = (hours: number): Date => new Date(addWorkingMinutes(calendar, ctx.now(), hours * 60));
  const opened = await openTask(tx, ctx, task, request.record, {
    doer,
    dueAt: after(step.slaWorkHours),
    setterId,
    reviewerId: reviewerOf(doer.assigneeId, {
      review: step.review ?? false,
      setterId,
      responsibleId: request.record.assigneeId,
      managerId: null,
    }),
    autoCloseAt: step.autoCloseWorkHours === undefined ? null : after(step.autoCloseWorkHours),
  });
  const begins = takerId !== null && doer.assigneeId === takerId && step.completesBy === undefined;
  return begins ? beginTask(tx, ctx, opened) : opened;
}

/** An acceptance step of the person who did the work before it is skipped: nobody accepts their own result. */
async function isDoneAlready(request: RequestCase, step: RequestStep, tx: Tx, ctx: Context): Promise<boolean> {
  if (!step.acceptance) return false;
  if (isOwnWork(await loadOrg(tx, companyDay(ctx.now()), request.row.stamp), request, step)) return true;
  const doer = await doerOf(tx, ctx, request, step);
  return doer.assigneeId !== null && doersBefore(request, step).includes(doer.assigneeId);
}

/** В работе: the next round starts by itself once its tasks are closed; without approvals the work waits its end. */
async function moveWork(tx: Tx, ctx: Context, request: RequestCase): Promise<RequestCase | null> {
  const { facts, row } = request;
  const isBetweenRounds = row.run?.state === "between" || (row.run !== null && row.run.state === "idle");
  if (facts.nextRound !== null) {
    if (!isBetweenRounds || blockedFrom(request, "startRound")) return null;
    return take(tx, ctx, await startNextRound(tx, ctx, request), "startRound");
  }
  const closed = facts.tasks.length > 0 && facts.tasks.every((task) => task.state === "done" || task.state === "cancelled");
  if (!closed || blockedFrom(request, "plan")) return null;
  return take(tx, ctx, request, "plan");
}

/** На согласовании: a finished round commits what it must, then leads back to work or on to payment. */
async function moveApproval(tx: Tx, ctx: Context, request: RequestCase): Promise<RequestCase | null> {
  const state = request.row.run?.state;
  if (state !== "between" && state !== "approved") return null;
  if (state === "approved" && blockedFrom(request, "finishApproval")) return null;
  const money = state === "between" ? await commitAfterRound(tx, ctx, request) : await finishRun(tx, ctx, request);
  if (!money.passed) return money.request;
  return take(tx, ctx, money.request, state === "between" ? "passRound" : "finishApproval");
}

/** Возврат после «Выполнено»: when the named work is over, the request comes back, and the one who returned it learns of it. */
async function moveRedone(tx: Tx, ctx: Context, request: RequestCase): Promise<RequestCase | null> {
  if (blockedFrom(request, "redone")) return null;
  const { record, row } = request;
  await tx
    .updateTable("requests")
    .set({ returned_from: null, returned_task_id: null, answered: false })
    .where("id", "=", record.id)
    .execute();
  const { returnedBy } = row;
  if (returnedBy && returnedBy !== record.authorId) await tellPerson(tx, ctx, record.id, returnedBy, "request_done", "returned");
  return take(tx, ctx, await changed(tx, ctx, request, { returnedFrom: null, returnedTaskId: null, answered: false }), "redone");
}

function blockedFrom(request: RequestCase, action: RequestAction): boolean {
  return allBlockers(request, action).length > 0;
}

/** Takes an automatic edge when it leads from here and nothing blocks it. */
async function take(tx: Tx, ctx: Context, request: RequestCase, action: RequestAction): Promise<RequestCase | null> {
  const edge = requestWorkflow.edges[action];
  const { state } = request.facts;
  // reason: the workflow's states are narrower in the edge's own literal type
  if (!(edge.from as readonly RequestState[]).includes(state) || edge.to === null || blockedOnEntry(request, action)) return null;
  const moved = await setStatus(tx, ctx, request.record, edge.to, action, { final: false, automatic: true });
  await audit(tx, ctx, {
    action: `request.${action}`,
    recordId: request.record.id,
    entity: "request",
    entityId: request.record.id,
    before: { status: state },
    after: { status: edge.to },
  });
  if (action === "finishApproval" || action === "plan") await leaveGranted(tx, ctx, request);
  await announce(tx, ctx, request, action);
  return changed(tx, ctx, request, moved);
}

/** Rounds were checked before they started; only completion is still open here. */
function blockedOnEntry(request: RequestCase, action: RequestAction): boolean {
  return action === "complete" && blockedFrom(request, action);
}

async function announce(tx: Tx, ctx: Context, { record }: RequestCase, action: RequestAction): Promise<void> {
  if (action === "finishApproval") {
    await tellPerson(tx, ctx, record.id, record.authorId, "request_approved", "author");
    if (record.assigneeId) await tellPerson(tx, ctx, record.id, record.assigneeId, "request_approved", "responsible");
  }
  if (action === "complete") await tellPerson(tx, ctx, record.id, record.authorId, "request_done", "author");
}
