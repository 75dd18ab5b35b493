import { DomainError, notFound, refuseIfBlocked } from "@tartip/domain/kernel/errors";
import { audit } from "../../platform/audit.ts";
import type { Context } from "../../platform/context.ts";
import type { Db, Tx } from "../../platform/db/database.ts";
import { touchRecord } from "../../platform/db/transaction.ts";
import { lockRecord, type RecordRow } from "../record.ts";
import { enforceRuns, sightOf, wrongField } from "../sight.ts";

const MOST_ITEMS = 100;

export interface ChecklistItem {
  id: string;
  text: string;
  /** The type demands it: it can be ticked, never taken away. */
  required: boolean;
  done: boolean;
  doneAt: Date | null;
  doneBy: { id: string; name: string } | null;
}

/** What a person may change of an item; `index` is its new place, counted from 0. */
export interface ChecklistPatch {
  text?: string;
  done?: boolean;
  index?: number;
}

/** Items of a record in their order. Who sees only what is shared sees the list of the work given to them alone. */
export async function listChecklist(db: Db | Tx, ctx: Context, recordId: string): Promise<ChecklistItem[]> {
  const { record, whole } = await sightOf(db, ctx, recordId);
  if (!whole && record.assigneeId !== ctx.actor.id) return [];
  const rows = await db
    .selectFrom("checklist_items")
    .leftJoin("people", "people.id", "checklist_items.done_by")
    .select([
      "checklist_items.id",
      "checklist_items.text",
      "checklist_items.required",
      "checklist_items.done_at as doneAt",
      "checklist_items.done_by as doerId",
      "people.full_name as doerName",
    ])
    .where("record_id", "=", recordId)
    .orderBy("checklist_items.position")
    .orderBy("checklist_items.id")
    .execute();
  return rows.map(({ doerId, doerName, ...row }) => ({
    ...row,
    done: row.doneAt !== null,
    doneBy: doerId === null ? null : { id: doerId, name: doerName ?? "" },
  }));
}

/** Adds an item at the end; for people who answer for the record. */
export async function addChecklistItem(tx: Tx, ctx: Context, recordId: string, text: string): Promise<string> {
  const record = await toChange(tx, ctx, recordId);
  if (text.trim() === "") throw wrongField("text", "required");
  const present = await itemsInOrder(tx, record.id);
  if (present.length >= MOST_ITEMS) throw wrongField("text", "too_many", { limit: MOST_ITEMS });
  const { id } = await tx
    .insertInto("checklist_items")
    .values({ record_id: record.id, text: text.trim(), position: (present.at(-1)?.position ?? 0) + 1 })
    .returning("id")
    .executeTakeFirstOrThrow();
  await audit(tx, ctx, {
    action: "checklist.added",
    recordId,
    entity: "checklist_item",
    entityId: id,
    after: { text: text.trim() },
  });
  touchRecord(tx, recordId);
  return id;
}

/** Ticks, renames or moves an item; a tick keeps who and when. */
export async function changeChecklistItem(
  tx: Tx,
  ctx: Context,
  recordId: string,
  id: string,
  patch: ChecklistPatch,
): Promise<void> {
  const record = await toChange(tx, ctx, recordId);
  const item = await itemOf(tx, record.id, id);
  const entry = { recordId, entity: "checklist_item", entityId: id };
  if (patch.text !== undefined && patch.text.trim() !== item.text) {
    const text = patch.text.trim();
    if (text === "") throw wrongField("text", "required");
    refuseIfBlocked(item.required ? [requiredItem(item)] : []);
    await tx.updateTable("checklist_items").set({ text }).where("id", "=", id).execute();
    await audit(tx, ctx, { ...entry, action: "checklist.renamed", before: { text: item.text }, after: { text } });
  }
  if (patch.done !== undefined && patch.done !== (item.doneAt !== null)) {
    const tick = patch.done ? { done_at: ctx.now(), done_by: ctx.actor.id } : { done_at: null, done_by: null };
    await tx.updateTable("checklist_items").set(tick).where("id", "=", id).execute();
    const action = patch.done ? "checklist.ticked" : "checklist.unticked";
    await audit(tx, ctx, { ...entry, action, after: { text: patch.text?.trim() ?? item.text } });
  }
  if (patch.index !== undefined) {
    await moveTo(tx, record.id, id, patch.index);
    await audit(tx, ctx, { ...entry, action: "checklist.moved", after: { text: item.text, index: patch.index } });
  }
  touchRecord(tx, recordId);
}

/** @throws DomainError `blocked` for an item that the type demands */
export async function removeChecklistItem(tx: Tx, ctx: Context, recordId: string, id: string): Promise<void> {
  const record = await toChange(tx, ctx, recordId);
  const before = await itemOf(tx, record.id, id);
  refuseIfBlocked(before.required ? [requiredItem(before)] : []);
  await tx.deleteFrom("checklist_items").where("id", "=", id).execute();
  await audit(tx, ctx, {
    action: "checklist.removed",
    recordId,
    entity: "checklist_item",
    entityId: id,
    before: { text: before.text },
  });
  touchRecord(tx, recordId);
}

interface Item {
  id: string;
  text: string;
  required: boolean;
  position: number;
  doneAt: Date | null;
}

function requiredItem(item: Item) {
  return { code: "checklist_item_required", params: { text: item.text }, fix: { kind: "checklist" as const, target: item.id } };
}

/** Locks the record: places in the list and its open state must not move under the change. */
async function toChange(tx: Tx, ctx: Context, recordId: string): Promise<RecordRow> {
  const { record: seen } = await sightOf(tx, ctx, recordId);
  await lockRecord(tx, recordId, seen.kind);
  const { record } = await sightOf(tx, ctx, recordId);
  // An outsider ticks the list of the work given to them, and nothing else.
  if (record.assigneeId !== ctx.actor.id) enforceRuns(ctx.actor, record);
  if (!record.open) throw new DomainError("blocked", "the record is closed", { blockers: [{ code: "record_closed" }] });
  return record;
}

function itemsInOrder(tx: Tx, recordId: string): Promise<Item[]> {
  return tx
    .selectFrom("checklist_items")
    .select(["id", "text", "required", "position", "done_at as doneAt"])
    .where("record_id", "=", recordId)
    .orderBy("position")
    .orderBy("id")
    .execute();
}

async function itemOf(tx: Tx, recordId: string, id: string): Promise<Item> {
  const found = (await itemsInOrder(tx, recordId)).find((item) => item.id === id);
  if (!found) throw notFound("checklist item");
  return found;
}

async function moveTo(tx: Tx, recordId: string, id: string, index: number): Promise<void> {
  const ids = (await itemsInOrder(tx, recordId)).map((item) => item.id).filter((one) => one !== id);
  ids.splice(index, 0, id);
  for (const [position, one] of ids.entries()) {
    await tx
      .updateTable("checklist_items")
      .set({ position: position + 1 })
      .where("id", "=", one)
      .execute();
  }
}
