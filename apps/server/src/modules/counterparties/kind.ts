import { visibilityPlan } from "@tartip/domain/access/visibility";
import { needs } from "@tartip/domain/kernel/refusals";
import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";
import type { KindFacts, RecordKind } from "../../records/kinds.ts";
import { loadRecord, lockRecord } from "../../records/record.ts";
import { mayManage } from "./rights.ts";
import { counterpartyWorkflow } from "./workflow.ts";

async function loadFacts(tx: Tx, _ctx: Context, id: string): Promise<KindFacts> {
  return { record: await loadRecord(tx, id) };
}

/** A counterparty is the whole company's; only outsiders see none. */
export const counterpartyKind: RecordKind = {
  kind: "counterparty",
  workflow: counterpartyWorkflow,
  lock: (tx, id) => lockRecord(tx, id, "counterparty"),
  loadFacts,
  mayRead: (actor) => visibilityPlan(actor, "counterparty").some((way) => way.by === "all"),
  may: (_action, actor) => needs(mayManage(actor), "no_permission"),
  blockers: () => [],
  effect: async () => undefined,
  settle: async () => undefined,
};
