import { enforce } from "@tartip/domain/kernel/decision";
import { needs } from "@tartip/domain/kernel/refusals";
import { DomainError, notFound } from "@tartip/domain/kernel/errors";
import { audit } from "../../platform/audit.ts";
import { dayOf } from "../../platform/clock.ts";
import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";
import { followDays } from "./standing.ts";
import { checkDays, mayArrange, wrong } from "./substitutions.ts";

export interface NewAbsence {
  personId: string;
  fromDate: string;
  toDate: string;
  reason: string;
}

/**
 * Writes down that a person is away on these days, both included.
 *
 * @throws DomainError `forbidden`, `bad_input` for wrong days or an overlap with another absence
 */
export async function addAbsence(tx: Tx, ctx: Context, input: NewAbsence): Promise<string> {
  enforce(needs(mayArrange(ctx, input.personId), "no_permission"));
  checkDays(ctx, input);
  const person = await tx.selectFrom("people").select("active").where("id", "=", input.personId).forUpdate().executeTakeFirst();
  if (!person?.active) throw wrong("personId", "referenceInvalid");
  const other = await tx
    .selectFrom("absences")
    .select(["from_date as fromDate", "to_date as toDate"])
    .where("person_id", "=", input.personId)
    .where("cancelled_at", "is", null)
    .where("from_date", "<=", input.toDate)
    .where("to_date", ">=", input.fromDate)
    .limit(1)
    .executeTakeFirst();
  if (other) throw wrong("fromDate", "absenceOverlaps", { from: other.fromDate, to: other.toDate });
  const { id } = await tx
    .insertInto("absences")
    .values({
      person_id: input.personId,
      from_date: input.fromDate,
      to_date: input.toDate,
      reason: input.reason.trim(),
      created_by: ctx.actor.id,
      created_at: ctx.now(),
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await audit(tx, ctx, { action: "absence.created", entity: "absence", entityId: id, after: input });
  await followDays(tx, ctx, input, { principalId: input.personId });
  return id;
}

/** Takes an absence back. @throws DomainError `not_found`, `invalid_transition` when it is over */
export async function cancelAbsence(tx: Tx, ctx: Context, id: string): Promise<void> {
  const row = await tx
    .selectFrom("absences")
    .select(["person_id as personId", "from_date as fromDate", "to_date as toDate", "cancelled_at as cancelledAt"])
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (!row || !mayArrange(ctx, row.personId)) throw notFound("absence");
  if (row.cancelledAt || row.toDate < dayOf(ctx.now())) throw new DomainError("invalid_transition", "the absence is over");
  await tx.updateTable("absences").set({ cancelled_at: ctx.now() }).where("id", "=", id).execute();
  await audit(tx, ctx, { action: "absence.cancelled", entity: "absence", entityId: id, before: row });
  await followDays(tx, ctx, row, { principalId: row.personId });
}
