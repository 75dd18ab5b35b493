import type { Context } from "../../../platform/context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import { moveParticipant } from "../../../records/participants.ts";
import { fillRecord, takenFromQueue } from "../../../records/record.ts";
import { tellPerson } from "../../../records/notices/tell.ts";
import type { RequestStep } from "@tartip/domain/requests/type";
import { createStepTasks, type MadeTask, type NewStepTask, type StandingStep } from "../../tasks/commands.ts";
import type { CaseRow, CaseTask } from "../case-query.ts";
import { withParticipant } from "../changes.ts";
import { changed, type RequestCase } from "../load.ts";
import { doerOf } from "../approval/people.ts";
import { refuseLeaveTwice } from "../leave/overlap.ts";

/** A member of the queue makes the request their own (`takenFromQueue` says it to the card); taking it also accepts it. */
export async function take(tx: Tx, ctx: Context, request: RequestCase): Promise<RequestCase> {
  return accept(tx, ctx, await ownedBy(tx, ctx, request));
}

/** The case with the actor as its responsible. */
async function ownedBy(tx: Tx, ctx: Context, request: RequestCase): Promise<RequestCase> {
  const { record, row } = request;
  const assigneeId = ctx.actor.id;
  await moveParticipant(tx, ctx, record.id, "assignee", assigneeId);
  const others = row.participants.filter((one) => one.role !== "assignee");
  const participants = withParticipant(others, assigneeId, "assignee");
  return changed(tx, ctx, request, { assigneeId, queueId: null, queueHasOthers: false, participants });
}

/** Acceptance is written down (who, when) and turns the type's task steps into tasks. */
export async function accept(tx: Tx, ctx: Context, request: RequestCase): Promise<RequestCase> {
  const accepted = await noteAcceptance(tx, ctx, request);
  await tellPerson(tx, ctx, request.record.id, request.record.authorId, "request_accepted", "author");
  return accepted;
}

/** A request that ended before anybody accepted it is accepted by the one who reopens it: with nobody's name on it, by theirs. */
export async function acceptLate(tx: Tx, ctx: Context, request: RequestCase): Promise<void> {
  const { id, assigneeId } = request.record;
  if (request.row.acceptedAt !== null) return;
  if (assigneeId === null) await fillRecord(tx, id, takenFromQueue("take", ctx.actor));
  await noteAcceptance(tx, ctx, assigneeId === null ? await ownedBy(tx, ctx, request) : request);
}

async function noteAcceptance(tx: Tx, ctx: Context, request: RequestCase): Promise<RequestCase> {
  const { record } = request;
  await refuseLeaveTwice(tx, ctx, request);
  const [acceptedBy, acceptedAt] = [ctx.actor.id, ctx.now()];
  await tx
    .updateTable("requests")
    .set({ accepted_by: acceptedBy, accepted_at: acceptedAt })
    .where("id", "=", record.id)
    .execute();
  const made = await makeTasks(tx, ctx, request);
  return changed(tx, ctx, request, { acceptedBy, acceptedAt, ...made });
}

/** One task per task step, all waiting; the graph opens them. The setter is the request's responsible. */
async function makeTasks(tx: Tx, ctx: Context, request: RequestCase): Promise<Pick<CaseRow, "tasks" | "participants">> {
  const { record, type, row } = request;
  const known = new Map(row.tasks.flatMap((task) => (task.stepKey ? [[task.stepKey, task.id] as const] : [])));
  const wanted: NewStepTask[] = [];
  const standing: StandingStep[] = [];
  for (const step of type.steps.filter(({ as }) => as === "task")) {
    const id = known.get(step.key);
    if (id !== undefined) standing.push({ id, key: step.key, after: step.after });
    else wanted.push({ step, doer: await doerOf(tx, ctx, request, step), minFiles: minFilesOf(request, step) });
  }
  const setterId = record.assigneeId ?? ctx.actor.id;
  const made = await createStepTasks(tx, ctx, record, wanted, { setterId, titleLanguage: "ru", standing });
  const participants = wanted
    .flatMap(({ doer }) => doer.assigneeId ?? [])
    .reduce((people, id) => withParticipant(people, id, "task"), row.participants);
  return { tasks: [...row.tasks, ...made.flatMap((task, place) => waiting(task, wanted[place]))], participants };
}

/** A task as it stands when it was made. */
function waiting({ id, key, number, title }: MadeTask, of: NewStepTask | undefined): CaseTask[] {
  if (!of) return [];
  const { step, doer, minFiles } = of;
  const asked = { requiresFile: step.requiresFile ?? false, minFiles, completesBy: step.completesBy ?? null };
  const done = { handedInBy: null, skipped: false, files: 0, resultLinks: [], comesBack: false };
  const nothing = { dueAt: null, reviewerId: null, ...done };
  const assigneeWorks = doer.assigneeId !== null;
  return [{ id, stepKey: key, number, title, status: "blocked", ...doer, assigneeWorks, ...asked, ...nothing }];
}

function minFilesOf(request: RequestCase, step: RequestStep): number {
  const count = step.minFiles ? request.values[step.minFiles.field] : undefined;
  return typeof count === "number" ? count : 0;
}
