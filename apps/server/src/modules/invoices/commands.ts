import series from "@tartip/domain/data/series.json" with { type: "json" };
import { VAT_DOUBTS, type Doubt } from "@tartip/domain/invoices/doubts";
import { invoiceBlockers } from "@tartip/domain/invoices/guards";
import { invoiceWorkflow, PAID, type InvoiceAction } from "@tartip/domain/invoices/workflow";
import { DomainError, type Blocker } from "@tartip/domain/kernel/errors";
import { nextState } from "@tartip/domain/kernel/workflow";
import { sql } from "kysely";
import { audit } from "../../platform/audit.ts";
import type { Context } from "../../platform/context.ts";
import type { Db, Tx } from "../../platform/db/database.ts";
import { applyTransition } from "../../records/transition.ts";
import { numberAtCommit } from "../../records/numbering.ts";
import { fillRecord, insertRecord, loadRecord, patchRecord, setStatus, type RecordRow } from "../../records/record.ts";
import { bookInWork, commitExpense, releaseExpense, type Grant, type OverLimit } from "../budgets/commands.ts";
import { fixAccount } from "./account.ts";
import { closingDocumentLinked, noteStatus } from "./closing.ts";
import { loadInvoicesOf } from "./facts.ts";
import { invoicesOf, readInvoice, readSplits, type InvoiceRow } from "./row.ts";
import { indexInvoice } from "./searchable.ts";
import { expenseLines, insertInvoice, refreshRate, updateInvoice, type RequestInvoice } from "./store.ts";

export { closingDocumentLinked } from "./closing.ts";
export { answerDoubt, explainDuplicate } from "./service.ts";
export { guardClosing } from "./papers.ts";
export type { RequestInvoice } from "./store.ts";

/** How a request moves its invoices. */
export type FollowMove = "send" | "return" | "resubmit" | "reject" | "cancel" | "recall" | "reopen";

/**
 * Registers the invoice of a payment request («Получен») and books it in work under the request's chain.
 * The caller holds the request's lock; locks the chain and its budget cells.
 *
 * @returns the invoice's id
 * @throws DomainError `bad_input` for a wrong amount, split or a currency without a rate
 */
export async function createForRequest(tx: Tx, ctx: Context, input: RequestInvoice): Promise<string> {
  const request = await loadRecord(tx, input.requestId);
  const id = await insertRecord(tx, ctx, {
    ...sharedOf(request),
    kind: "invoice",
    status: invoiceWorkflow.initial,
    authorId: request.authorId,
  });
  await insertInvoice(tx, ctx, id, input);
  numberAtCommit(tx, ctx, id, series.invoice);
  await indexInvoice(tx, id);
  await bookInWork(tx, ctx, { chainId: input.chainId, recordId: id, lines: await expenseLines(tx, id) }, "submitted");
  await audit(tx, ctx, {
    action: "invoice.created",
    entity: "invoice",
    entityId: id,
    recordId: id,
    after: { ...input, status: "received" },
  });
  return id;
}

/** The shared columns an invoice has from its request. */
function sharedOf(request: RecordRow) {
  const { typeCode, title, restricted, priority, assigneeId, subjectId, departmentId, branchId, projectId, dueAt } = request;
  return { typeCode, title, restricted, priority, assigneeId, subjectId, departmentId, branchId, projectId, dueAt };
}

/**
 * Brings the invoice to what its request now says and books it again. Only while the invoice is not approved.
 * The caller holds the request's lock; locks the invoice, the chain and its cells.
 *
 * @throws DomainError `segregation` (frozen) once it is approved, `not_found` when the request has none
 */
export async function syncFromRequest(tx: Tx, ctx: Context, requestId: string, input: RequestInvoice): Promise<void> {
  const [id] = await lockInvoices(tx, requestId);
  if (id === undefined) throw new DomainError("not_found", "the request has no invoice");
  const before = await readInvoice(tx, id);
  const splitsBefore = await readSplits(tx, id);
  const record = await loadRecord(tx, id);
  if (!["received", "approval", "rework"].includes(record.status)) {
    throw new DomainError("segregation", "after approval only a recall opens the invoice again", { key: "frozen" });
  }
  const kept = record.status !== "received" && before.currency === input.currency;
  await updateInvoice(tx, ctx, id, input, kept ? before : null);
  const request = await loadRecord(tx, requestId);
  const { title, priority, assigneeId, departmentId, branchId, projectId, dueAt } = request;
  await patchRecord(tx, ctx, id, {
    title,
    priority,
    assignee_id: assigneeId,
    department_id: departmentId,
    branch_id: branchId,
    project_id: projectId,
    due_at: dueAt,
  });
  await indexInvoice(tx, id);
  await bookInWork(tx, ctx, { chainId: before.chainId, recordId: id, lines: await expenseLines(tx, id) }, "changed");
  const after = { ...(await readInvoice(tx, id)), splits: await readSplits(tx, id) };
  await audit(tx, ctx, {
    action: "invoice.changed",
    entity: "invoice",
    entityId: id,
    recordId: id,
    before: { ...before, splits: splitsBefore },
    after,
  });
}

/**
 * The responsible of the request is that of its invoices, in whatever state they are: a hand-over changes nothing that was decided.
 * The caller holds the request's lock; locks its invoices by id.
 */
export async function handOverInvoices(tx: Tx, ctx: Context, requestId: string, assigneeId: string | null): Promise<void> {
  for (const id of await lockInvoices(tx, requestId)) await patchRecord(tx, ctx, id, { assignee_id: assigneeId });
}

/**
 * Moves every invoice of the request along with it: sent, returned, rejected, cancelled, recalled, reopened.
 * A recall or an end gives the reservation back; sending counts at the rate of its day.
 * The caller holds the request's lock; locks its invoices by id, then the chain and its cells.
 */
export async function follow(tx: Tx, ctx: Context, requestId: string, move: FollowMove, reason = ""): Promise<void> {
  for (const id of await lockInvoices(tx, requestId)) {
    const record = await loadRecord(tx, id);
    const action = actionOf(move, record.status);
    if (action === null) continue;
    const invoice = await readInvoice(tx, id);
    const status = nextState(invoiceWorkflow, stateOf(record), action, reason || move);
    if (move === "send" || move === "resubmit") {
      await refreshRate(tx, ctx, invoice);
      await fixAccount(tx, id, { asked: true });
    }
    if (move === "recall" || move === "reopen") await askInFull(tx, id);
    await rebook(tx, ctx, invoice, move);
    await setStatus(tx, ctx, record, status, action, { final: invoiceWorkflow.final.includes(status) });
    await noteStatus(tx, ctx, invoice, { action, from: record.status, to: status, reason });
  }
}

/**
 * Null: the invoice is where the move leads already, or beyond its reach. @throws DomainError
 * `blocked` when money is on its way
 */
function actionOf(move: FollowMove, status: string): InvoiceAction | null {
  const ending = move === "reject" || move === "cancel";
  if (ending && (status === "in_payment" || PAID.some((paid) => paid === status))) {
    throw new DomainError("blocked", `invoice is ${status}`, {
      blockers: [{ code: status === "in_payment" ? "invoice_in_payment" : "invoice_paid" }],
    });
  }
  const action = ending ? (move === "reject" && status === "approval" ? "reject" : "cancel") : MOVES[move];
  return invoiceWorkflow.edges[action].from.some((from) => from === status) ? action : null;
}

/** What is decided on again is decided on in full. */
async function askInFull(tx: Tx, id: string): Promise<void> {
  await sql`update invoices set rest_waived_minor = 0, rest_waived_reason = null where id = ${id}`.execute(tx);
}

const MOVES = { send: "sendForApproval", return: "return", resubmit: "resubmit", recall: "recall", reopen: "reopen" } as const;

async function rebook(tx: Tx, ctx: Context, invoice: InvoiceRow, move: FollowMove): Promise<void> {
  const of = { chainId: invoice.chainId, recordId: invoice.id };
  if (move === "recall" || move === "reject" || move === "cancel") await releaseExpense(tx, ctx, of, RELEASE_CAUSES[move]);
  if (move === "reject" || move === "cancel" || move === "return") return;
  await bookInWork(tx, ctx, { ...of, lines: await expenseLines(tx, invoice.id) }, move === "reopen" ? "reopened" : "submitted");
}

const RELEASE_CAUSES = { recall: "recalled", reject: "rejected", cancel: "cancelled" } as const;

/**
 * The run said yes: every invoice of the request is reserved and becomes «Согласован», all or none.
 * On failure nothing changed and the fresh measure of the refused invoice comes back.
 * The caller holds the request's lock; locks its invoices by id, then the chain and its cells.
 */
export async function approveForRequest(
  tx: Tx,
  ctx: Context,
  requestId: string,
  grants: readonly Grant[],
): Promise<{ ok: true } | { ok: false; over: OverLimit }> {
  await sql`savepoint approve_invoices`.execute(tx);
  const news: [InvoiceRow, string][] = [];
  for (const id of await lockInvoices(tx, requestId)) {
    const record = await loadRecord(tx, id);
    if (record.status !== "approval") continue;
    const invoice = await readInvoice(tx, id);
    const answer = await commitExpense(
      tx,
      ctx,
      { chainId: invoice.chainId, recordId: id, lines: await expenseLines(tx, id) },
      grants,
    );
    if (!answer.ok) {
      await sql`rollback to savepoint approve_invoices`.execute(tx);
      return answer;
    }
    await fixAccount(tx, id, { asked: false });
    await setStatus(tx, ctx, record, "approved", "finishApproval", { final: false, automatic: true });
    news.push([invoice, record.status]);
  }
  await sql`release savepoint approve_invoices`.execute(tx);
  for (const [invoice, from] of news)
    await noteStatus(tx, ctx, invoice, { action: "finishApproval", from, to: "approved", reason: "" });
  return { ok: true };
}

/** What the request's invoices still lack before they can be sent: every blocker at once. */
export async function invoiceGuardsForSending(db: Db | Tx, requestId: string): Promise<Blocker[]> {
  return guardsOf(db, requestId, "sendForApproval");
}

/** Invoices of the request whose rate of VAT nobody has answered for. */
export async function ratesInDoubt(db: Db | Tx, requestId: string): Promise<{ id: string; doubt: Doubt }[]> {
  return (await loadInvoicesOf(db, requestId)).flatMap(({ facts }) =>
    facts.openDoubts.filter((doubt) => VAT_DOUBTS.includes(doubt)).map((doubt) => ({ id: facts.id, doubt })),
  );
}

/** Whether file and basis are still there when the run says yes; the reservation is tested by `approveForRequest`. */
export async function invoiceGuardsForOutcome(db: Db | Tx, requestId: string): Promise<Blocker[]> {
  return guardsOf(db, requestId, "finishApproval");
}

async function guardsOf(db: Db | Tx, requestId: string, action: "sendForApproval" | "finishApproval"): Promise<Blocker[]> {
  const invoices = await loadInvoicesOf(db, requestId);
  return invoices.flatMap((invoice) => invoiceBlockers(invoice.facts, action));
}

/** As `closingDocumentLinked` for a closing document linked to the request: it closes every invoice of it. */
export async function closingLinkedToRequest(tx: Tx, ctx: Context, requestId: string): Promise<void> {
  for (const id of await lockInvoices(tx, requestId)) await closingDocumentLinked(tx, ctx, id);
}

/** Takes an action of the invoice itself inside another slice's transaction (statement import, seed). */
export async function moveInvoice(
  tx: Tx,
  ctx: Context,
  id: string,
  input: { action: string; version: number; [more: string]: unknown },
): Promise<void> {
  await applyTransition(tx, ctx, "invoice", id, input);
}

/**
 * The invoices have their deadline from their request: it was moved without a change of the card, and theirs goes along. Locks
 * the open invoices by id; the caller holds the request's lock.
 */
export async function moveInvoiceDeadlines(tx: Tx, requestId: string, dueAt: Date): Promise<void> {
  for (const id of await lockInvoices(tx, requestId)) {
    const { open, dueAt: before } = await loadRecord(tx, id);
    if (open && before !== null) await fillRecord(tx, id, { due_at: dueAt });
  }
}

async function lockInvoices(tx: Tx, requestId: string): Promise<string[]> {
  const ids = await invoicesOf(tx, requestId);
  await sql`select id from records where id = any(${ids}::uuid[]) order by id for update`.execute(tx);
  return ids;
}

function stateOf(record: RecordRow): (typeof invoiceWorkflow.states)[number] {
  // reason: the workflow test holds the statuses of the table to these states
  return record.status as (typeof invoiceWorkflow.states)[number];
}
