import { blocker } from "@tartip/domain/kernel/blockers";
import { DomainError, refuseIfBlocked } from "@tartip/domain/kernel/errors";
import { newWorkOf, returnsToSelf, type NamedWork } from "@tartip/domain/tasks/named-work";
import { coordinates } from "@tartip/domain/requests/policy";
import { stepOf } from "@tartip/domain/requests/type";
import { addWorkingMinutes } from "@tartip/domain/kernel/working-time";
import type { Context } from "../../../platform/context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import type { TransitionInput } from "../../../records/kinds.ts";
import { whoMaySee } from "../../../records/sight.ts";
import { workCalendar } from "../../reference/questions.ts";
import { refusePast, sendBackTask, setTaskOn } from "../../tasks/commands.ts";
import type { CaseTask } from "../case-query.ts";
import type { RequestCase } from "../load.ts";

/** The work named in the input of a transition; nothing when none is. */
export function namedWork(input: TransitionInput | undefined): NamedWork | undefined {
  // reason: the route's schema admits these strings and nothing else
  return input?.["work"] as NamedWork | undefined;
}

/** Sets the work a reopening names; the guards have found it whole. Answers the task it is, null when none was named. */
export async function setWork(tx: Tx, ctx: Context, request: RequestCase, input: TransitionInput): Promise<string | null> {
  const named = namedWork(input);
  if (!named) return null;
  const fresh = newWorkOf(named);
  if (fresh) await refuseUnseeing(tx, ctx, request, fresh.assigneeId);
  if (fresh) return setTaskOn(tx, ctx, request.record, fresh);
  const task = request.row.tasks.find((one) => one.id === named.taskId);
  if (!task) return null;
  refusePast(ctx, named.dueAt);
  await sendBackTask(tx, ctx, task, input.reason ?? "", await dueAgain(tx, ctx, request, task, named.dueAt));
  return task.id;
}

/** A restricted request is not shown to others by naming them for its work, but by those who coordinate it. */
async function refuseUnseeing(tx: Tx, ctx: Context, { record, facts }: RequestCase, assigneeId: string): Promise<void> {
  if (!record.restricted || coordinates(ctx.actor, facts.record)) return;
  if ((await whoMaySee(tx, ctx, record, [assigneeId])).length > 0) return;
  const fields = [{ field: "work.assigneeId", code: "cannot_see_record" }];
  throw new DomainError("bad_input", "who is named does not see the request", { fields });
}

/** @throws DomainError `blocked` when who returns finished work names themselves for it */
export function refuseSelf(ctx: Context, { row }: RequestCase, input: TransitionInput): void {
  const doerOf = (id: string): string | null => row.tasks.find((task) => task.id === id)?.assigneeId ?? null;
  if (returnsToSelf(namedWork(input) ?? {}, doerOf, ctx.actor.id)) refuseIfBlocked([blocker("work_of_complainer")]);
}

/** How long work done again takes where its type says nothing: a working day. */
const USUAL_WORK_HOURS = 8;

/** The deadline of work done again: the one named, else, when the old one is over, the time its step has. */
export async function dueAgain(
  tx: Tx,
  ctx: Context,
  { type }: RequestCase,
  { dueAt, stepKey }: CaseTask,
  named?: string,
): Promise<Date | undefined> {
  if (named !== undefined) return new Date(named);
  if (dueAt === null || new Date(dueAt) > ctx.now()) return undefined;
  const hours = (stepKey === null ? undefined : stepOf(type, stepKey)?.slaWorkHours) ?? USUAL_WORK_HOURS;
  return new Date(addWorkingMinutes(await workCalendar(tx), ctx.now(), hours * 60));
}
