import type { Candidate } from "@tartip/domain/access/candidates";
import { answererOf } from "@tartip/domain/access/answerer";
import { personOf, type OrgSnapshot } from "@tartip/domain/access/organisation";
import { companyDay } from "@tartip/domain/kernel/calendar";
import { needsInsider, stepOf, type RequestStep } from "@tartip/domain/requests/type";
import { audit } from "../../../platform/audit.ts";
import type { Context } from "../../../platform/context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import { addParticipant, moveParticipant } from "../../../records/participants.ts";
import { patchRecord } from "../../../records/record.ts";
import { tellPerson } from "../../../records/notices/tell.ts";
import { loadOrg } from "../../access/questions.ts";
import { handOverInvoices } from "../../invoices/commands.ts";
import { giveOnTask, giveTask, type Doer } from "../../tasks/commands.ts";
import { addresseeOf, doerOf, inAuthorsPlace, keepersFor, limitsOf, resolveFor } from "../approval/people.ts";
import { moveTo, URGENT } from "../card/addressing.ts";
import type { CaseTask } from "../case-query.ts";
import { loadCase, type RequestCase } from "../load.ts";

/** Gives on what people who left had to do on the request. Answers the case after it; null where there is nothing, or nobody to do it. */
export async function giveOnWork(tx: Tx, ctx: Context, request: RequestCase): Promise<RequestCase | null> {
  const { row } = request;
  if (row.status === "draft" || !row.open) return null;
  const org = await loadOrg(tx, companyDay(ctx.now()), row.stamp);
  // Its tasks look at who is responsible by then.
  if (mayNotAnswer(org, row.assigneeId) && (await giveOnRequest(tx, ctx, request, org))) return loadCase(tx, ctx, row.id);
  let given = false;
  for (const task of row.tasks.filter((one) => waitsForGone(org, request, one))) {
    const doer = await nextDoer(tx, ctx, request, task, org);
    const rest = { doer, own: ownOf(request, org), insidersOnly: isForInsiders(request, task) };
    given = (await giveOnTask(tx, ctx, task.id, rest)) || given;
  }
  return given ? loadCase(tx, ctx, row.id) : null;
}

/** Whether the request waits to be given on, as its responsible may answer for it no more. */
export async function lacksResponsible(tx: Tx, ctx: Context, { row }: RequestCase): Promise<boolean> {
  return mayNotAnswer(await loadOrg(tx, companyDay(ctx.now()), row.stamp), row.assigneeId);
}

/** Nobody answers for a request from outside, as nobody there sees it. */
function mayNotAnswer(org: OrgSnapshot, id: string | null): boolean {
  const person = personOf(org, id);
  return person !== undefined && (!person.active || person.external);
}

/** An outsider goes on with what they still see, and can finish by handing it in. */
function waitsForGone(org: OrgSnapshot, request: RequestCase, task: CaseTask): boolean {
  const { status, stepKey, assigneeId, reviewerId } = task;
  const isOut = isForInsiders(request, task) ? mayNotAnswer : hasLeft;
  if (status === "submitted") return isOut(org, reviewerId);
  // A step finds its people when its turn comes; a task set by hand keeps its own, and what it waits for may be of another record.
  if (status === "blocked" && stepKey !== null) return false;
  return ["blocked", "todo", "in_progress", "rework"].includes(status) && isOut(org, assigneeId);
}

function hasLeft(org: OrgSnapshot, id: string | null): boolean {
  return personOf(org, id)?.active === false;
}

function isForInsiders(request: RequestCase, task: CaseTask): boolean {
  const step = ruleOf(request, task);
  return request.row.restricted || (step !== undefined && needsInsider(request.type, step));
}

function ruleOf({ type }: RequestCase, { stepKey }: CaseTask): RequestStep | undefined {
  return stepKey === null ? undefined : stepOf(type, stepKey);
}

/** A restricted request is not shown to the managers of its people. */
function ownOf(request: RequestCase, org: OrgSnapshot): string[] | undefined {
  return request.row.restricted ? keepersFor(org, request) : undefined;
}

/**
 * What nobody accepted waits in its queue again; what is worked on goes to who gives out the work of the one who left, and not to
 * its author while there is anybody else: nobody answers for their own request to themselves.
 */
async function giveOnRequest(tx: Tx, ctx: Context, request: RequestCase, org: OrgSnapshot): Promise<boolean> {
  const { row } = request;
  const left = personOf(org, row.assigneeId);
  if (!left) return false;
  if (row.acceptedAt === null) return addressAgain(tx, ctx, request);
  const above = { authorId: left.id, assigneeId: null, departmentId: left.departmentId };
  const heir = answererOf(org, above, { own: ownOf(request, org), passOver: row.authorId });
  if (heir === left.id) return false;
  await patchRecord(tx, ctx, row.id, { assignee_id: heir });
  await moveParticipant(tx, ctx, row.id, "assignee", heir);
  await handOverInvoices(tx, ctx, row.id, heir);
  if (row.restricted) await addParticipant(tx, ctx, row.id, heir, "approver");
  await tellPerson(tx, ctx, row.id, heir, "request_assigned", "responsible");
  await noteGiven(tx, ctx, row, heir);
  return true;
}

/** What nobody accepted waits where it would wait if it came today. Answers whether that is elsewhere. */
async function addressAgain(tx: Tx, ctx: Context, request: RequestCase): Promise<boolean> {
  const { row } = request;
  const to = await addresseeOf(tx, ctx, request);
  if (to.queueId === row.queueId && to.assigneeId === row.assigneeId) return false;
  await moveTo(tx, ctx, row, to, row.priority === URGENT ? "request_urgent" : "request_new");
  await noteGiven(tx, ctx, row, to.assigneeId);
  return true;
}

async function noteGiven(tx: Tx, ctx: Context, { id, assigneeId }: RequestCase["row"], heir: string | null): Promise<void> {
  const moved = { before: { assignee: assigneeId }, after: { assignee: heir } };
  await audit(tx, ctx, { action: "request.changed", recordId: id, entity: "request", entityId: id, ...moved });
}

/** A queue lost its last member, or has one again: what waits there is given out again. Answers the case after it. */
export async function leaveEmptyQueues(tx: Tx, ctx: Context, request: RequestCase): Promise<RequestCase> {
  const { row } = request;
  let moved = row.status === "new" && row.queueId !== null && (await addressAgain(tx, ctx, request));
  for (const task of row.tasks.filter((one) => one.status === "todo" && one.queueId !== null)) {
    const step = ruleOf(request, task);
    const doer = step && (await doerOf(tx, ctx, request, step));
    if (!doer || doer.queueId === task.queueId) continue;
    await giveTask(tx, ctx, task.id, doer);
    moved = true;
  }
  return moved ? loadCase(tx, ctx, row.id) : request;
}

/**
 * Who does the task now: of a step whom its rule names. What nobody began waits where it would wait if it came today; begun work
 * goes to one person, as only what nobody began is taken from a queue.
 */
async function nextDoer(tx: Tx, ctx: Context, request: RequestCase, task: CaseTask, org: OrgSnapshot): Promise<Doer | null> {
  if (task.status === "submitted") return null;
  const step = ruleOf(request, task);
  if (!step) return redoneBy(request, task, org);
  if (task.status === "todo") return doerOf(tx, ctx, request, step);
  return begunBy(tx, ctx, request, step, task);
}

/**
 * Who goes on with begun work: who would then judge it only where nobody else may. What its rule leaves to nobody waits as if nobody had
 * begun it where a step keeps people away: its setter may be one of them.
 */
async function begunBy(tx: Tx, ctx: Context, request: RequestCase, step: RequestStep, task: CaseTask): Promise<Doer | null> {
  const found = await resolveFor(tx, ctx, request, step.by, "task", limitsOf(request, step));
  const judges = judgesOf(request, task);
  const rank = ({ personId }: Candidate): number => judges.indexOf(personId);
  const [named] = found.candidates.toSorted((a, b) => rank(a) - rank(b));
  const assigneeId = named?.personId ?? (await inAuthorsPlace(tx, ctx, request, step));
  if (assigneeId !== null) return { assigneeId, queueId: null };
  return keepsAway(step) ? doerOf(tx, ctx, request, step) : null;
}

/** Who judges the work when it is done. They do it only where nobody else may, the first of them first. */
function judgesOf({ row }: RequestCase, { id, reviewerId }: CaseTask): (string | null)[] {
  return [row.authorId, id === row.returnedTaskId ? row.returnedBy : null, reviewerId];
}

function keepsAway({ acceptance, notBy = [], notHolding = [] }: RequestStep): boolean {
  return acceptance === true || notBy.length + notHolding.length > 0;
}

/** Work with which a finished request was returned goes to the responsible: who complained set it, and does not mend it. */
function redoneBy({ row }: RequestCase, { id }: CaseTask, org: OrgSnapshot): Doer | null {
  const { assigneeId, returnedTaskId, returnedBy } = row;
  if (id !== returnedTaskId || assigneeId === null || assigneeId === returnedBy || mayNotAnswer(org, assigneeId)) return null;
  return { assigneeId, queueId: null };
}
