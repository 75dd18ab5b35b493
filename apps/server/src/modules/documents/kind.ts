import { documentWorkflow } from "@tartip/domain/documents/workflow";
import { blocker } from "@tartip/domain/kernel/blockers";
import { isDay } from "@tartip/domain/kernel/calendar";
import { noRight } from "@tartip/domain/kernel/decision";
import { DomainError, type Blocker } from "@tartip/domain/kernel/errors";
import { needs } from "@tartip/domain/kernel/refusals";
import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";
import { registerFileField, registerFileGuard } from "../../records/files/rules.ts";
import { registerKind, type KindFacts, type RecordKind, type TransitionInput } from "../../records/kinds.ts";
import { loadRecord, lockRecord } from "../../records/record.ts";
import { sightOf } from "../../records/sight.ts";
import { documentForBasis, documentKind } from "./questions.ts";
import { EDITABLE, runsDocument } from "./service.ts";

export interface DocumentFacts extends KindFacts {
  visible: boolean;
  runs: boolean;
  hasFile: boolean;
}

/** Actions a person takes on the card itself; approval of documents has a route of its own. */
const BY_HAND: readonly string[] = ["register", "close", "extend"];

export async function loadFacts(tx: Tx, ctx: Context, id: string): Promise<DocumentFacts> {
  const record = await loadRecord(tx, id);
  const document = await documentForBasis(tx, id);
  const kind = document && (await documentKind(tx, document.kindCode));
  return {
    record,
    visible: await isVisible(tx, ctx, id),
    runs: kind !== undefined && runsDocument(ctx, record, kind),
    hasFile: document?.hasFile ?? false,
  };
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

function blockers(action: string, facts: DocumentFacts, input?: TransitionInput): Blocker[] {
  if (action === "register" && !facts.hasFile)
    return [blocker("field_required", { kind: "file", target: "file" }, { field: "file" })];
  if (action === "extend" && input && !isDay(input["validTo"])) {
    return [blocker("field_required", { kind: "field", target: "validTo" }, { field: "validTo" })];
  }
  return [];
}

async function effect(tx: Tx, _ctx: Context, action: string, facts: DocumentFacts, input: TransitionInput): Promise<void> {
  const validTo = input["validTo"];
  if (action !== "extend" || typeof validTo !== "string") return;
  await tx.updateTable("documents").set({ valid_to: validTo }).where("id", "=", facts.record.id).execute();
}

export const documentRecordKind: RecordKind<DocumentFacts> = {
  kind: "document",
  workflow: documentWorkflow,
  lock: (tx, id) => lockRecord(tx, id, "document"),
  loadFacts,
  mayRead: (_actor, facts) => facts.visible,
  may: (action, _actor, facts) => (BY_HAND.includes(action) ? needs(facts.runs, "no_permission") : noRight("only_system")),
  blockers,
  effect,
  settle: async () => undefined,
};

/** The card holds one file with its versions; once it counts, what was signed stays. */
export function registerDocumentKind(): void {
  registerKind(documentRecordKind);
  registerFileField("document", async (_tx, _id, key) => (key === "file" ? { multiple: false } : null));
  registerFileGuard("document", async (tx, _ctx, id, { change }) => {
    if (change === "add" || change === "share") return [];
    const { status } = await loadRecord(tx, id);
    return EDITABLE.includes(status) ? [] : [blocker("record_closed")];
  });
}
