import { covers } from "@tartip/domain/access/grants";
import { mayRead } from "@tartip/domain/access/visibility";
import { DomainError, notFound } from "@tartip/domain/kernel/errors";
import { targetOf } from "@tartip/domain/requests/policy";
import { sql } from "kysely";
import { audit } from "../../platform/audit.ts";
import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";
import type { TransitionInput } from "../../records/kinds.ts";
import { loadRecord, patchRecord } from "../../records/record.ts";
import { applyTransition } from "../../records/transition.ts";
import { duplicateKey, loadInvoice } from "./facts.ts";
import { lockInvoice } from "./row.ts";

export interface Moved {
  id: string;
  status: string;
  version: number;
}

/** Actions that move money: their key of idempotency is compulsory. */
export const MONEY_ACTIONS: readonly string[] = ["pay", "refund"];

/** One action inside the transaction of its idempotency key. */
export async function moveOne(tx: Tx, ctx: Context, id: string, input: TransitionInput): Promise<Moved> {
  await applyTransition(tx, ctx, "invoice", id, input);
  return standing(tx, id);
}

async function standing(tx: Tx, id: string): Promise<Moved> {
  const { status, version } = await loadRecord(tx, id);
  return { id, status, version };
}

/**
 * Says why the invoice is no duplicate: anybody who runs it for a likely one, the financial director alone for a certain one.
 *
 * @throws DomainError `forbidden` for others, `invalid_transition` when nothing looks alike
 */
export async function explainDuplicate(
  tx: Tx,
  ctx: Context,
  id: string,
  input: { version: number; reason: string },
): Promise<Moved> {
  await lockInvoice(tx, id);
  const invoice = await loadInvoice(tx, id);
  const { record, facts, row } = invoice;
  if (!mayRead(ctx.actor, facts.record)) throw notFound("invoice");
  const certain = facts.duplicate === "certain";
  const runs = record.authorId === ctx.actor.id || covers(ctx.actor, "invoice.manage", targetOf(facts.record));
  // Only a person who may decide on an excess over the budget may let a certain duplicate pass.
  const decides = covers(ctx.actor, "overLimit.grant", { ...targetOf(facts.record), overLimitPct: 0 });
  if (certain ? !decides : !runs && !decides)
    throw new DomainError("forbidden", "not for this person to explain", { key: "no_permission" });
  if (input.version !== record.version) throw new DomainError("stale_version", `invoice is at version ${record.version}`);
  if (!["received", "approval", "rework"].includes(record.status))
    throw new DomainError("invalid_transition", `invoice is ${record.status}`);
  if (facts.duplicate !== "certain" && facts.duplicate !== "likely")
    throw new DomainError("invalid_transition", "nothing looks like this invoice");
  await sql`update invoices set duplicate_reason = ${input.reason} where id = ${id}`.execute(tx);
  await patchRecord(tx, ctx, id, {});
  await audit(tx, ctx, {
    action: certain ? "invoice.duplicate_overridden" : "invoice.duplicate_explained",
    entity: "invoice",
    entityId: id,
    recordId: id,
    after: { key: duplicateKey(row), level: facts.duplicate },
    reason: input.reason,
  });
  return standing(tx, id);
}
