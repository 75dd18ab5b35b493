import { headOf, managersAbove, personOf, type OrgSnapshot } from "@tartip/domain/access/organisation";
import type { DeadlineLevel } from "@tartip/domain/deadlines/levels";
import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";
import { whyAwaited } from "../../records/notices/remind.ts";
import { membersOf } from "../../records/notices/tell.ts";
import { loadRecord } from "../../records/record.ts";
import { whoMaySee } from "../../records/sight.ts";
import type { DueRow } from "./queries.ts";

/** Of a record that waits, what says who stands above. */
export type Awaiting = Pick<DueRow, "id" | "awaited" | "own" | "assigneeId" | "departmentId">;

export interface Told {
  personId: string;
  why: string;
}

/** Whom a deadline speaks to that is near, or has passed: each once, for the strongest reason, and only people who are let in. */
export async function nextToAct(tx: Tx, org: OrgSnapshot, due: DueRow, level: DeadlineLevel): Promise<Told[]> {
  const told: Told[] = due.awaited.flatMap(({ personId, reason }) => (personId ? [{ personId, why: whyAwaited(reason) }] : []));
  if (due.own && due.assigneeId) told.push({ personId: due.assigneeId, why: "responsible" });
  if (due.own && level === "overdue") told.push({ personId: due.authorId, why: "author" });
  const queues = due.awaited.flatMap(({ queueId }) => queueId ?? []);
  for (const queueId of queues)
    told.push(...(await membersOf(tx, queueId)).map((personId) => ({ personId, why: "queue_member" })));
  // The setter of a task coordinates it, and the author of a request waits for it: what nobody has taken is theirs to move.
  if (level === "overdue" && queues.length > 0)
    told.push({ personId: due.authorId, why: due.kind === "task" ? "setter" : "author" });
  const known = new Set<string>();
  return told.filter(({ personId }) => personOf(org, personId)?.active && !known.has(personId) && known.add(personId));
}

/**
 * The heads to whom work that is late goes up, one for each person awaited: the nearest manager, then the head of the
 * department; where that is the same person, the next above. What nobody has taken goes to the head of the record's own
 * department. A person who may not see the record is passed over, and so is one who is away.
 */
export async function headsAbove(
  tx: Tx,
  ctx: Context,
  org: OrgSnapshot,
  due: Awaiting,
  level: "head" | "department",
): Promise<Told[]> {
  const doers = doersOf(due);
  const lines = doers.length > 0 ? doers.map((id) => lineAbove(org, id)) : [lineOfDepartment(org, due.departmentId)];
  const record = await loadRecord(tx, due.id);
  const seeing = new Set(await whoMaySee(tx, ctx, record, [...new Set(lines.flatMap(({ all }) => all))]));
  const told = new Map<string, string>();
  for (const { all, headId } of lines) {
    const able = all.filter((id) => seeing.has(id) && !doers.includes(id) && isHere(org, id));
    const [nearest] = able;
    const above = headId !== nearest && headId !== null && able.includes(headId) ? headId : able[1];
    const chosen = level === "head" ? nearest : above;
    if (chosen !== undefined) told.set(chosen, level === "head" && doers.length > 0 ? "manager" : "department_head");
  }
  return [...told].map(([personId, why]) => ({ personId, why }));
}

function doersOf({ awaited, own, assigneeId }: Awaiting): string[] {
  const people = awaited.flatMap(({ personId }) => personId ?? []);
  return [...new Set([...people, ...(own && assigneeId && awaited.length === 0 ? [assigneeId] : [])])];
}

interface Line {
  all: string[];
  headId: string | null;
}

function lineAbove(org: OrgSnapshot, personId: string): Line {
  const headId = headOf(org, personOf(org, personId)?.departmentId ?? null);
  const rest = headId === null ? [] : [headId, ...managersAbove(org, headId)];
  return { all: [...new Set([...managersAbove(org, personId), ...rest])], headId };
}

function lineOfDepartment(org: OrgSnapshot, departmentId: string | null): Line {
  const headId = headOf(org, departmentId);
  return { all: headId === null ? [] : [headId, ...managersAbove(org, headId)], headId };
}

function isHere(org: OrgSnapshot, personId: string): boolean {
  const person = personOf(org, personId);
  return person !== undefined && person.active && !person.external && !person.absent;
}
