import { documentBlockers } from "@tartip/domain/documents/policy";
import { notFound } from "@tartip/domain/kernel/errors";
import type { Context } from "../../platform/context.ts";
import { inTransaction } from "../../platform/db/transaction.ts";
import { presentBlockers } from "../../records/blockers-view.ts";
import { listFiles } from "../../records/files/files.ts";
import { listLinks } from "../../records/links/links.ts";
import { sightOf } from "../../records/sight.ts";
import { actionsFor } from "../../records/transition.ts";
import { approvalView, explainRun, IN_APPROVAL, ownVotes, readSheet, withoutAmounts } from "../approvals/questions.ts";
import { wayOf } from "./approval.ts";
import { documentRecordKind, loadFacts, type DocumentFacts } from "./kind.ts";
import { presentDocument, selectDocuments } from "./list.ts";
import { EDITABLE } from "./service.ts";

/** One card with its files and links. @throws DomainError `not_found` */
export async function readDocument(ctx: Context, id: string) {
  const { db } = ctx.app;
  const row = await selectDocuments(ctx).where("records.id", "=", id).executeTakeFirst();
  if (!row) throw notFound("document");
  const sight = await sightOf(db, ctx, id);
  const facts = await inTransaction(ctx.app, (tx) => loadFacts(tx, ctx, id));
  const author = await db
    .selectFrom("people")
    .select(["id", "full_name as name"])
    .where("id", "=", row.authorId)
    .executeTakeFirstOrThrow();
  return {
    ...presentDocument(ctx, row),
    author,
    counts: facts.rules.wasSigned,
    version: row.version,
    files: (await listFiles(db, ctx, id)).items,
    links: sight.whole ? await listLinks(db, ctx, id) : [],
    actions: actionsFor(documentRecordKind, ctx, facts).map((view) => ({
      ...view,
      blockers: presentBlockers(ctx.language, view.blockers),
    })),
    may: {
      edit: facts.rules.runs && EDITABLE.includes(row.status),
      addVersion: facts.rules.runs && [...EDITABLE, IN_APPROVAL].includes(row.status),
    },
    updatedAt: facts.record.updatedAt,
    ...(sight.whole ? await approvalOf(ctx, facts, row.money) : {}),
  };
}

/** The run of the card: its sheet, whom it awaits, who is next, and the decisions awaited of the reader. */
async function approvalOf(ctx: Context, { record, approval, rules }: DocumentFacts, money: boolean) {
  if (approval.route === null && approval.runId === null) return {};
  const sheet = approval.runId === null ? [] : await readSheet(ctx.app.db, approval.runId);
  const blocks = presentBlockers(ctx.language, documentBlockers(MAIN_ACTION[record.status] ?? "", rules));
  return {
    approval: approvalView(approval, money ? sheet : withoutAmounts(sheet, AMOUNTS)),
    explain: record.status in MAIN_ACTION ? await explainRun(ctx, record.id, approval, wayOf(approval), blocks) : null,
    votes: ownVotes(approval, ctx.actor),
    remindedAt: approval.remindedAt,
  };
}

/** The action a person would take next in each state; what blocks it is what blocks the document. */
const MAIN_ACTION: Readonly<Record<string, string>> = {
  draft: "sendForApproval",
  rework: "resubmit",
  approval: "finishApproval",
};

/** Values of a card that are hidden from who may not see amounts. */
const AMOUNTS: ReadonlySet<string> = new Set(["amount", "currency"]);
