import { sql } from "kysely";
import { auditAll } from "../../platform/audit.ts";
import { onLeaving } from "../people/commands.ts";

/** Places and projects of a person who leaves: heads are named by the rule of heads, projects go to the successor. */
export function registerOrganisationHoldings(): void {
  onLeaving({
    key: "places",
    way: "byHand",
    async count(db, personId) {
      const { rows } = await sql<{ places: number }>`
        select (select count(*)::int from departments where head_id = ${personId} and active)
          + (select count(*)::int from branches where head_id = ${personId} and active) as places`.execute(db);
      return rows[0]?.places ?? 0;
    },
  });
  onLeaving({
    key: "projects",
    way: "toSuccessor",
    async count(db, personId) {
      const rows = await db
        .selectFrom("projects")
        .select("id")
        .where("owner_id", "=", personId)
        .where("status", "=", "active")
        .execute();
      return rows.length;
    },
    async give(tx, ctx, personId, successorId) {
      const rows = await tx
        .updateTable("projects")
        .set((eb) => ({ owner_id: successorId, version: eb("version", "+", 1) }))
        .where("owner_id", "=", personId)
        .where("status", "=", "active")
        .returning("id")
        .execute();
      const moved = { before: { ownerId: personId }, after: { ownerId: successorId } };
      await auditAll(
        tx,
        ctx,
        rows.map(({ id }) => ({ action: "project.changed", entity: "project", entityId: id, ...moved })),
      );
    },
  });
}
