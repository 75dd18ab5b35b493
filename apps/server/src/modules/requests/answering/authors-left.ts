import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import { refreshAwaits } from "../awaiting.ts";
import { lockInChain } from "../chains/head.ts";
import { loadCase } from "../load.ts";
import { settleRequest } from "../settle.ts";
import { leaveEmptyQueues, requestsOfGone } from "./work-left.ts";

/**
 * Somebody left, came back or moved: open requests that wait for them, or for an author who is not there, wait for whom it is
 * now, and work of those who left goes on. Safe to repeat.
 */
export async function awaitAnswerersAgain(tx: Tx, ctx: Context, personId: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select r.id from records r join people author on author.id = r.author_id
    where r.kind = 'request' and r.open and r.status <> 'draft' and exists (select 1 from awaits a where a.record_id = r.id
      and a.reason in ('clarify', 'rework', 'close', 'payment_needed')
      and (${personId} in (a.person_id, author.id, r.assignee_id) or not author.active or author.external
        or exists (select 1 from requests d join records draft on draft.id = d.id
          where d.chain_id = r.id and draft.status = 'draft' and draft.author_id = ${personId})))
    order by r.id`.execute(tx);
  const gone = new Set(await requestsOfGone(tx));
  for (const id of [...new Set([...gone, ...rows.map((row) => row.id)])].toSorted()) {
    await lockInChain(tx, id);
    const request = await loadCase(tx, ctx, id);
    if (gone.has(id)) await settleRequest(tx, ctx, await leaveEmptyQueues(tx, ctx, request));
    else await refreshAwaits(tx, ctx, request);
  }
}
