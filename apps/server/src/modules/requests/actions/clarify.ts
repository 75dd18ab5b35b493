import type { Context } from "../../../platform/context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import { addComment } from "../../../records/comments/comments.ts";
import type { TransitionInput } from "../../../records/kinds.ts";
import { tellPerson } from "../../../records/notices/tell.ts";
import type { RequestCase } from "../load.ts";
import { addPause } from "./pause.ts";

/** A question to the author, or to who answers in their place (who is told when awaited): the clock pauses, the answer returns the request to the same place. */
export async function ask(tx: Tx, ctx: Context, request: RequestCase, input: TransitionInput): Promise<void> {
  const { id, authorId } = request.record;
  await tx
    .updateTable("requests")
    .set({ clarify_asked_by: ctx.actor.id, clarify_asked_at: ctx.now(), clarify_question: input.reason ?? "" })
    .where("id", "=", id)
    .execute();
  await addComment(tx, ctx, id, { source: input.reason ?? "" });
  if (request.facts.answererId === authorId) await tellPerson(tx, ctx, id, authorId, "question", "author");
}

/** The author's answer: the working time it was waited for is added to every deadline that ran meanwhile. */
export async function answer(tx: Tx, ctx: Context, request: RequestCase, input: TransitionInput): Promise<void> {
  const { id } = request.record;
  const { clarifyAskedBy, clarifyAskedAt, assigneeId } = request.row;
  // The one who asked and ends it says nothing of what was returned.
  const answers = ctx.actor.id !== clarifyAskedBy || [request.facts.answererId, assigneeId].includes(ctx.actor.id);
  await tx
    .updateTable("requests")
    .set({ clarify_asked_by: null, clarify_asked_at: null, clarify_question: null, ...(answers ? { answered: true } : {}) })
    .where("id", "=", id)
    .execute();
  if (clarifyAskedAt !== null) await addPause(tx, ctx, request, clarifyAskedAt);
  await addComment(tx, ctx, id, { source: input.reason ?? "" });
  if (clarifyAskedBy) await tellPerson(tx, ctx, id, clarifyAskedBy, "answer", "asked");
}
