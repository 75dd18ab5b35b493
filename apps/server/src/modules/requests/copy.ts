import { readLevel, seesMoney } from "@tartip/domain/access/visibility";
import { notFound } from "@tartip/domain/kernel/errors";
import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";
import { insertDraft, type DraftSaved } from "./draft.ts";
import { loadCase } from "./load.ts";
import { valuesFor } from "./sight.ts";

/** What a copy must be asked for anew: dates, the paper of this once, who works on it. */
const NOT_COPIED = [
  "dueDate",
  "assignee",
  "invoiceNumber",
  "invoiceDate",
  "payDeadline",
  "neededBy",
  "budgetMonth",
  "knp",
  "files",
];

/** A draft with the values of a request that the person sees, amounts only where they see them; files stay with the original. */
export async function copyRequest(tx: Tx, ctx: Context, id: string): Promise<DraftSaved> {
  const original = await loadCase(tx, ctx, id);
  const { record } = original.facts;
  if (readLevel(ctx.actor, record) === "none" || original.row.restricted) throw notFound("request");
  const seen = valuesFor(original, { money: seesMoney(ctx.actor, record), whole: true });
  const values = Object.fromEntries(Object.entries(seen).filter(([key, value]) => !NOT_COPIED.includes(key) && value !== null));
  const draft = await insertDraft(tx, ctx, original.type.code, { values });
  await tx
    .insertInto("record_links")
    .values({ from_id: draft.id, to_id: id, kind: "copy", created_by: ctx.actor.id, created_at: ctx.now() })
    .execute();
  return draft;
}
