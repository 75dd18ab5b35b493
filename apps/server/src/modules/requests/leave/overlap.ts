import { readLevel } from "@tartip/domain/access/visibility";
import { DomainError, type FieldError } from "@tartip/domain/kernel/errors";
import { leaveOf, overlap, type Days } from "@tartip/domain/requests/leave";
import { meaningOf } from "@tartip/domain/requests/meaning";
import type { RequestType } from "@tartip/domain/requests/type";
import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import { awayOn, grantedDays } from "../../people/questions.ts";
import { requestType } from "../../reference/questions.ts";
import { loadCase, type RequestCase } from "../load.ts";
import type { Values } from "../money/expense.ts";
import { GRANTED } from "./leave.ts";

/** States in which a leave is asked for and not granted yet. */
const ASKED: readonly string[] = ["new", "in_progress", "approval", "rework"];

/** Whose leave, by which request and with which answers. */
interface Asking {
  requestId: string;
  personId: string | null;
  type: RequestType;
  values: Values;
  /** Nobody has accepted it yet, so it stands in the way of nothing and is looked at again then. */
  unaccepted: boolean;
}

/** Days away that another request holds; `seen`: the actor may read that request, and so its days. */
interface Met {
  days: Days;
  seen: boolean;
}

/**
 * What is wrong with days away that another request of the person asks for or was granted. An actor who does not see that request
 * learns nothing of it: neither its days nor, by trying one day after the other, whether there is any. Personnel find it when they
 * accept this one.
 */
export async function leaveTwice(tx: Tx, ctx: Context, asking: Asking): Promise<FieldError[]> {
  const met = await daysMet(tx, ctx, asking);
  const field = meaningOf(asking.type).leave?.from;
  if (met === null || field === undefined) return [];
  if (met.seen) return [{ field, code: "leaveOverlaps", params: { from: met.days.fromDate, to: met.days.toDate } }];
  return asking.unaccepted ? [] : [{ field, code: "leaveTaken" }];
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
  const unaccepted = row.acceptedAt === null;
  return leaveTwice(tx, ctx, { requestId: row.id, personId: row.subjectId, type, values, unaccepted });
}

/**
 * A leave that is accepted counts from then on, and one that comes back may find its days taken meanwhile.
 *
 * @throws DomainError `blocked`
 */
export async function refuseLeaveTwice(tx: Tx, ctx: Context, { row, type, values }: RequestCase): Promise<void> {
  const met = await daysMet(tx, ctx, { requestId: row.id, personId: row.subjectId, type, values });
  if (met === null) return;
  const { fromDate: from, toDate: to } = met.days;
  const blockers = [met.seen ? { code: "leave_overlaps", params: { from, to } } : { code: "leave_taken" }];
  throw new DomainError("blocked", "the days are asked for by another request", { blockers });
}

/**
 * Two requests of one person are looked at one after the other: neither would see the other before its end. Of several in the way it
 * is one that the actor sees.
 */
async function daysMet(tx: Tx, ctx: Context, asking: Omit<Asking, "unaccepted">): Promise<Met | null> {
  const { requestId, personId, type, values } = asking;
  const leave = leaveOf(type, values);
  if (leave === null || personId === null) return null;
  await sql`select pg_advisory_xact_lock(hashtextextended(${personId}, 44))`.execute(tx);
  const on = { personId, fromDate: leave.fromDate, toDate: leave.toDate };
  const others = [...(await grantedDays(tx, on, requestId)), ...(await heldDays(tx, on, requestId))];
  for (const { requestId: id, ...days } of others) {
    const other = await loadCase(tx, ctx, id);
    if (readLevel(ctx.actor, other.facts.record) === "full") return { days, seen: true };
  }
  return others[0] ? { days: others[0], seen: false } : null;
}

/**
 * Days that requests of the person hold. Anybody may ask for a colleague's trip: such a request holds nothing before it is accepted. A
 * granted one holds its days as long as the person is away on them, whoever wrote that down.
 */
async function heldDays(tx: Tx, on: Days & { personId: string }, requestId: string): Promise<(Days & { requestId: string })[]> {
  const { rows } = await sql<{ id: string; status: string; typeId: string; data: Values }>`
    select r.id, r.status, q.type_id as "typeId", q.data from records r join requests q on q.id = r.id
    where r.kind = 'request' and r.subject_id = ${on.personId} and r.id <> ${requestId}
      and r.status = any(${[...ASKED, ...GRANTED]}) and (r.author_id = r.subject_id or q.accepted_at is not null)
    order by r.id`.execute(tx);
  const away = await awayOn(tx, on);
  const held: (Days & { requestId: string })[] = [];
  for (const { id, status, typeId, data } of rows) {
    const days = leaveOf(await requestType(tx, typeId), data);
    if (days === null || !overlap(days, on)) continue;
    if (GRANTED.includes(status) && !away.some((one) => overlap(one, days))) continue;
    held.push({ requestId: id, fromDate: days.fromDate, toDate: days.toDate });
  }
  return held;
}
