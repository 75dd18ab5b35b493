import { readLevel, seesMoney } from "@tartip/domain/access/visibility";
import { notFound } from "@tartip/domain/kernel/errors";
import { carriesInvoice, meaningOf } from "@tartip/domain/requests/meaning";
import type { Context } from "../../../platform/context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import { lockInChain, settleHead } from "../chains/head.ts";
import { insertDraft, type DraftSaved } from "./draft.ts";
import { linkRecords } from "../../../records/links/own-links.ts";
import { loadCase, type RequestCase } from "../load.ts";
import { valuesFor } from "../screens/sight.ts";

/** Of the common fields, what is true of one request only: its deadline, its files, who works on it. */
const NOT_COPIED = ["dueDate", "assignee", "files"];

/** A payment that was rejected is asked for again within its chain, as long as the need at its head still waits for it. */
async function chainGoneOn(tx: Tx, { row, facts, type }: RequestCase): Promise<string | null> {
  if (row.chainId === row.id || facts.state !== "rejected" || !carriesInvoice(type)) return null;
  const head = await tx.selectFrom("records").select("open").where("id", "=", row.chainId).executeTakeFirst();
  return head?.open ? row.chainId : null;
}

/** A draft with the values of a request that the person sees, amounts only where they see them; files stay with the original. */
export async function copyRequest(tx: Tx, ctx: Context, id: string): Promise<DraftSaved> {
  await lockInChain(tx, id);
  const original = await loadCase(tx, ctx, id);
  const { record } = original.facts;
  if (readLevel(ctx.actor, record) === "none" || original.row.restricted) throw notFound("request");
  const seen = valuesFor(original, { money: seesMoney(ctx.actor, record), whole: true });
  const left = [...NOT_COPIED, ...meaningOf(original.type).notCopied];
  const values = Object.fromEntries(Object.entries(seen).filter(([key, value]) => !left.includes(key) && value !== null));
  const chainId = await chainGoneOn(tx, original);
  const draft = await insertDraft(tx, ctx, original.type.code, { values, ...(chainId === null ? {} : { chainId }) });
  if (chainId !== null) {
    await linkRecords(tx, ctx, chainId, draft.id, "chain");
    await settleHead(tx, ctx, { id: draft.id, chainId });
  }
  await linkRecords(tx, ctx, draft.id, id, "copy");
  return draft;
}
