import { changesBetween, type Vouched } from "@tartip/domain/approvals/vouching";
import { blocker } from "@tartip/domain/kernel/blockers";
import type { Blocker } from "@tartip/domain/kernel/errors";
import { mayEditRequest } from "@tartip/domain/requests/policy";
import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";
import type { FileChange } from "../../records/files-rules.ts";
import { syncFromRequest } from "../invoices/commands.ts";
import { voidVotes, votedOn } from "./card.ts";
import { hasInvoice, invoiceInput } from "./invoice-input.ts";
import { loadCase } from "./load.ts";
import { vouchableValues } from "./run-host.ts";
import { settleRequest } from "./settle.ts";

const before = new WeakMap<Tx, Map<string, Vouched>>();

/** Files of form fields are part of the card: they change by its rules and are frozen after the approval. */
export async function fileBlockersOf(tx: Tx, ctx: Context, requestId: string, change: FileChange): Promise<Blocker[]> {
  const request = await loadCase(tx, ctx, requestId);
  if (change.fieldKey === null) {
    return change.change === "remove" && ["waiting", "done", "closed"].includes(request.facts.state)
      ? [blocker("record_closed")]
      : [];
  }
  const known = before.get(tx) ?? new Map<string, Vouched>();
  if (!known.has(requestId)) known.set(requestId, await vouchableValues(tx, request));
  before.set(tx, known);
  const decision = mayEditRequest(ctx.actor, request.facts);
  if (votedOn(request).includes(change.fieldKey)) return [{ code: "rule.frozen" }];
  return decision.allowed ? [] : [{ code: `rule.${decision.rule}` }];
}

/** A changed file of a field: votes that vouch for it fall, the invoice points at the new version. */
export async function filesChanged(tx: Tx, ctx: Context, requestId: string, fieldKey: string | null): Promise<void> {
  if (fieldKey === null) return;
  const request = await loadCase(tx, ctx, requestId);
  if (request.facts.state === "draft") return;
  if (request.facts.state === "rework") {
    await tx.updateTable("requests").set({ answered: true }).where("id", "=", requestId).execute();
  }
  const was = before.get(tx)?.get(requestId);
  const differs = was && changesBetween(was, await vouchableValues(tx, request)).length > 0;
  if (was && differs) await voidVotes(tx, ctx, request, was, { owned: [], editorId: null });
  if (hasInvoice(request.type)) await syncFromRequest(tx, ctx, requestId, invoiceInput(request));
  await settleRequest(tx, ctx, requestId);
}
