import type { Context } from "../../../platform/context.ts";
import { inTransaction } from "../../../platform/db/transaction.ts";
import { refreshAwaits } from "../awaiting.ts";
import { lockInChain } from "../chains/head.ts";
import { loadCase } from "../load.ts";
import { settleRequest } from "../settle.ts";
import { requestsOfGone, requestsToAskAgain, type Following } from "./waiting.ts";
import { leaveEmptyQueues } from "./work-left.ts";

interface FollowingRequest extends Following {
  /** Somebody who left has it or works on it, or nobody serves its queue; else only whom it waits for is asked again. */
  given: boolean;
}

async function following({ app, now }: Pick<Context, "app" | "now">, personId: string | null): Promise<FollowingRequest[]> {
  const gone = await requestsOfGone(app.db, { now }, personId);
  const known = new Set(gone.map(({ id }) => id));
  const asked = await requestsToAskAgain(app.db, personId);
  return [
    ...gone.map((row) => ({ ...row, given: true })),
    ...asked.filter(({ id }) => !known.has(id)).map((row) => ({ ...row, given: false })),
  ];
}

async function follow(ctx: Context, { id, given }: FollowingRequest): Promise<void> {
  await inTransaction(ctx.app, async (tx) => {
    await lockInChain(tx, id);
    const request = await loadCase(tx, ctx, id);
    if (!request.row.open) return;
    if (given) await settleRequest(tx, ctx, await leaveEmptyQueues(tx, ctx, request));
    else await refreshAwaits(tx, ctx, request);
  });
}

/**
 * Somebody left, came back or moved: open requests that wait for them, or for an author who is not there, wait for whom it is
 * now, and work of those who left goes on.
 */
export const requestsFollow = { rows: following, follow };
