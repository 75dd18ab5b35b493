import { covers } from "@tartip/domain/access/grants";
import { DomainError, notFound } from "@tartip/domain/kernel/errors";
import { sql } from "kysely";
import { audit } from "../../platform/audit.ts";
import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";
import { readableLines } from "./rights.ts";

/** The journal's name for the answer; the ledger itself is append-only, so the reason stands beside it. */
export const EXPLAINED = "budget.difference_explained";

/**
 * Enters the reason of a system grant: done by the line's responsible, or by a manager of budgets.
 * A second answer stands beside the first; the card shows the latest.
 *
 * @throws DomainError `not_found` for a line not readable or an entry of another sort, `forbidden` for other readers
 */
export async function explainDifference(tx: Tx, ctx: Context, entryId: number, reason: string): Promise<void> {
  const { rows } = await sql<{ responsibleId: string | null; branchId: string; recordId: string | null; amountMinor: number }>`
    select l.responsible_id as "responsibleId", l.branch_id as "branchId", e.record_id as "recordId", e.amount_minor as "amountMinor"
    from budget_entries e join budget_cells c on c.id = e.cell_id join budget_lines l on l.id = c.line_id
    join cost_items ci on ci.id = l.cost_item_id
    where e.id = ${entryId} and e.cause = 'system_grant' and ${readableLines(ctx.actor)}`.execute(tx);
  const [entry] = rows;
  if (!entry) throw notFound("budget entry");
  const answers = entry.responsibleId === ctx.actor.id || covers(ctx.actor, "budget.manage", { branchId: entry.branchId });
  if (!answers) throw new DomainError("forbidden", "only who answers for the line", { key: "no_permission" });
  await audit(tx, ctx, {
    action: EXPLAINED,
    entity: "budget_entry",
    entityId: String(entryId),
    recordId: entry.recordId,
    after: { amountMinor: entry.amountMinor },
    reason,
  });
}
