import { carriedOver } from "@tartip/domain/requests/meaning";
import { stepOf } from "@tartip/domain/requests/type";
import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";
import type { ChildNews } from "../../records/kinds.ts";
import { linkRecords } from "../../records/links/own-links.ts";
import { currentType } from "../reference/questions.ts";
import { sendBackTask } from "../tasks/commands.ts";
import { dueAgain } from "./actions/work.ts";
import { putToRun } from "./approval/run.ts";
import { insertDraft } from "./card/draft.ts";
import type { CaseTask } from "./case-query.ts";
import { settleHead } from "./chains/head.ts";
import { changed, loadCase, type RequestCase } from "./load.ts";
import { settleRequest } from "./settle.ts";

/** A task or an invoice of the request moved: the graph goes on. */
export async function childMoved(tx: Tx, ctx: Context, requestId: string, child: ChildNews): Promise<void> {
  return child.kind === "invoice" ? followInvoice(tx, ctx, requestId, child) : followTask(tx, ctx, requestId, child);
}

async function followTask(tx: Tx, ctx: Context, requestId: string, child: ChildNews): Promise<void> {
  let request = await loadCase(tx, ctx, requestId);
  const task = request.row.tasks.find((one) => one.id === child.id);
  if (task && child.event === "handIn") request = await afterHandIn(tx, ctx, request, task);
  if (task && child.event === "refuseWork") {
    await afterRefusal(tx, ctx, request, task, child.reason ?? "");
    request = await loadCase(tx, ctx, requestId);
  }
  await settleRequest(tx, ctx, request);
}

/**
 * What follows of money for requests: the invoice's own, and the purchase at the head of its chain, which waits for the
 * same money. What moves money has locked the head first.
 */
async function followInvoice(tx: Tx, ctx: Context, requestId: string, child: ChildNews): Promise<void> {
  if (child.event === "status") return;
  const request = await loadCase(tx, ctx, requestId);
  const asked = child.event === "unpaid" && (await askToPayAgain(tx, ctx, request, child.reason ?? ""));
  const { row } = await settleRequest(tx, ctx, asked ? await loadCase(tx, ctx, requestId) : request);
  if (child.event !== "closing_linked") await settleHead(tx, ctx, row);
}

/** Money came back and is owed again: the payment is asked for as when its turn came. Answers whether there was such a task. */
async function askToPayAgain(tx: Tx, ctx: Context, request: RequestCase, reason: string): Promise<boolean> {
  const paid = request.row.tasks.filter((one) => one.completesBy === "invoicePaid" && one.status === "done");
  if (!request.row.open) return false;
  for (const task of paid) await sendBackTask(tx, ctx, task, reason, await dueAgain(tx, ctx, request, task));
  return paid.length > 0;
}

/** Work handed in answers a return to that step, and a step may open the next request of its chain. */
async function afterHandIn(tx: Tx, ctx: Context, request: RequestCase, task: CaseTask): Promise<RequestCase> {
  const step = task.stepKey === null ? undefined : stepOf(request.type, task.stepKey);
  const opened = step?.creates !== undefined && (await openFollower(tx, ctx, request, step.creates));
  if (request.facts.state === "rework" && request.row.returnedToStep === task.stepKey && task.stepKey !== null) {
    await tx
      .updateTable("requests")
      .set({ answered: true, returned_to_step: null })
      .where("id", "=", request.record.id)
      .execute();
    if (!opened) return changed(tx, ctx, request, { answered: true, returnedToStep: null });
  }
  return opened ? loadCase(tx, ctx, request.record.id) : request;
}

/**
 * The next request of the same expense chain, prefilled for the person who handed the work in. Work handed in again opens no
 * second one beside one that lives; answers whether it did.
 */
async function openFollower(tx: Tx, ctx: Context, request: RequestCase, typeCode: string): Promise<boolean> {
  const { values, record, row } = request;
  if (await hasFollower(tx, row.chainId, typeCode)) return false;
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
  return true;
}

/** A draft of an author who left, or is a contractor now, is none: nobody opens it any more. */
async function hasFollower(tx: Tx, chainId: string, typeCode: string): Promise<boolean> {
  const found = await tx
    .selectFrom("requests")
    .innerJoin("records", "records.id", "requests.id")
    .innerJoin("people", "people.id", "records.author_id")
    .select("records.id")
    .where("requests.chain_id", "=", chainId)
    .where("requests.type_code", "=", typeCode)
    .where("records.status", "<>", "rejected")
    .where((eb) =>
      eb.or([eb("records.status", "<>", "draft"), eb.and([eb("people.active", "=", true), eb("people.external", "=", false)])]),
    )
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

/** The holder of an acceptance step refused the work: the tasks before it are done again, this one waits. */
async function afterRefusal(tx: Tx, ctx: Context, request: RequestCase, task: CaseTask, reason: string): Promise<void> {
  if (task.stepKey === null) return;
  const before = stepOf(request.type, task.stepKey)?.after ?? [];
  for (const one of request.row.tasks) {
    if (one.stepKey !== null && before.includes(one.stepKey) && one.status === "done") await sendBackTask(tx, ctx, one, reason);
  }
  await voidVotesOn(tx, ctx, request, before);
}

/** Votes given on work that is done again no longer count: their steps are asked again. */
async function voidVotesOn(tx: Tx, ctx: Context, request: RequestCase, work: readonly string[]): Promise<void> {
  const { run } = request.row;
  if (!run || !["running", "between", "returned"].includes(run.state)) return;
  const steps = run.route
    .filter((step) => step.as === "approval" && step.after.some((key) => work.includes(key)))
    .map((step) => step.key);
  const voted = steps.filter((key) => run.votes.some((vote) => vote.step === key && vote.void === null));
  if (voted.length > 0) await putToRun(tx, ctx, request, { type: "void", at: ctx.now().toISOString(), steps: voted });
}
