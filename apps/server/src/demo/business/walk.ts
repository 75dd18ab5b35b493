import { Readable } from "node:stream";
import { addWorkingMinutes, type WorkingCalendar } from "@tartip/domain/kernel/working-time";
import type { App } from "../../platform/app.ts";
import type { Context } from "../../platform/context.ts";
import { receiveFile } from "../../records/files/upload.ts";
import { membersOf } from "../../records/notices/tell.ts";
import { inTransaction } from "../../platform/db/transaction.ts";
import { transition } from "../../records/transition.ts";
import { editCard, loadCase, type RequestCase } from "../../modules/requests/commands.ts";
import { contextAs } from "../context.ts";

const MAX_BYTES = 5_000_000;

/** A paper that somebody attaches on the way. */
export interface Attachment {
  name: string;
  bytes: Buffer;
}

/** One request on its way: whose clock it is, what is attached, what the accountant fills in. */
export interface Walk {
  app: App;
  calendar: WorkingCalendar;
  id: string;
  /** The instant the next move happens at. */
  at: Date;
  /** The company's present: nothing happens after it. */
  latest: Date;
  /** Working minutes between moves. */
  pace: number;
  attachment: () => Promise<Attachment>;
  /** Fields that owning steps fill in their votes, by step key. */
  fields: Readonly<Record<string, Record<string, unknown>>>;
  result: string;
  comments: readonly string[];
  /** Fields of the request to be filled before a task step is handed in, by step key. */
  beforeTask?: Readonly<Record<string, Record<string, unknown>>>;
}

/** The request as the system sees it, at the walk's clock. */
export async function look(walk: Walk, personId: string): Promise<{ ctx: Context; request: RequestCase }> {
  const ctx = await contextAs(walk.app, personId, walk.at);
  return { ctx, request: await loadCase(walk.app.db, ctx, walk.id) };
}

/** Lets the clock of the walk run on within working hours. */
export function pass(walk: Walk, minutes = walk.pace): void {
  const next = new Date(addWorkingMinutes(walk.calendar, walk.at, minutes));
  walk.at = next < walk.latest ? next : walk.latest;
}

/** Takes an action as a person, by the same door as everybody. */
export async function act(walk: Walk, personId: string, action: string, rest: Record<string, unknown> = {}): Promise<void> {
  const ctx = await contextAs(walk.app, personId, walk.at);
  await transition(ctx, "request", walk.id, { action, version: await versionOf(walk, walk.id), ...rest });
  pass(walk);
}

export async function versionOf(walk: Walk, id: string): Promise<number> {
  const row = await walk.app.db.selectFrom("records").select("version").where("id", "=", id).executeTakeFirstOrThrow();
  return row.version;
}

/** The next natural move, by the person it waits for; false when only money or the author can move it on. */
async function moveOn(walk: Walk, request: RequestCase): Promise<boolean> {
  const { facts, row } = request;
  switch (facts.state) {
    case "new":
      await acceptIt(walk, request);
      return true;
    case "in_progress":
    case "waiting":
      return (await doTask(walk, request)) || (facts.state === "in_progress" && (await sendIt(walk, request)));
    case "approval":
      return (await vote(walk, request)) || doTask(walk, request);
    case "done":
      await act(walk, row.authorId, "close");
      return true;
    default:
      return false;
  }
}

async function authorOf(walk: Walk): Promise<string> {
  const row = await walk.app.db
    .selectFrom("records")
    .select("author_id as id")
    .where("id", "=", walk.id)
    .executeTakeFirstOrThrow();
  return row.id;
}

async function acceptIt(walk: Walk, { row }: RequestCase): Promise<void> {
  if (row.assigneeId) return act(walk, row.assigneeId, "accept");
  const members = row.queueId ? await queueMembers(walk, row.queueId) : [];
  const taker = members.find((id) => id !== row.authorId) ?? members[0];
  if (taker === undefined) throw new Error(`nobody takes request ${walk.id}`);
  return act(walk, taker, "take");
}

async function queueMembers(walk: Walk, queueId: string): Promise<string[]> {
  return inTransaction(walk.app, (tx) => membersOf(tx, queueId));
}

/** Hands in the first open task that waits for a hand and not for a fact. */
async function doTask(walk: Walk, { row, facts }: RequestCase): Promise<boolean> {
  const task = row.tasks.find((one) => one.completesBy === null && ["todo", "in_progress", "rework"].includes(one.status));
  if (!task) return false;
  const barred = [row.authorId, ...facts.record.approverIds];
  const members = task.queueId ? await queueMembers(walk, task.queueId) : [];
  const doer = task.assigneeId ?? members.find((id) => !barred.includes(id)) ?? members[0];
  if (doer === undefined) return false;
  const ctx = await contextAs(walk.app, doer, walk.at);
  if (task.requiresFile) await attach(walk, ctx, task.id, Math.max(1, task.minFiles));
  if (task.status === "todo") await moveTask(walk, ctx, task.id, { action: task.assigneeId ? "start" : "take" });
  pass(walk);
  await fillBefore(walk, row, task.stepKey);
  const later = await contextAs(walk.app, doer, walk.at);
  await moveTask(walk, later, task.id, { action: "handIn", result: walk.result });
  pass(walk);
  return true;
}

async function fillBefore(walk: Walk, row: RequestCase["row"], stepKey: string | null): Promise<void> {
  const values = stepKey === null ? undefined : walk.beforeTask?.[stepKey];
  if (!values || !row.assigneeId) return;
  const { ctx, request } = await look(walk, row.assigneeId);
  await editCard(ctx, walk.id, request.record.version, values);
}

async function moveTask(walk: Walk, ctx: Context, id: string, input: { action: string; result?: string }): Promise<void> {
  await transition(ctx, "task", id, { ...input, version: await versionOf(walk, id) });
}

/** Files handed in with a result, or kept in a field of the form. */
export async function attach(
  walk: Walk,
  ctx: Context,
  recordId: string,
  count = 1,
  fieldKey: string | null = null,
): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    const { name, bytes } = await walk.attachment();
    const named = count > 1 ? name.replace(/(\.\w+)$/u, ` ${n + 1}$1`) : name;
    await receiveFile(ctx, { recordId, fieldKey, shared: false }, named, Readable.from([bytes]), MAX_BYTES);
  }
}

async function sendIt(walk: Walk, { row, facts }: RequestCase): Promise<boolean> {
  const hand = row.assigneeId;
  if (!hand || facts.sent || facts.tasks.some((task) => ["todo", "in_progress", "submitted"].includes(task.state))) return false;
  await act(walk, hand, facts.nextRound === null ? "plan" : "sendForApproval");
  return true;
}

/** The first person asked at the first open step says yes. */
async function vote(walk: Walk, { row }: RequestCase): Promise<boolean> {
  const step = row.steps.find((one) => one.status === "open" && one.candidates.length > 0);
  const voter = step?.candidates[0]?.personId;
  if (!step || voter === undefined) return false;
  const fields = walk.fields[step.key];
  const comment = walk.comments[(row.votes.length + walk.id.charCodeAt(0)) % walk.comments.length] ?? "";
  await act(walk, voter, "approve", { stepId: step.id, comment, ...(fields ? { fields } : {}) });
  return true;
}

/** The first person asked at the first open step takes another action than a vote for it. */
export async function answerStep(walk: Walk, action: "return" | "reject" | "clarify", reason: string): Promise<void> {
  const { request } = await look(walk, await authorOf(walk));
  const step = request.row.steps.find((one) => one.status === "open" && one.candidates.length > 0);
  const voter = step?.candidates[0]?.personId;
  if (!step || voter === undefined) throw new Error(`nobody is asked on request ${walk.id}`);
  await act(walk, voter, action, action === "clarify" ? { reason } : { stepId: step.id, reason });
}

/** Walks until `isThere`, or until nobody can move it. */
export async function walkTo(walk: Walk, isThere: (request: RequestCase) => boolean): Promise<void> {
  const author = await authorOf(walk);
  for (let moves = 0; moves < 60; moves += 1) {
    const { request } = await look(walk, author);
    if (isThere(request) || !(await moveOn(walk, request))) return;
  }
  throw new Error(`request ${walk.id} goes round in circles`);
}
