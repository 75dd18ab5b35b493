import { managersAbove } from "@tartip/domain/access/organisation";
import { dayOf } from "../../../platform/clock.ts";
import type { Db, Tx } from "../../../platform/db/database.ts";
import { loadOrg } from "../../access/questions.ts";
import { updatePerson } from "../service.ts";
import { onLeaving, type Holding } from "./holdings.ts";

const reports = (db: Db | Tx, personId: string) =>
  db.selectFrom("people").select(["id", "version"]).where("manager_id", "=", personId).where("active", "=", true).orderBy("id");

/** People who report to them: the successor may be one of these, and then reports to who was above. */
const REPORTS: Holding = {
  key: "reports",
  way: "toSuccessor",
  count: async (db, personId) => (await reports(db, personId).execute()).length,
  async give(tx, ctx, personId, successorId) {
    const { above } = await tx
      .selectFrom("people")
      .select("manager_id as above")
      .where("id", "=", personId)
      .executeTakeFirstOrThrow();
    // A successor from below goes up first: nobody reports to somebody below them.
    if (managersAbove(await loadOrg(tx, dayOf(ctx.now())), successorId).includes(personId)) {
      const { version } = await tx.selectFrom("people").select("version").where("id", "=", successorId).executeTakeFirstOrThrow();
      await updatePerson(tx, ctx, successorId, version, { managerId: above });
    }
    for (const { id, version } of await reports(tx, personId).execute())
      await updatePerson(tx, ctx, id, version, { managerId: successorId });
  },
};

/** What people themselves know of: who reports to whom. */
export function registerOwnHoldings(): void {
  onLeaving(REPORTS);
}
