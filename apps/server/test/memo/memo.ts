import { Type as T, type FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { mayRead, type RecordFacts } from "@tartip/domain/access/visibility";
import { journalAction } from "@tartip/domain/kernel/journal";
import { ALLOWED } from "@tartip/domain/kernel/decision";
import type { Kind } from "@tartip/domain/kernel/kinds";
import { needs } from "@tartip/domain/kernel/refusals";
import { defineWorkflow } from "@tartip/domain/kernel/workflow";
import { audit } from "../../src/platform/audit.ts";
import type { Context } from "../../src/platform/context.ts";
import { inTransaction, type Tx } from "../../src/platform/db/transaction.ts";
import type { Module } from "../../src/platform/module.ts";
import { registerKind, type KindFacts, type RecordKind } from "../../src/records/kinds.ts";
import { addParticipant } from "../../src/records/participants.ts";
import { peopleFacts } from "../../src/records/people-facts.ts";
import { insertRecord, loadRecord, lockRecord, setStatus } from "../../src/records/record.ts";
import { indexRecord } from "../../src/records/listing/search.ts";
import { transition } from "../../src/records/transition.ts";

// reason: the product's list of kinds does not know it, and must not need to
export const MEMO = "memo" as string as Kind;

const memoWorkflow = defineWorkflow(["draft", "sent", "done", "withdrawn"], {
  name: "memo",
  initial: "sent",
  final: ["done", "withdrawn"],
  edges: {
    withdraw: { from: ["sent"], to: "withdrawn", needsReason: true },
    finish: { from: ["sent"], to: "done", automatic: true },
  },
});

interface MemoFacts extends KindFacts {
  facts: RecordFacts;
}

async function loadFacts(tx: Tx, _ctx: Context, id: string): Promise<MemoFacts> {
  const record = await loadRecord(tx, id);
  const people = await tx
    .selectFrom("participants")
    .select(["person_id as personId", "role"])
    .where("record_id", "=", id)
    .execute();
  return {
    record,
    facts: { ...record, ...peopleFacts(people), draft: record.status === "draft", ...NO_MORE, ...namesOf(record) },
  };
}

const NO_MORE = { documentGroup: null, parents: [], namedBy: [] };
const namesOf = ({ assigneeId }: { assigneeId: string | null }) => ({ responsibleId: assigneeId });

/** A memorandum: the one who writes it sets tasks on it, and it is done with the first of them. */
const memoKind: RecordKind<MemoFacts> = {
  kind: MEMO,
  declares: {
    reads: "document.read",
    manages: "document.manage",
    opens: ["task", "document"],
    isWork: false,
    amountsByGrant: true,
    journal: ["created", "withdraw", "finish"],
  },
  workflow: memoWorkflow,
  lock: (tx, id) => lockRecord(tx, id, MEMO),
  loadFacts,
  mayRead: (actor, memo) => mayRead(actor, memo.facts),
  may: (_action, actor, { record }) => needs(actor.id === record.authorId, "only_author"),
  blockers: () => [],
  effect: async () => undefined,
  settle: async () => undefined,
  files: {
    field: async (_tx, _id, key) => (key === "scan" ? { multiple: false } : null),
    blockers: async (db, _ctx, id) => ((await loadRecord(db, id)).open ? [] : [{ code: "record_closed" }]),
  },
  links: {
    blockers: async (tx, _ctx, { fromId }) => ((await loadRecord(tx, fromId)).open ? [] : [{ code: "record_closed" }]),
  },
  childMoved: async (tx, ctx, id, child) => {
    const record = await loadRecord(tx, id);
    if (child.status !== "done" || record.status !== "sent") return;
    await setStatus(tx, ctx, record, "done", "finish", { final: true, automatic: true });
    const status = { before: { status: "sent" }, after: { status: "done" } };
    await audit(tx, ctx, { action: journalAction(MEMO, "finish"), recordId: id, entity: MEMO, entityId: id, ...status });
  },
  maySetTask: (actor, { record }) => (actor.id === record.authorId ? ALLOWED : needs(false, "no_permission")),
};

async function createMemo(ctx: Context, title: string): Promise<string> {
  const { departmentId, branchId, id: authorId } = ctx.actor;
  return inTransaction(ctx.app, async (tx) => {
    const id = await insertRecord(tx, ctx, { kind: MEMO, title, status: "sent", authorId, departmentId, branchId });
    await addParticipant(tx, ctx, id, authorId, "author");
    await indexRecord(tx, id, MEMO, title);
    await audit(tx, ctx, { action: journalAction(MEMO, "created"), recordId: id, entity: MEMO, entityId: id, after: { title } });
    return id;
  });
}

const routes: FastifyPluginAsyncTypebox = async (api) => {
  api.post("/memos", { schema: { body: T.Object({ title: T.String() }) } }, async ({ context, body }) => ({
    id: await createMemo(context, body.title),
  }));
  const move = T.Object({ action: T.String(), version: T.Integer(), reason: T.Optional(T.String()) });
  const params = T.Object({ id: T.String() });
  api.post("/memos/:id/transitions", { schema: { params, body: move } }, async ({ context, params: { id }, body }) => {
    await transition(context, MEMO, id, body);
    return {};
  });
};

registerKind(memoKind);

/** A kind of record that the product does not have. */
export const memoModule: Module = { name: "memos", routes };
