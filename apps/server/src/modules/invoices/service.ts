import { covers } from "@tartip/domain/access/grants";
import { mayRead } from "@tartip/domain/access/visibility";
import type { Doubt } from "@tartip/domain/invoices/doubts";
import type { InvoiceFacts } from "@tartip/domain/invoices/facts";
import { DomainError, notFound } from "@tartip/domain/kernel/errors";
import { targetOf } from "@tartip/domain/requests/policy";
import { sql } from "kysely";
import { audit } from "../../platform/audit.ts";
import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";
import type { TransitionInput } from "../../records/kinds.ts";
import { loadRecord, patchRecord } from "../../records/record.ts";
import { applyTransition } from "../../records/transition.ts";
import { duplicateKey, loadInvoice, type InvoiceCase } from "./facts.ts";
import { lockInvoice } from "./row.ts";

export interface Moved {
  id: string;
  status: string;
  version: number;
}

/** States in which an explanation still matters. */
const BEFORE_DECISION: readonly string[] = ["received", "approval", "rework"];

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
  const { facts, row } = await toExplain(tx, ctx, id, input.version);
  const certain = facts.duplicate === "certain";
  // Only a person who may decide on an excess over the budget may let a certain duplicate pass.
  if (certain && !decides(ctx, facts))
    throw new DomainError("forbidden", "not for this person to explain", { key: "no_permission" });
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

/**
 * Says why papers that look wrong are right. The answer holds while what the doubt arose from stays as it is.
 *
 * @throws DomainError `forbidden` for people who do not run the invoice, `invalid_transition` when there is no such doubt
 */
export async function answerDoubt(
  tx: Tx,
  ctx: Context,
  id: string,
  input: { version: number; doubt: Doubt; reason: string },
): Promise<Moved> {
  const { doubts } = await toExplain(tx, ctx, id, input.version);
  const doubted = doubts.find(({ doubt }) => doubt === input.doubt);
  if (!doubted) throw new DomainError("invalid_transition", "nothing of the kind is in doubt");
  const answer = { [input.doubt]: { key: doubted.key, reason: input.reason } };
  await sql`update invoices set doubt_answers = doubt_answers || ${JSON.stringify(answer)}::jsonb where id = ${id}`.execute(tx);
  await patchRecord(tx, ctx, id, {});
  await audit(tx, ctx, {
    action: "invoice.doubt_answered",
    entity: "invoice",
    entityId: id,
    recordId: id,
    after: { doubt: input.doubt, key: doubted.key },
    reason: input.reason,
  });
  return standing(tx, id);
}

function decides(ctx: Context, facts: InvoiceFacts): boolean {
  return covers(ctx.actor, "overLimit.grant", { ...targetOf(facts.record), overLimitPct: 0 });
}

/** Who may explain an invoice before it is decided on: who runs it, or who may let an excess pass; a certain duplicate, the latter alone. */
export function mayExplain(ctx: Context, { record, facts }: InvoiceCase): { duplicate: boolean; doubts: boolean } {
  const matters = BEFORE_DECISION.includes(record.status);
  const any = matters && (runs(ctx, { record, facts }) || decides(ctx, facts));
  return { duplicate: facts.duplicate === "certain" ? matters && decides(ctx, facts) : any, doubts: any };
}

function runs(ctx: Context, { record, facts }: Pick<InvoiceCase, "record" | "facts">): boolean {
  return record.authorId === ctx.actor.id || covers(ctx.actor, "invoice.manage", targetOf(facts.record));
}

/** The invoice, locked, for a person who may explain something about it before it is decided on. */
async function toExplain(tx: Tx, ctx: Context, id: string, version: number): Promise<InvoiceCase> {
  await lockInvoice(tx, id);
  const invoice = await loadInvoice(tx, id);
  const { record, facts } = invoice;
  if (!mayRead(ctx.actor, facts.record)) throw notFound("invoice");
  if (!runs(ctx, invoice) && !decides(ctx, facts))
    throw new DomainError("forbidden", "not for this person to explain", { key: "no_permission" });
  if (version !== record.version) throw new DomainError("stale_version", `invoice is at version ${record.version}`);
  if (!BEFORE_DECISION.includes(record.status)) throw new DomainError("invalid_transition", `invoice is ${record.status}`);
  return invoice;
}
