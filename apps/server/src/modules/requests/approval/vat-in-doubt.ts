import { covers } from "@tartip/domain/access/grants";
import { decidedAt } from "@tartip/domain/approvals/run";
import { DomainError } from "@tartip/domain/kernel/errors";
import { meaningOf } from "@tartip/domain/requests/meaning";
import { targetOf } from "@tartip/domain/requests/policy";
import { stepOf } from "@tartip/domain/requests/type";
import type { Context } from "../../../platform/context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import type { StepRow } from "../../approvals/questions.ts";
import { ratesInDoubt } from "../../invoices/commands.ts";
import type { RequestCase } from "../load.ts";

/**
 * A rate of VAT in doubt is not approved at the step that fills it, by the accountant or by a substitute without any right over
 * invoices, nor at another step by a person who runs invoices; whichever door the rate came through.
 *
 * @param step where the vote is given
 * @param before the request as it stood before the vote changed fields of its own
 * @throws DomainError `bad_input` for a rate entered in this very vote: its doubt could not be answered then; else `blocked`
 */
export async function refuseVatInDoubt(
  tx: Tx,
  ctx: Context,
  step: StepRow,
  before: RequestCase,
  now: RequestCase,
): Promise<void> {
  const key = meaningOf(now.type).invoice?.vatRate;
  if (key === undefined || !(fillsAt(now, step, key) || covers(ctx.actor, "invoice.manage", targetOf(now.facts.record)))) return;
  const doubted = await ratesInDoubt(tx, now.record.id);
  if (doubted.length === 0) return;
  if (before.values[key] !== now.values[key]) {
    throw new DomainError("bad_input", "a rate in doubt", { fields: [{ field: key, code: "vatInDoubt" }] });
  }
  const blockers = doubted.map(({ id, doubt }) => ({ code: `doubt_${doubt}`, fix: { kind: "record" as const, target: id } }));
  throw new DomainError("blocked", "a rate in doubt", { blockers });
}

/** Whether the vote decides a step at which this field is filled. */
function fillsAt({ row, type }: RequestCase, step: StepRow, key: string): boolean {
  return decidedAt(row.run, step.key).some((at) => stepOf(type, at)?.ownsFields?.includes(key));
}
