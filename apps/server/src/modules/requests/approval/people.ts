import { resolveCandidates, type CandidateSubject, type Purpose, type Resolution } from "@tartip/domain/access/candidates";
import { personOf, type OrgSnapshot } from "@tartip/domain/access/organisation";
import { keepersOf } from "@tartip/domain/access/rank";
import type { StepActor } from "@tartip/domain/access/step-actor";
import { meaningOf } from "@tartip/domain/requests/meaning";
import { needsInsider, type RequestStep, type RequestType } from "@tartip/domain/requests/type";
import { companyDay } from "@tartip/domain/kernel/calendar";
import type { Context } from "../../../platform/context.ts";
import type { Db, Tx } from "../../../platform/db/database.ts";
import { queueFor } from "../../access/commands.ts";
import { loadOrg } from "../../access/questions.ts";
import type { Doer } from "../../tasks/commands.ts";
import { answerersFor } from "../answering/answerer.ts";
import type { RequestCase } from "../load.ts";

/** Whom a step keeps away (`note.keys` of the types). */
export interface StepLimits {
  notHolding?: readonly string[] | undefined;
  notBy?: readonly ("author" | "voters")[] | undefined;
  doersBefore?: readonly string[];
  insidersOnly?: boolean;
}

/** Whom a step of work keeps away. */
export function limitsOf(request: RequestCase, step: RequestStep): StepLimits {
  return { ...limitsOfAnybody(request.type, step), doersBefore: step.acceptance ? doersBefore(request, step) : [] };
}

/** The same, no matter who did the work before it. */
function limitsOfAnybody(type: RequestType, step: RequestStep): StepLimits {
  return { notHolding: step.notHolding, notBy: step.notBy, insidersOnly: needsInsider(type, step) };
}

/** The request as the candidate rule sees it. */
export function subjectOf(request: RequestCase, limits: StepLimits = {}): CandidateSubject {
  const { row, type, values, facts } = request;
  const people = Object.fromEntries(
    type.fields.filter((field) => field.type === "user").map((field) => [field.key, textOf(values[field.key])]),
  );
  return {
    kind: "request",
    typeCode: type.code,
    restricted: row.restricted,
    departmentId: row.departmentId,
    branchId: row.branchId,
    authorId: row.authorId,
    people,
    doneBy: Object.fromEntries(
      row.tasks.flatMap((task) => (task.stepKey ? [[task.stepKey, task.handedInBy ?? task.assigneeId]] : [])),
    ),
    actors: Object.fromEntries(type.steps.map((step) => [step.key, step.by])),
    amountBaseMinor: meaningOf(type).expense ? row.baseMinor : null,
    voterIds: votersOf(request),
    barred: facts.barred,
    notHolding: limits.notHolding ?? [],
    notBy: limits.notBy ?? [],
    doersBefore: limits.doersBefore ?? [],
    insidersOnly: limits.insidersOnly ?? false,
  };
}

/** Everybody whose vote stands in the run, principals included. */
function votersOf(request: RequestCase): string[] {
  return [...new Set(request.row.votes.flatMap((vote) => [vote.personId, ...(vote.onBehalfOfId ? [vote.onBehalfOfId] : [])]))];
}

function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

/** Who may act by this rule on this request today. */
export async function resolveFor(
  db: Db | Tx,
  ctx: Context,
  request: RequestCase,
  by: StepActor,
  purpose: Purpose,
  limits: StepLimits = {},
): Promise<Resolution> {
  return resolveCandidates(by, await loadOrg(db, companyDay(ctx.now())), subjectOf(request, limits), purpose);
}

/**
 * The assignee of a task step: the one person found, else the queue it waits in. What its author was to confirm goes to who
 * answers in their place.
 *
 * @param takerId who has just taken the request: of several who may do the work it is theirs
 */
export async function doerOf(
  tx: Tx,
  ctx: Context,
  request: RequestCase,
  step: RequestStep,
  takerId: string | null = null,
): Promise<Doer> {
  const found = await resolveFor(tx, ctx, request, step.by, "task", limitsOf(request, step));
  if (takerId !== null && found.candidates.some(({ personId }) => personId === takerId))
    return { assigneeId: takerId, queueId: null };
  const inPlace = found.escalated ? await inAuthorsPlace(tx, ctx, request, step) : null;
  if (inPlace !== null) return { assigneeId: inPlace, queueId: null };
  return placeOf(tx, ctx, request, found);
}

/** Whether nobody accepts the work, as it was done by the very one who should: the step falls away. */
export function isOwnWork(org: OrgSnapshot, request: RequestCase, step: RequestStep): boolean {
  if (!step.acceptance) return false;
  const asked = resolveCandidates(step.by, org, subjectOf(request, limitsOfAnybody(request.type, step)), "task");
  const [holder] = asked.candidates;
  if (!holder || asked.queue || !doersBefore(request, step).includes(holder.onBehalfOfId ?? holder.personId)) return false;
  return resolveCandidates(step.by, org, subjectOf(request, limitsOf(request, step)), "task").candidates.length === 0;
}

/**
 * Who confirms in the place of an author who left: nobody who did the work, nor whom the step keeps away. Null where only they
 * are left, and of any other step.
 */
export async function inAuthorsPlace(tx: Tx, ctx: Context, request: RequestCase, step: RequestStep): Promise<string | null> {
  return placeOfAuthor(await loadOrg(tx, companyDay(ctx.now())), request, step);
}

export function placeOfAuthor(org: OrgSnapshot, request: RequestCase, step: RequestStep): string | null {
  if (!("rule" in step.by) || step.by.rule !== "author") return null;
  const away = new Set([
    ...(step.acceptance ? doersBefore(request, step) : []),
    ...(step.notBy?.includes("author") ? [request.row.authorId] : []),
    ...(step.notBy?.includes("voters") ? votersOf(request) : []),
  ]);
  const isBarred = (id: string): boolean =>
    away.has(id) || personOf(org, id)?.roles.some(({ code }) => step.notHolding?.includes(code)) === true;
  return answerersFor(org, request.row, request.type).find((id) => !isBarred(id)) ?? null;
}

/** Who did, or is to do, the work right before a step, which it may accept. */
export function doersBefore({ row }: RequestCase, { after }: RequestStep): string[] {
  return row.tasks.flatMap(({ stepKey, status, handedInBy, assigneeId }) => {
    const doer = handedInBy ?? (["done", "cancelled"].includes(status) ? null : assigneeId);
    return stepKey !== null && after.includes(stepKey) && doer !== null ? [doer] : [];
  });
}

/** Where a request waits that is addressed to nobody by name: its type's queue. */
export async function addresseeOf(tx: Tx, ctx: Context, request: RequestCase): Promise<Doer> {
  return placeOf(tx, ctx, request, await resolveFor(tx, ctx, request, request.type.queue, "queue"));
}

/** Administrators may not see a restricted request: where its queue has nobody it goes to one of its keepers by name. */
async function placeOf(tx: Tx, ctx: Context, request: RequestCase, found: Resolution): Promise<Doer> {
  const keeper = found.escalated && request.row.restricted ? await keeperOf(tx, ctx, request) : null;
  if (keeper !== null) return { assigneeId: keeper, queueId: null };
  if (found.queue) return { assigneeId: null, queueId: await queueFor(tx, found.queue) };
  return { assigneeId: found.candidates[0]?.personId ?? null, queueId: null };
}

async function keeperOf(tx: Tx, ctx: Context, request: RequestCase): Promise<string | null> {
  const org = await loadOrg(tx, companyDay(ctx.now()));
  const there = keepersFor(org, request).find((id) => {
    const person = personOf(org, id);
    return person !== undefined && person.active && !person.external;
  });
  return there ?? null;
}

/** Who keeps a restricted request from those above; whom it is about come last. */
export function keepersFor(org: OrgSnapshot, { row, type }: RequestCase): string[] {
  const isAbout = (id: string): boolean => id === row.authorId || id === row.subjectId;
  const keepers = keepersOf(type.queue, org, row.branchId);
  return [...keepers.filter((id) => !isAbout(id)), ...keepers.filter(isAbout)];
}
