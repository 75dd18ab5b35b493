import { notFound } from "@tartip/domain/kernel/errors";
import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import { ACTING_TURN } from "../../people/commands.ts";
import { mayGrantLeave } from "../../reference/questions.ts";
import { loadCase } from "../load.ts";
import { settleRequest } from "../settle.ts";

/**
 * Locks the head of the expense chain and then a request of it: what moves the one may move the other. One statement, which
 * locks in its order. A request that may grant days away changes who may act, and takes its turn with everybody who does
 * before any row.
 *
 * @throws DomainError `not_found` where there is no such request
 */
export async function lockInChain(tx: Tx, id: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select r.id from records r where r.kind = 'request'
      and r.id = any(array(select q.chain_id from requests q where q.id = ${id} union select ${id}::uuid))
      and (select count(${ACTING_TURN}) from requests q where q.id = ${id} and ${mayGrantLeave(sql.ref("q.type_id"))}) >= 0
    order by r.id = ${id} for update`.execute(tx);
  if (!rows.some((row) => row.id === id)) throw notFound("request");
}

/** The purchase at the head of a payment's chain waits for the same money: it says so and moves when that changes. */
export async function settleHead(tx: Tx, ctx: Context, request: { id: string; chainId: string }): Promise<void> {
  if (request.chainId !== request.id) await settleRequest(tx, ctx, await loadCase(tx, ctx, request.chainId));
}
