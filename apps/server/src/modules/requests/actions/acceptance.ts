import type { Context } from "../../../platform/context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import { fillRecord } from "../../../records/record.ts";
import { moveParticipant } from "../../../records/participants.ts";
import { tellPerson } from "../../../records/notices/tell.ts";
import type { RequestStep } from "@tartip/domain/requests/type";
import { createStepTasks, linkPredecessors, type NewStepTask } from "../../tasks/commands.ts";
import type { RequestCase } from "../load.ts";
import { doerOf } from "../approval/people.ts";

/** A member of the queue makes the request their own; taking it also accepts it. */
export async function take(tx: Tx, ctx: Context, request: RequestCase): Promise<void> {
  const { id } = request.record;
  await fillRecord(tx, id, { assignee_id: ctx.actor.id, queue_id: null });
  await moveParticipant(tx, ctx, id, "assignee", ctx.actor.id);
  request.record.assigneeId = ctx.actor.id;
  await accept(tx, ctx, request);
}

/** Acceptance is written down (who, when) and turns the type's task steps into tasks. */
export async function accept(tx: Tx, ctx: Context, request: RequestCase): Promise<void> {
  const { record } = request;
  await tx
    .updateTable("requests")
    .set({ accepted_by: ctx.actor.id, accepted_at: ctx.now() })
    .where("id", "=", record.id)
    .execute();
  await makeTasks(tx, ctx, request);
  await tellPerson(tx, ctx, record.id, record.authorId, "request_accepted", "author");
}

/** One task per task step, all waiting; the graph opens them. The setter is the request's responsible. */
async function makeTasks(tx: Tx, ctx: Context, request: RequestCase): Promise<void> {
  const { record, type, row } = request;
  const known = new Map(row.tasks.flatMap((task) => (task.stepKey ? [[task.stepKey, task.id] as const] : [])));
  const steps = type.steps.filter((step) => step.as === "task");
  const wanted: NewStepTask[] = [];
  for (const step of steps) {
    if (known.has(step.key)) continue;
    wanted.push({ step, doer: await doerOf(tx, ctx, request, step), minFiles: minFilesOf(request, step) });
  }
  const setterId = record.assigneeId ?? ctx.actor.id;
  const made = await createStepTasks(tx, ctx, record, wanted, { setterId, titleLanguage: "ru" });
  const ids = new Map([...known, ...made]);
  const links = steps.flatMap((step) =>
    step.after.flatMap((key) => {
      const [taskId, predecessorId] = [ids.get(step.key), ids.get(key)];
      return taskId && predecessorId ? [{ taskId, predecessorId }] : [];
    }),
  );
  await linkPredecessors(tx, links);
}

function minFilesOf(request: RequestCase, step: RequestStep): number {
  const count = step.minFiles ? request.values[step.minFiles.field] : undefined;
  return typeof count === "number" ? count : 0;
}
