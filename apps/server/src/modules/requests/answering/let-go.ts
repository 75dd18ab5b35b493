import type { Context } from "../../../platform/context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import type { Awaited } from "../../../records/notices/awaits.ts";
import { leaveIdle } from "../../../records/participants.ts";
import type { RequestCase } from "../load.ts";

/**
 * Who was let in to a restricted request because it waited for them sees it no longer once it is another's, unless they did something
 * on it. Answers who left.
 */
export async function letGo(tx: Tx, ctx: Context, { row }: RequestCase, awaited: readonly Awaited[]): Promise<string[]> {
  if (!row.restricted || !row.open) return [];
  const needed = new Set<string | null | undefined>([
    ctx.actor.id,
    row.assigneeId,
    row.clarifyAskedBy,
    ...awaited.map(({ personId }) => personId),
    ...row.tasks.flatMap(({ assigneeId, reviewerId, handedInBy }) => [assigneeId, reviewerId, handedInBy]),
    ...row.steps.flatMap(({ candidates }) => candidates.flatMap(({ personId, onBehalfOfId }) => [personId, onBehalfOfId])),
    ...row.votes.flatMap(({ personId, onBehalfOfId }) => [personId, onBehalfOfId]),
  ]);
  const idle = row.participants.filter(({ personId, role }) => role === "approver" && !needed.has(personId));
  if (idle.length === 0) return [];
  const parts = row.tasks.map(({ id }) => id);
  return leaveIdle(tx, row.id, idle.map(({ personId }) => personId), parts); // prettier-ignore
}
