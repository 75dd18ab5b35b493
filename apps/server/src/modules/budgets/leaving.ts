import { auditAll } from "../../platform/audit.ts";
import { actingChanged, onLeaving } from "../people/commands.ts";

/** Budget lines a person who leaves answers for go to the successor: who answers for a line says why it differs from its plan. */
export function registerBudgetHoldings(): void {
  onLeaving({
    key: "budgetLines",
    way: "toSuccessor",
    count: async (db, personId) =>
      (await db.selectFrom("budget_lines").select("id").where("responsible_id", "=", personId).execute()).length,
    async give(tx, ctx, personId, successorId) {
      const rows = await tx
        .updateTable("budget_lines")
        .set({ responsible_id: successorId })
        .where("responsible_id", "=", personId)
        .returning("id")
        .execute();
      const moved = { before: { responsibleId: personId }, after: { responsibleId: successorId } };
      await auditAll(
        tx,
        ctx,
        rows.map(({ id }) => ({ action: "budget_line.changed", entity: "budget_line", entityId: id, ...moved })),
      );
      // S5: who answers for a line grants nothing over it, so a decision that waits for them asks somebody else.
      if (rows.length > 0) await actingChanged(tx, ctx, successorId);
    },
  });
}
