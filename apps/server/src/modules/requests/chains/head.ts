import { sql } from "kysely";
import type { Context } from "../../../platform/context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import { lockRecord } from "../../../records/record.ts";
import { loadCase } from "../load.ts";
import { settleRequest } from "../settle.ts";

/** Locks the head of the expense chain before a request of it: what moves the one may move the other. */
export async function lockInChain(tx: Tx, id: string): Promise<void> {
  await sql`select r.id from records r where r.id = (select q.chain_id from requests q where q.id = ${id}) for update`.execute(
    tx,
  );
  await lockRecord(tx, id, "request");
}

/** The purchase at the head of a payment's chain waits for the same money: it says so and moves when that changes. */
export async function settleHead(tx: Tx, ctx: Context, request: { id: string; chainId: string }): Promise<void> {
  if (request.chainId !== request.id) await settleRequest(tx, ctx, await loadCase(tx, ctx, request.chainId));
}
