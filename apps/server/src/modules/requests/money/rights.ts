import type { Actor } from "@tartip/domain/access/actor";
import { visibilityPlan } from "@tartip/domain/access/visibility";
import { sql, type RawBuilder } from "kysely";
import { seesMoneyOf } from "../../../records/visibility.ts";

/** A money column of the list: null where the reader may see the request but not its amount. */
export function moneyColumn(actor: Actor, column: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`case when ${moneyOpen(actor)} then ${column} end`;
}

/** Whether the amounts of a row are open to the reader. */
export function moneyOpen(actor: Actor): RawBuilder<boolean> {
  const always = visibilityPlan(actor, "request").some((way) => way.by === "all" && way.branchId === null && way.money);
  const sees = seesMoneyOf(actor, "request");
  return always ? sql`(not records.restricted or ${sees})` : sees;
}
