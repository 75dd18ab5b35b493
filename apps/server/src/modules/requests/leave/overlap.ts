import { DomainError, type FieldError } from "@tartip/domain/kernel/errors";
import { leaveOf, overlap, type Days } from "@tartip/domain/requests/leave";
import { meaningOf } from "@tartip/domain/requests/meaning";
import type { RequestType } from "@tartip/domain/requests/type";
import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import { grantedDays } from "../../people/questions.ts";
import { loadCase, type RequestCase } from "../load.ts";
import type { Values } from "../money/expense.ts";

/** States in which a leave is asked for and not granted yet. */
const ASKED: readonly string[] = ["new", "in_progress", "approval", "rework"];

/** Whose leave, by which request and with which answers. */
interface Asking {
  requestId: string;
  personId: string | null;
  type: RequestType;
  values: Values;
}

/** What is wrong with days away that another request of the person asks for or was granted. */
export async function leaveTwice(tx: Tx, ctx: Context, asking: Asking): Promise<FieldError[]> {
  const met = await daysMet(tx, ctx, asking);
  const field = meaningOf(asking.type).leave?.from;
  if (met === null || field === undefined) return [];
  return [{ field, code: "leaveOverlaps", params: { from: met.fromDate, to: met.toDate } }];
}

/** The same for a change of the card: days that stood before are not held against an edit of something else. */
export async function leaveMovedTwice(
  tx: Tx,
  ctx: Context,
  { row, type }: RequestCase,
  values: Values,
  moved: readonly string[],
): Promise<FieldError[]> {
  const keys = meaningOf(type).leave;
  if (keys === undefined || ![keys.kind, keys.from, keys.to].some((key) => moved.includes(key))) return [];
  return leaveTwice(tx, ctx, { requestId: row.id, personId: row.subjectId, type, values });
}

/** A leave that comes back may find its days taken meanwhile. @throws DomainError `blocked` */
export async function refuseLeaveTwice(tx: Tx, ctx: Context, { row, type, values }: RequestCase): Promise<void> {
  const met = await daysMet(tx, ctx, { requestId: row.id, personId: row.subjectId, type, values });
  if (met === null) return;
  const blockers = [{ code: "leave_overlaps", params: { from: met.fromDate, to: met.toDate } }];
  throw new DomainError("blocked", "the days are asked for by another request", { blockers });
}

/** Two requests of one person are looked at one after the other: neither would see the other before its end. */
async function daysMet(tx: Tx, ctx: Context, { requestId, personId, type, values }: Asking): Promise<Days | null> {
  const leave = leaveOf(type, values);
  if (leave === null || personId === null) return null;
  await sql`select pg_advisory_xact_lock(hashtextextended(${personId}, 44))`.execute(tx);
  const granted = await grantedDays(tx, { personId, ...leave }, requestId);
  if (granted !== null) return granted;
  const others = await tx
    .selectFrom("records")
    .select("id")
    .where("kind", "=", "request")
    .where("subject_id", "=", personId)
    .where("id", "<>", requestId)
    .where("status", "in", ASKED)
    .orderBy("id")
    .execute();
  for (const { id } of others) {
    const other = await loadCase(tx, ctx, id);
    const days = leaveOf(other.type, other.values);
    if (days !== null && overlap(days, leave)) return days;
  }
  return null;
}
