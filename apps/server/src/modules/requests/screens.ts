import { addWorkingMinutes } from "@tartip/domain/kernel/working-time";
import { readLevel, seesMoney } from "@tartip/domain/access/visibility";
import { mayAssignRequest, mayEditRequest } from "@tartip/domain/requests/policy";
import { meaningOf } from "@tartip/domain/requests/meaning";
import { stepOf } from "@tartip/domain/requests/type";
import { CAME_TO_NOTHING, PAID } from "@tartip/domain/invoices/workflow";
import { notFound } from "@tartip/domain/kernel/errors";
import type { Context } from "../../platform/context.ts";
import type { Db, Tx } from "../../platform/db/database.ts";
import { together } from "../../platform/db/together.ts";
import { noticesCleared } from "../../records/notices/tell.ts";
import { presentBlockers } from "../../records/blockers-view.ts";
import { kindOf } from "../../records/kinds.ts";
import { actionsFor } from "../../records/transition.ts";
import { sightOf } from "../../records/sight.ts";
import {
  approvalView,
  awaitedOf,
  awaitedRows,
  explained,
  openKeys,
  ownVotes,
  sheetOf,
  sheetRows,
  usualOf,
  usualRows,
} from "../approvals/questions.ts";
import { paidRows, type PaidRow } from "../payments/questions.ts";
import { workCalendar } from "../reference/questions.ts";
import type { CaseRow } from "./case-query.ts";
import { loadCase, type RequestCase } from "./load.ts";
import { blocksOf, fallsAway, stepsAhead } from "./approval/explain.ts";
import { presentLeave, readLeave, substituteAway } from "./leave/leave.ts";
import { nameRows, namesOf, type Named, type Names } from "./screens/screen-query.ts";
import { namesFor, NOTHING_TO_EXPLAIN, sheetFor, tasksFor, titleFor, valuesFor, withOwnFigures } from "./screens/sight.ts";
import { URGENT } from "./card/addressing.ts";

/**
 * Everything a request's page draws except its files, comments, checklist and links, which have doors of their own. Who
 * opens it has seen its notices.
 *
 * @param left the case a transition has just left behind
 */
export async function requestScreen(db: Db | Tx, ctx: Context, id: string, left?: RequestCase) {
  const request = left ?? (await loadCase(db, ctx, id));
  const level = readLevel(ctx.actor, request.facts.record);
  if (level === "none") throw notFound("request");
  const { row } = request;
  const next = await stepsAhead(ctx, request);
  const leave = await readLeave(db, request);
  const standIns = leave?.substitutions.map((one) => one.substituteId) ?? [];
  const ids = [...idsOf(request), ...standIns, ...next.flatMap((step) => step.personIds)];
  const { awaited, sheet, names, usual, paid } = await readAround(db, ctx, request, ids);
  const known = { awaited, steps: row.steps, route: request.type.steps, usual, next, names: names.people };
  const money = seesMoney(ctx.actor, request.facts.record);
  const whole = level === "full";
  const sight = { money, whole };
  const values = valuesFor(request, sight);
  return {
    ...cardOf(request, names),
    title: titleFor(request, sight),
    subject: whole ? person(row.subjectId, names) : null,
    values,
    names: await namesFor(db, ctx, names, whole ? null : Object.values(values)),
    ...(money ? { amountMinor: row.amountMinor, currency: row.currency, baseMinor: row.baseMinor } : {}),
    moneyVisible: money,
    urgent: whole ? await urgentOf(db, request) : null,
    clarification: whole ? clarificationOf(request, names, ctx.actor.id) : null,
    returned: whole ? returnedOf(request, names) : null,
    remindedAt: row.remindedAt,
    pausedMinutes: row.pausedMinutes,
    leave: whole ? presentLeave(leave, names) : null,
    substituteAway: whole ? await substituteAway(db, request) : [],
    tasks: tasksFor(request, sight, ctx.actor.id).map((task) => taskOf(request, task, names)),
    approvalAhead: request.facts.nextRound !== null,
    approval: approvalView(row, await withOwnFigures(db, ctx.actor, sheetFor(sheet, request, sight))),
    invoices: money ? row.invoices.map(({ id: invoiceId, number, status }) => ({ id: invoiceId, number, status })) : [],
    paid: whole ? paidOf(row.invoices, row.id, paid) : null,
    explain: whole ? explained({ ...known, blocks: blocksOf(ctx, request) }) : NOTHING_TO_EXPLAIN,
    actions: presentActions(ctx, request),
    votes: ownVotes(row, ctx.actor),
    mayEdit: mayEditRequest(ctx.actor, request.facts).allowed,
    mayAssign: mayAssignRequest(ctx.actor, request.facts).allowed,
  };
}

/** What stands around the request, in one round trip; the reader's notices of it count as read with it. */
async function readAround(db: Db | Tx, ctx: Context, { row }: RequestCase, ids: readonly string[]) {
  const clearing = noticesCleared(ctx, row.id);
  const read = await together(
    db,
    {
      awaited: awaitedRows(row.id),
      sheet: sheetRows(row.runId),
      names: nameRows(ids),
      usual: usualRows(openKeys(row.steps)),
      paid: paidRows(row.invoices.map((one) => one.id)),
      told: clearing.told,
    },
    clearing.cleared,
  );
  return {
    awaited: awaitedOf(read.awaited),
    sheet: sheetOf(read.sheet),
    names: namesOf(read.names),
    usual: usualOf(read.usual),
    paid: read.paid,
  };
}

function cardOf(request: RequestCase, names: Names) {
  const { row } = request;
  return {
    id: row.id,
    number: row.number,
    typeId: row.typeId,
    typeCode: request.type.code,
    meaning: meaningOf(request.type),
    status: row.status,
    open: row.open,
    priority: row.priority,
    restricted: row.restricted,
    version: row.version,
    author: person(row.authorId, names) ?? { id: row.authorId, name: "" },
    assignee: person(row.assigneeId, names),
    acceptedBy: person(row.acceptedBy, names),
    acceptedAt: row.acceptedAt,
    queueId: row.queueId,
    departmentId: row.departmentId,
    branchId: row.branchId,
    projectId: row.projectId,
    chainId: row.chainId,
    dueAt: row.dueAt,
    createdAt: row.createdAt,
    submittedAt: row.submittedAt,
    updatedAt: row.updatedAt,
    closedAt: row.closedAt,
  };
}

function person(id: string | null, names: Names): Named | null {
  return id === null ? null : { id, name: names.people.get(id) ?? "" };
}

function idsOf({ row, values, facts }: RequestCase): string[] {
  const direct = [
    row.authorId,
    row.assigneeId,
    row.subjectId,
    row.acceptedBy,
    row.clarifyAskedBy,
    facts.question?.askedId,
    row.returnedBy,
  ];
  const inValues = Object.values(values).filter((value): value is string => typeof value === "string" && UUID.test(value));
  return [...direct, ...inValues, ...row.tasks.map((task) => task.assigneeId)].filter((id) => typeof id === "string");
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;

/** An urgent request that nobody has accepted: when the head was notified, or will be. */
async function urgentOf(db: Db | Tx, { row, settings }: RequestCase) {
  if (row.status !== "new" || row.priority !== URGENT || row.submittedAt === null) return null;
  const headHearsAt = addWorkingMinutes(await workCalendar(db), row.submittedAt, settings.ackWorkMinutes);
  return { headToldAt: row.headToldAt, headHearsAt: new Date(headHearsAt) };
}

/** What was paid of the request's own invoices, and whether that is all; those that ended without money count for nothing. */
function paidOf(invoices: CaseRow["invoices"], requestId: string, paid: readonly PaidRow[]) {
  const own = invoices.filter((one) => one.requestId === requestId && !CAME_TO_NOTHING.includes(one.status));
  const on = paid
    .filter(({ invoiceId }) => own.some(({ id, paidMinor }) => id === invoiceId && paidMinor > 0))
    .map((one) => one.paidOn);
  const last = on.toSorted().at(-1);
  return last === undefined ? null : { on: last, whole: own.every(({ status }) => PAID.includes(status)) };
}

function clarificationOf({ row, facts }: RequestCase, names: Names, readerId: string) {
  if (facts.question === null) return null;
  const { askedById, askedId } = facts.question;
  return {
    question: row.clarifyQuestion ?? "",
    askedBy: person(askedById, names),
    askedAt: row.clarifyAskedAt,
    asked: person(askedId, names),
    forReader: askedId === readerId,
  };
}

function returnedOf({ row }: RequestCase, names: Names) {
  if (row.returnedFrom === null) return null;
  return {
    from: row.returnedFrom,
    toStep: row.returnedToStep,
    taskId: row.returnedTaskId,
    at: row.returnedAt,
    by: person(row.returnedBy, names),
    reason: row.returnReason ?? "",
    answered: row.answered,
  };
}

function taskOf(request: RequestCase, task: RequestCase["row"]["tasks"][number], names: Names) {
  return {
    id: task.id,
    number: task.number,
    title: task.title,
    titles: (task.stepKey === null ? undefined : stepOf(request.type, task.stepKey)?.title) ?? null,
    stepKey: task.stepKey,
    status: task.status,
    skipped: task.skipped,
    fallsAway: fallsAway(request, task),
    assignee: person(task.assigneeId, names),
    queueId: task.queueId,
    dueAt: task.dueAt,
    completesBy: task.completesBy,
    requiresFile: task.requiresFile,
    resultLinks: task.resultLinks,
    mayBeRedone: request.facts.tasks.some((one) => one.id === task.id && one.state === "done" && one.mayBeRedone),
  };
}

function presentActions(ctx: Context, request: RequestCase) {
  return actionsFor(kindOf("request"), ctx, request).map((view) => ({
    ...view,
    blockers: presentBlockers(ctx.language, view.blockers),
  }));
}

/** Status and version of a request the reader sees. @throws DomainError `not_found` */
export async function requestHead(ctx: Context, id: string): Promise<{ status: string; version: number }> {
  return (await sightOf(ctx.app.db, ctx, id)).record;
}
