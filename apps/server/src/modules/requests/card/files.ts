import { changesBetween, type Vouched } from "@tartip/domain/approvals/vouching";
import { blocker } from "@tartip/domain/kernel/blockers";
import type { Blocker } from "@tartip/domain/kernel/errors";
import { mayEditRequest } from "@tartip/domain/requests/policy";
import { carriesInvoice } from "@tartip/domain/requests/meaning";
import { fieldOf } from "@tartip/domain/requests/type";
import type { Context } from "../../../platform/context.ts";
import type { Db, Tx } from "../../../platform/db/database.ts";
import type { FileChange } from "../../../records/kinds.ts";
import { syncFromRequest } from "../../invoices/commands.ts";
import { voidVotes, votedOn } from "./card.ts";
import { invoiceInput } from "../money/invoice.ts";
import { markAnswered } from "../actions/answers.ts";
import { loadCase, loadType, type RequestCase } from "../load.ts";
import { vouchableValues } from "../approval/run-host.ts";
import { settleRequest } from "../settle.ts";

/** Files of form fields are part of the card: they change by its rules and are frozen after the approval. */
export async function fileBlockersOf(db: Db | Tx, ctx: Context, requestId: string, change: FileChange): Promise<Blocker[]> {
  const request = await loadCase(db, ctx, requestId);
  if (change.fieldKey === null) return change.change === "remove" && isApproved(request) ? [blocker("record_closed")] : [];
  const decision = mayEditRequest(ctx.actor, request.facts);
  if (votedOn(request).includes(change.fieldKey)) return [{ code: "rule.frozen" }];
  return decision.allowed ? [] : [{ code: `rule.${decision.rule}` }];
}

/** Finished work that was returned keeps what was approved as well. */
function isApproved({ facts, row }: RequestCase): boolean {
  return row.run?.state === "approved" || ["waiting", "done", "closed"].includes(facts.state);
}

/** Fields of the form that hold files. */
export async function fileFieldOf(tx: Tx, requestId: string, key: string): Promise<{ multiple: boolean } | null> {
  const field = fieldOf(await loadType(tx, requestId), key);
  return field?.type === "file" || field?.type === "files" ? { multiple: field.type === "files" } : null;
}

/** A changed file of a field: votes that vouch for it fall, the invoice points at the new version. */
export async function filesChanging(
  tx: Tx,
  ctx: Context,
  requestId: string,
  fieldKey: string | null,
): Promise<() => Promise<void>> {
  if (fieldKey === null) return async () => undefined;
  const was = await vouchableValues(tx, await loadCase(tx, ctx, requestId));
  return () => filesChanged(tx, ctx, requestId, was);
}

async function filesChanged(tx: Tx, ctx: Context, requestId: string, was: Vouched): Promise<void> {
  const request = await loadCase(tx, ctx, requestId);
  if (request.facts.state === "draft") return;
  if (request.facts.state === "rework") await markAnswered(tx, requestId);
  const differs = changesBetween(was, await vouchableValues(tx, request)).length > 0;
  if (differs) await voidVotes(tx, ctx, request, was, { owned: [], editorId: null });
  if (carriesInvoice(request.type)) await syncFromRequest(tx, ctx, requestId, invoiceInput(request));
  await settleRequest(tx, ctx, await loadCase(tx, ctx, requestId));
}
