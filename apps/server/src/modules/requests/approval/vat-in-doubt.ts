import { DomainError } from "@tartip/domain/kernel/errors";
import { meaningOf } from "@tartip/domain/requests/meaning";
import type { Context } from "../../../platform/context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import { ratesInDoubt } from "../../invoices/commands.ts";
import type { RequestCase } from "../load.ts";

/**
 * Who answers for the rate of VAT does not approve one in doubt, whichever door it came through.
 *
 * @param before the request as it stood before the vote changed fields of its own
 * @throws DomainError `bad_input` for a rate entered in this very vote: its doubt could not be answered then; else `blocked`
 */
export async function refuseVatInDoubt(tx: Tx, ctx: Context, before: RequestCase, now: RequestCase): Promise<void> {
  const key = meaningOf(now.type).invoice?.vatRate;
  if (key === undefined) return;
  const doubted = await ratesInDoubt(tx, ctx, now.record.id);
  if (doubted.length === 0) return;
  if (before.values[key] !== now.values[key]) {
    throw new DomainError("bad_input", "a rate in doubt", { fields: [{ field: key, code: "vatInDoubt" }] });
  }
  const blockers = doubted.map(({ id, doubt }) => ({ code: `doubt_${doubt}`, fix: { kind: "record" as const, target: id } }));
  throw new DomainError("blocked", "a rate in doubt", { blockers });
}
