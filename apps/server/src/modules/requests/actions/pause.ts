import { movedBy, pausedMinutes } from "@tartip/domain/deadlines/pauses";
import { audit } from "../../../platform/audit.ts";
import type { Context } from "../../../platform/context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import { fillRecord } from "../../../records/record.ts";
import { moveOpenSteps } from "../../approvals/commands.ts";
import { moveInvoiceDeadlines } from "../../invoices/commands.ts";
import { workCalendar } from "../../reference/questions.ts";
import { moveTaskDeadlines } from "../../tasks/commands.ts";
import type { RequestCase } from "../load.ts";

/**
 * The author answered: the deadlines of the request and its invoices, of its open tasks and of the steps that are asked move by
 * the working time the question stood open. Nobody moved them, so that no move is counted against anybody.
 */
export async function addPause(tx: Tx, ctx: Context, request: RequestCase, from: Date): Promise<void> {
  const { id, dueAt } = request.record;
  const pause = { from, to: ctx.now() };
  const calendar = await workCalendar(tx);
  const minutes = pausedMinutes(calendar, [pause], from);
  if (minutes === 0) return;
  await tx.insertInto("request_pauses").values({ request_id: id, from_at: from, to_at: pause.to, minutes }).execute();
  await tx
    .updateTable("requests")
    .set((eb) => ({ paused_minutes: eb("paused_minutes", "+", minutes) }))
    .where("id", "=", id)
    .execute();
  if (dueAt !== null) {
    const moved = movedBy(calendar, dueAt, minutes);
    await fillRecord(tx, id, { due_at: moved });
    await moveInvoiceDeadlines(tx, id, moved);
  }
  await moveTaskDeadlines(tx, ctx, id, calendar, pause);
  await moveOpenSteps(tx, id, calendar, pause);
  await audit(tx, ctx, {
    action: "deadline.paused",
    recordId: id,
    entity: "request",
    entityId: id,
    after: { pausedMinutes: minutes },
  });
}
