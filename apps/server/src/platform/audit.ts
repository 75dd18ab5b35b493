import { isDeepStrictEqual } from "node:util";
import type { JournalAction } from "@tartip/domain/kernel/journal";
import type { Context } from "./context.ts";
import type { Tx } from "./db/database.ts";
import { append, inTransaction } from "./db/transaction.ts";

export interface AuditEntry {
  action: JournalAction;
  entity: string;
  entityId: string;
  recordId?: string | null;
  before?: object | null;
  after?: object | null;
  reason?: string;
  onBehalfOfId?: string;
}

export interface Refusal {
  /** What was tried, be it an action or not. */
  action: string;
  entity?: string;
  recordId: string | null;
  /** Name of the rule (i18n namespace `refusals`). */
  rule: string;
  detail?: object | string;
}

/** Writes the journal's entry in the transaction of the change: no entry, no change. Keeps only what differs. */
export async function audit(tx: Tx, ctx: Context, entry: AuditEntry): Promise<void> {
  append(tx, "audit_events", [rowOf(ctx, entry)]);
}

/** The same for several entries of one change, in their order. */
export async function auditAll(tx: Tx, ctx: Context, entries: readonly AuditEntry[]): Promise<void> {
  append(
    tx,
    "audit_events",
    entries.map((entry) => rowOf(ctx, entry)),
  );
}

/** What was done on the server itself: by no person of the company, no matter whom the context is for. */
export async function auditOnServer(tx: Tx, ctx: Context, entry: AuditEntry): Promise<void> {
  append(tx, "audit_events", [{ ...rowOf(ctx, entry), actor_id: null }]);
}

function rowOf(ctx: Context, entry: AuditEntry) {
  const { before, after } = changedOnly(entry.before ?? null, entry.after ?? null);
  return {
    ...origin(ctx),
    on_behalf_of_id: entry.onBehalfOfId ?? ctx.onBehalfOfId ?? null,
    action: entry.action,
    entity: entry.entity,
    entity_id: entry.entityId,
    record_id: entry.recordId ?? null,
    before,
    after,
    reason: entry.reason ?? null,
  };
}

/** Writes down a refused attempt in a transaction of its own, because the attempt's was rolled back. */
export async function auditRefusal(ctx: Context, refusal: Refusal): Promise<void> {
  await inTransaction(ctx.app, async (tx) => {
    await tx
      .insertInto("audit_events")
      .values({
        ...origin(ctx),
        on_behalf_of_id: ctx.onBehalfOfId ?? null,
        action: refusal.action,
        entity: refusal.entity ?? "record",
        entity_id: refusal.recordId,
        record_id: refusal.recordId,
        after: detailOf(refusal.detail),
        result: "refused",
        rule: refusal.rule,
      })
      .execute();
  });
}

function detailOf(detail: object | string | undefined): string | null {
  if (!detail) return null;
  return JSON.stringify(typeof detail === "string" ? { detail } : detail);
}

function origin(ctx: Context) {
  return {
    at: ctx.now(),
    actor_id: ctx.actor.id,
    via: ctx.via,
    session_id: ctx.sessionId,
    ip: ctx.ip,
    request_id: ctx.requestId,
  };
}

/** Both sides reduced to the fields that differ; a side that is null stays null. */
function changedOnly(before: object | null, after: object | null): { before: object | null; after: object | null } {
  if (!before || !after) return { before, after };
  const left = new Map(Object.entries(before));
  const right = new Map(Object.entries(after));
  const changed = [...new Set([...left.keys(), ...right.keys()])].filter(
    (field) => !isDeepStrictEqual(left.get(field), right.get(field)),
  );
  const pick = (side: Map<string, unknown>) =>
    Object.fromEntries(changed.filter((field) => side.has(field)).map((field) => [field, side.get(field)]));
  return { before: pick(left), after: pick(right) };
}
