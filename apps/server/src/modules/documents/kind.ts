import { decideDocument, documentBlockers, type DocumentFacts as RuleFacts } from "@tartip/domain/documents/policy";
import { documentWorkflow, type DocumentAction } from "@tartip/domain/documents/workflow";
import type { Actor } from "@tartip/domain/access/actor";
import { blocker } from "@tartip/domain/kernel/blockers";
import { noRight, type Decision } from "@tartip/domain/kernel/decision";
import { DomainError, type Blocker } from "@tartip/domain/kernel/errors";
import type { Workflow } from "@tartip/domain/kernel/workflow";
import { dayOf } from "../../platform/clock.ts";
import type { Context } from "../../platform/context.ts";
import type { Db, Tx } from "../../platform/db/database.ts";
import { BY_LINK, type FileChange, type KindFacts, type RecordKind, type TransitionInput } from "../../records/kinds.ts";
import { loadRecord, lockRecord, type RecordRow } from "../../records/record.ts";
import { sightOf } from "../../records/sight.ts";
import { IN_APPROVAL, isVoteAction, mayVote, principalIn, remindable, VOTE_EDGES } from "../approvals/questions.ts";
import { remindableFrom } from "../reference/questions.ts";
import { approvalEffect, documentChanged, loadRun, documentRuns, settleApproval, type DocumentRun } from "./approval.ts";
import { documentForBasis, documentKind } from "./questions.ts";
import { lacking } from "./required.ts";
import { answererNow, EDITABLE, managesDocument, runsDocument } from "./service.ts";

export interface DocumentFacts extends KindFacts {
  visible: boolean;
  rules: RuleFacts;
  approval: DocumentRun;
}

export async function loadFacts(tx: Tx, ctx: Context, id: string): Promise<DocumentFacts> {
  const record = await loadRecord(tx, id);
  const document = await documentForBasis(tx, id);
  const kind = document && (await documentKind(tx, document.kindCode));
  const approval = await loadRun(tx, ctx, record);
  const asking = { ...record, steps: approval.steps, votes: approval.votes };
  return {
    record,
    visible: await isVisible(tx, ctx, id),
    approval,
    rules: {
      runs: kind !== undefined && runsDocument(ctx, record, kind, approval.answererId),
      manages: kind !== undefined && managesDocument(ctx, record, kind),
      answers: approval.answererId === ctx.actor.id && !ctx.actor.external,
      hasRoute: approval.route !== null,
      hasFile: document?.hasFile ?? false,
      hasCardFile: approval.fileVersion !== null,
      lacking: await lacking(tx, ctx, id, kind),
      wasSigned: document?.registered ?? false,
      today: dayOf(ctx.now()),
      reminder: { ...remindable(asking), againAt: await remindableFrom(tx, ctx, approval.remindedAt) },
    },
  };
}

/** The document's workflow with what approvers do at a step of its run. */
const workflow: Workflow<string, string> = { ...documentWorkflow, edges: { ...documentWorkflow.edges, ...VOTE_EDGES } };

function may(action: string, actor: Actor, facts: DocumentFacts, input?: TransitionInput): Decision {
  if (isVoteAction(action)) return mayVote(facts.approval, actor, action, input);
  return isDocumentAction(action) ? decideDocument(action, facts.rules, actor.id) : noRight("only_system");
}

function isDocumentAction(action: string): action is DocumentAction {
  return Object.hasOwn(documentWorkflow.edges, action);
}

async function isVisible(tx: Tx, ctx: Context, id: string): Promise<boolean> {
  try {
    await sightOf(tx, ctx, id);
    return true;
  } catch (error) {
    if (error instanceof DomainError && error.code === "not_found") return false;
    throw error;
  }
}

async function effect(tx: Tx, ctx: Context, action: string, facts: DocumentFacts, input: TransitionInput): Promise<void> {
  const validTo = input["validTo"];
  if (action === "extend" && typeof validTo === "string")
    await tx.updateTable("documents").set({ valid_to: validTo }).where("id", "=", facts.record.id).execute();
  await approvalEffect(tx, ctx, action, facts.approval, input);
}

export const documentRecordKind: RecordKind<DocumentFacts> = {
  kind: "document",
  workflow,
  lock: (tx, id) => lockRecord(tx, id, "document"),
  loadFacts,
  mayRead: (_actor, facts) => facts.visible,
  may,
  blockers: (action, { rules }, input) => documentBlockers(action, rules, input),
  principal: (actor, { approval }, input) => principalIn(approval, actor, input),
  effect,
  settle: (tx, ctx, { record }) => settleApproval(tx, ctx, record.id),
  // The card holds one file with its versions.
  files: {
    field: async (_tx, _id, key) => (key === "file" ? { multiple: false } : null),
    blockers: fileBlockersOf,
    showingAmounts: amountsInFile,
    changing: async (tx, ctx, id, key) => () => (key === null ? Promise.resolve() : documentChanged(tx, ctx, id, ctx.actor.id)),
  },
  hangs: BY_LINK,
  runs: documentRuns,
};

/** A card with an amount hides it from those who see no amounts, and so does its paper. */
async function amountsInFile(db: Db | Tx, id: string): Promise<readonly string[]> {
  const { amount } = await db
    .selectFrom("documents")
    .select("amount_minor as amount")
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  return amount === null ? [] : ["file"];
}

/** Once the document counts, what was signed stays; so does what was voted on, beside a better version. */
async function fileBlockersOf(db: Db | Tx, ctx: Context, id: string, { change, fieldKey }: FileChange): Promise<Blocker[]> {
  if (change === "share" || (change === "add" && fieldKey === null)) return [];
  if (change === "hang") return lastFileBlockers(db, id);
  const record = await loadRecord(db, id);
  if (change === "remove" && fieldKey !== null && record.status !== "draft") return [blocker("record_closed")];
  if (record.status === IN_APPROVAL && change !== "remove" && fieldKey !== null) return newVersionBlockers(db, ctx, record);
  return EDITABLE.includes(record.status) ? [] : [blocker("record_closed")];
}

/** During approval the people who answer for the document may bring a new version; the votes on the old one fall. */
async function newVersionBlockers(tx: Db | Tx, ctx: Context, record: RecordRow): Promise<Blocker[]> {
  const kind = await documentKind(tx, record.typeCode ?? "");
  return kind && runsDocument(ctx, record, kind, await answererNow(tx, ctx, record)) ? [] : [{ code: "rule.no_permission" }];
}

/** A file that hangs on a comment is none of the card any more: the last one of a document that counts stays. */
async function lastFileBlockers(db: Db | Tx, id: string): Promise<Blocker[]> {
  const document = await documentForBasis(db, id);
  return document?.registered && !document.hasFile ? [blocker("last_file_stays")] : [];
}
