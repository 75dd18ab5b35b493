import { leaveOf, type Days } from "@tartip/domain/requests/leave";
import { meaningOf } from "@tartip/domain/requests/meaning";
import { fieldOf } from "@tartip/domain/requests/type";
import type { Context } from "../../../platform/context.ts";
import type { Db, Tx } from "../../../platform/db/database.ts";
import { tellPerson } from "../../../records/notices/tell.ts";
import { grantLeave, revokeLeave } from "../../people/commands.ts";
import { awayOn, standingOn } from "../../people/questions.ts";
import type { RequestCase } from "../load.ts";
import type { Names } from "../screens/screen-query.ts";

/** States in which the days away were granted: every approval there is was given. */
export const GRANTED: readonly string[] = ["waiting", "done", "closed"];

/** The days away this request asks for, with whom it is about. */
function daysOf({ type, values, row }: RequestCase) {
  const leave = leaveOf(type, values);
  if (leave === null || row.subjectId === null) return null;
  return { ...leave, requestId: row.id, personId: row.subjectId };
}

/** Nothing of the request is left to be approved: the person is away on its days, and the colleague named stands in. */
export async function leaveGranted(tx: Tx, ctx: Context, request: RequestCase): Promise<void> {
  const leave = daysOf(request);
  if (leave === null) return;
  const { recorded, withoutSubstitute } = await grantLeave(tx, ctx, { ...leave, reason: reasonOf(request) });
  const { id, assigneeId } = request.record;
  const params = { from: leave.fromDate, to: leave.toDate };
  if (recorded) await tellPerson(tx, ctx, id, leave.personId, "leave_recorded", "subject", params);
  if (!withoutSubstitute) return;
  await tellPerson(tx, ctx, id, leave.personId, "leave_without_substitute", "subject", params);
  if (assigneeId) await tellPerson(tx, ctx, id, assigneeId, "leave_without_substitute", "responsible", params);
}

/** The approval no longer stands: what it wrote down is taken back, as far as it is not over. */
export async function leaveTakenBack(tx: Tx, ctx: Context, request: RequestCase): Promise<void> {
  const leave = daysOf(request);
  if (leave === null || !(await revokeLeave(tx, ctx, leave.requestId))) return;
  const params = { from: leave.fromDate, to: leave.toDate };
  await tellPerson(tx, ctx, leave.requestId, leave.personId, "leave_taken_back", "subject", params);
}

/** What kind of leave it is, in Russian like titles of tasks: the list of absences has no reader's language. */
function reasonOf({ type, values }: RequestCase): string {
  const { leave } = meaningOf(type);
  const option = leave && fieldOf(type, leave.kind)?.options?.find((one) => one.value === values[leave.kind]);
  return option?.label?.ru ?? "";
}

/** What stands on the days of a granted leave; null while nothing is granted. */
export async function readLeave(db: Db | Tx, request: RequestCase) {
  const leave = GRANTED.includes(request.facts.state) ? daysOf(request) : null;
  return leave === null ? null : { ...(await standingOn(db, leave)), substituteNamed: leave.substituteId !== null };
}

/** Days on which the colleague named is away themselves, while it can still be changed. */
export async function substituteAway(db: Db | Tx, request: RequestCase): Promise<Days[]> {
  const leave = leaveOf(request.type, request.values);
  const personId = leave?.substituteId ?? null;
  if (leave === null || personId === null || !request.record.open || GRANTED.includes(request.facts.state)) return [];
  return awayOn(db, { ...leave, personId });
}

export type LeaveRead = Awaited<ReturnType<typeof readLeave>>;

/** The same with the names of who stands in. */
export function presentLeave(leave: LeaveRead, names: Names) {
  if (leave === null) return null;
  const substitutions = leave.substitutions.map(({ substituteId, ...days }) => ({
    ...days,
    substitute: { id: substituteId, name: names.people.get(substituteId) ?? "" },
  }));
  return { ...leave, substitutions };
}
