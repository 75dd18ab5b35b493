import type { NoticeEvent } from "@tartip/domain/kernel/notices";
import { DomainError } from "@tartip/domain/kernel/errors";
import { distinctLinks, linkProblem } from "@tartip/domain/tasks/links";
import { handInTarget, type TaskAction } from "@tartip/domain/tasks/workflow";
import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";
import type { TransitionInput } from "../../records/kinds.ts";
import { addParticipant, moveParticipant } from "../../records/participants.ts";
import { remindAwaited } from "../../records/notices/remind.ts";
import { setStatus } from "../../records/record.ts";
import { tellPerson } from "../../records/notices/tell.ts";
import type { TaskCase } from "./load.ts";

type Effect = (tx: Tx, ctx: Context, task: TaskCase, input: TransitionInput) => Promise<void>;

const nothing: Effect = async () => {};

/** A member of the queue makes the task their own. */
const take: Effect = async (tx, ctx, { row }) => {
  await tx.updateTable("tasks").set({ started_at: ctx.now() }).where("id", "=", row.id).execute();
  await moveParticipant(tx, ctx, row.id, "assignee", ctx.actor.id);
  if (row.parentRecordId) await addParticipant(tx, ctx, row.parentRecordId, ctx.actor.id, "task");
};

const start: Effect = async (tx, ctx, { row }) => {
  await tx.updateTable("tasks").set({ started_at: ctx.now() }).where("id", "=", row.id).execute();
};

/** Hands in: the result is kept as a row of its own, so that a return erases nothing. */
const handIn: Effect = async (tx, ctx, { row }, input) => {
  const result = textOf(input["result"], row.result).trim();
  const links = linksOf(input["links"]) ?? row.resultLinks;
  await tx
    .updateTable("tasks")
    .set({ result, result_links: links, handed_in_at: ctx.now(), handed_in_by: ctx.actor.id })
    .where("id", "=", row.id)
    .execute();
  const to = handInTarget(row.reviewerId);
  await tx
    .insertInto("task_results")
    .values({ task_id: row.id, result, links, by_id: ctx.actor.id, at: ctx.now(), outcome: to === "done" ? "accepted" : null })
    .execute();
  await setStatus(tx, ctx, row, to, "handIn", { final: to === "done" });
  if (to === "submitted" && row.reviewerId) {
    await addParticipant(tx, ctx, row.id, row.reviewerId, "reviewer");
    await tellPerson(tx, ctx, row.id, row.reviewerId, "task_submitted", "reviewer");
  }
  // A step of a request moves its request on, whose people hear of that.
  if (to === "done" && row.stepKey === null) await tellPerson(tx, ctx, row.id, row.setterId, "task_done", "setter");
};

function textOf(given: unknown, kept: string | null): string {
  return typeof given === "string" ? given : (kept ?? "");
}

/** A link is opened by a colleague: only what `linkProblem` lets pass. @throws DomainError `bad_input` on each wrong one of `links` */
function linksOf(value: unknown): string[] | undefined {
  if (value === undefined) return undefined;
  const links = Array.isArray(value) ? value.map((link) => String(link).trim()) : [];
  const fields = links.flatMap((link, place) => {
    const code = link === "" ? undefined : linkProblem(link);
    return code ? [{ field: `links.${place}`, code }] : [];
  });
  if (fields.length > 0) throw new DomainError("bad_input", "not a web address", { fields });
  return distinctLinks(links);
}

const decided =
  (outcome: "accepted" | "returned", event: NoticeEvent): Effect =>
  async (tx, ctx, { row }, input) => {
    await tx
      .updateTable("task_results")
      .set({ outcome, reason: input.reason ?? null, decided_by: ctx.actor.id, decided_at: ctx.now() })
      .where("task_id", "=", row.id)
      .where("outcome", "is", null)
      .execute();
    if (row.assigneeId) await tellPerson(tx, ctx, row.id, row.assigneeId, event, "assignee", reasonParam(input));
  };

const cancel: Effect = async (tx, ctx, { row }, input) => {
  if (row.assigneeId) await tellPerson(tx, ctx, row.id, row.assigneeId, "task_cancelled", "assignee", reasonParam(input));
};

const reopen: Effect = async (tx, ctx, { row }, input) => {
  if (row.assigneeId) await tellPerson(tx, ctx, row.id, row.assigneeId, "task_reopened", "assignee", reasonParam(input));
};

const restore: Effect = async (tx, ctx, { row }, input) => {
  await tx.updateTable("tasks").set({ cancelled_with_record: false }).where("id", "=", row.id).execute();
  // Whom a step falls to is found when its turn comes, and they are told then.
  if (row.assigneeId && row.stepKey === null)
    await tellPerson(tx, ctx, row.id, row.assigneeId, "task_reopened", "assignee", reasonParam(input));
};

function reasonParam(input: TransitionInput): Record<string, string> {
  return input.reason ? { reason: input.reason } : {};
}

/** The change behind each action of a person; moves of the engine are in `commands.ts`. */
export const TASK_EFFECTS: Record<TaskAction, Effect> = {
  take,
  start,
  handIn,
  accept: decided("accepted", "task_accepted"),
  return: decided("returned", "task_returned"),
  refuseWork: nothing,
  cancel,
  reopen,
  remind: (tx, ctx, { row }) => remindAwaited(tx, ctx, row.id),
  unblock: nothing,
  complete: nothing,
  block: nothing,
  sendBack: nothing,
  putBack: nothing,
  restore,
};
