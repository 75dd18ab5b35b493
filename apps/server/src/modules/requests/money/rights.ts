import type { Actor } from "@tartip/domain/access/actor";
import { visibilityPlan } from "@tartip/domain/access/visibility";
import { sql, type RawBuilder } from "kysely";
import { seesMoneyOf } from "../../../records/visibility.ts";

/** A money column of the list: null where the reader may see the request but not its amount. */
export function moneyColumn(actor: Actor, column: RawBuilder<unknown>): RawBuilder<unknown> {
  const always = visibilityPlan(actor, "request").some((way) => way.by === "all" && way.branchId === null && way.money);
  if (always) return sql`case when not records.restricted or ${seesMoneyOf(actor, "request")} then ${column} end`;
  return sql`case when ${seesMoneyOf(actor, "request")} then ${column} end`;
}
