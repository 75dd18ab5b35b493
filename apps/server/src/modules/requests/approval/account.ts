import type { RunStep } from "@tartip/domain/approvals/run";
import { moneyKeys, type RequestType } from "@tartip/domain/requests/type";
import { vouchedKeys } from "@tartip/domain/requests/vouched-fields";
import type { Context } from "../../../platform/context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import { voidVotes } from "../../approvals/commands.ts";
import { decidedAccount, type DecidedAccount } from "../../invoices/questions.ts";
import { loadCase, type RequestCase } from "../load.ts";
import { hostFor } from "./run-host.ts";

/**
 * A returned payment is sent again to another account than it was decided on: the votes that vouch for the money fall, and who
 * entered the account may not decide on it (S1).
 *
 * @param was the account before it was sent again
 */
export async function accountReplaced(
  tx: Tx,
  ctx: Context,
  request: RequestCase,
  was: DecidedAccount | null,
): Promise<RequestCase> {
  const { id } = request.record;
  const now = await decidedAccount(tx, id);
  if (was === null || now === null || was.id === now.id) return request;
  const lastChangedBy = { ...request.row.lastChangedBy, account: now.enteredById };
  await tx
    .updateTable("requests")
    .set({ last_changed_by: JSON.stringify(lastChangedBy) })
    .where("id", "=", id)
    .execute();
  const known = await loadCase(tx, ctx, id);
  await voidVotes(tx, ctx, id, await hostFor(tx, ctx, known), {
    before: { account: was.ends },
    after: { account: now.ends },
    keysOf: (step) => (vouchesForAccount(known.type, step) ? ["account"] : []),
    owned: [],
    editorId: now.enteredById,
  });
  return loadCase(tx, ctx, id);
}

/** Anyone who vouches for the amount vouches for where it goes; the head of the department answers for the need alone. */
function vouchesForAccount(type: RequestType, step: RunStep): boolean {
  if (step.kind === "over_limit") return true;
  const money = moneyKeys(type);
  return !("rule" in step.by) && vouchedKeys(type, step).some((key) => money.includes(key));
}
