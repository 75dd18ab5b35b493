import { companyDay } from "@tartip/domain/kernel/calendar";
import { loadThresholds } from "@tartip/domain/kernel/conditions";
import { DomainError, notFound, type FieldError } from "@tartip/domain/kernel/errors";
import { endOfWorkingDay } from "@tartip/domain/kernel/working-time";
import { defaultsFor, newlyAskedDefaults, validateForm } from "@tartip/domain/requests/form";
import { meaningOf, textAt } from "@tartip/domain/requests/meaning";
import { currencyOf } from "@tartip/domain/requests/scope";
import { currencyKey, type RequestType } from "@tartip/domain/requests/type";
import { toBaseMinor } from "@tartip/domain/kernel/money";
import { covers } from "@tartip/domain/access/grants";
import { audit } from "../../../platform/audit.ts";
import type { Context } from "../../../platform/context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import { inTransaction } from "../../../platform/db/transaction.ts";
import { addParticipant } from "../../../records/participants.ts";
import { deleteRecord, fillRecord, insertRecord, loadRecord, lockRecord, patchRecord } from "../../../records/record.ts";
import { currentType, settings, workCalendar } from "../../reference/questions.ts";
import { lockInChain, settleHead } from "../chains/head.ts";
import { linkBasis } from "./basis.ts";
import { amountOf, type RequestAmount, type Values } from "../money/expense.ts";
import { loadCase, ratesFor } from "../load.ts";
import { unknownReferences } from "./references.ts";
import { storedFrom } from "./values.ts";

export interface DraftSaved {
  id: string;
  version: number;
  /** What could not be kept as typed; everything else was. */
  fields: FieldError[];
}

/** Where a draft comes from when it is not blank: the chain it continues, or the record it copies. */
export interface DraftOrigin {
  chainId?: string;
  values?: Values;
}

/** Opens a draft of a type, prefilled with the type's defaults; its author alone sees it. */
export function createDraft(ctx: Context, typeCode: string, values: Values = {}): Promise<DraftSaved> {
  return inTransaction(ctx.app, (tx) => insertDraft(tx, ctx, typeCode, { values }));
}

/** The same within an open transaction: a task step may open the next request of its chain. */
export async function insertDraft(
  tx: Tx,
  ctx: Context,
  typeCode: string,
  origin: DraftOrigin,
  authorId = ctx.actor.id,
): Promise<DraftSaved> {
  if (!covers(ctx.actor, "request.create", { participantIds: [ctx.actor.id] })) {
    throw new DomainError("forbidden", "no right to create requests", { key: "no_permission" });
  }
  const { id: typeId, type } = await currentType(tx, typeCode);
  const author = { id: authorId, ...place(ctx) };
  const values = { ...defaultsFor(type, { author }), ...origin.values };
  const { kept, fields } = await keptOf(tx, ctx, type, values);
  const { card, own, document } = await storable(tx, ctx, type, kept);
  const id = await insertRecord(tx, ctx, {
    kind: "request",
    typeCode: type.code,
    title: card.title,
    status: "draft",
    restricted: type.restricted ?? false,
    authorId,
    assigneeId: card.assignee_id,
    departmentId: card.department_id,
    branchId: card.branch_id,
    projectId: card.project_id,
    dueAt: card.due_at,
    ...(card.priority === undefined ? {} : { priority: card.priority }),
  });
  await tx
    .insertInto("requests")
    .values({ ...own, id, type_id: typeId, type_code: type.code, chain_id: origin.chainId ?? id })
    .execute();
  await addParticipant(tx, ctx, id, authorId, "author");
  if (document) await linkBasis(tx, ctx, id, document.chosen);
  return { id, version: 1, fields };
}

function place(ctx: Context): { departmentId?: string; branchId?: string } {
  const { departmentId, branchId } = ctx.actor;
  return { ...(departmentId ? { departmentId } : {}), ...(branchId ? { branchId } : {}) };
}

/** Autosave: keeps every value that can be kept and names the rest; nobody else ever sees a draft. */
export function saveDraft(ctx: Context, id: string, version: number, values: Values): Promise<DraftSaved> {
  return inTransaction(ctx.app, async (tx) => {
    const draft = await lockDraft(tx, ctx, id);
    if (draft.record.version !== version) throw new DomainError("stale_version", `draft is at version ${draft.record.version}`);
    const fields = await storeDraft(tx, ctx, id, draft.type, { ...draft.values, ...values }, draft.values);
    await patchRecord(tx, ctx, id, {});
    await noteDraft(tx, ctx, id, draft.values, values);
    return { id, version: version + 1, fields };
  });
}

/** The journal names the fields an author has written in a draft, not what: nobody else ever sees it, its history neither. */
async function noteDraft(tx: Tx, ctx: Context, id: string, before: Values, after: Values): Promise<void> {
  const fields = Object.keys(after).filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
  if (fields.length === 0) return;
  await audit(tx, ctx, { action: "request.draft_saved", entity: "request", entityId: id, after: { fields } });
}

/** Throws a draft away for good: it had no number and nobody else knew of it. */
export function deleteDraft(ctx: Context, id: string): Promise<void> {
  return inTransaction(ctx.app, async (tx) => {
    await lockInChain(tx, id);
    const draft = await lockDraft(tx, ctx, id);
    await tx.deleteFrom("requests").where("id", "=", id).execute();
    await deleteRecord(tx, id);
    await audit(tx, ctx, {
      action: "request.draft_deleted",
      entity: "request",
      entityId: id,
      before: { title: draft.record.title },
    });
    await settleHead(tx, ctx, draft.row);
  });
}

async function lockDraft(tx: Tx, ctx: Context, id: string) {
  await lockRecord(tx, id, "request");
  const found = await loadCase(tx, ctx, id);
  if (found.record.authorId !== ctx.actor.id) throw notFound("request");
  if (found.record.status !== "draft") {
    throw new DomainError("invalid_transition", "only a draft is autosaved", {
      params: { state: found.record.status, action: "edit" },
    });
  }
  return found;
}

async function storeDraft(
  tx: Tx,
  ctx: Context,
  id: string,
  type: RequestType,
  values: Values,
  before: Values,
): Promise<FieldError[]> {
  const { kept, fields } = await keptOf(tx, ctx, type, values, before);
  await storeValues(tx, ctx, id, type, kept);
  return fields;
}

/** What of a draft's values can be kept, and what is wrong with the others. */
async function keptOf(
  tx: Tx,
  ctx: Context,
  type: RequestType,
  values: Values,
  before: Values = {},
): Promise<{ kept: Values; fields: FieldError[] }> {
  const known = await settings(tx);
  const today = companyDay(ctx.now());
  const thresholds = loadThresholds(known.thresholds);
  const whole = { ...values, ...newlyAskedDefaults(type, before, values, { thresholds }) };
  const checked = validateForm(type, whole, { stage: "draft", today, thresholds });
  const unknown = await unknownReferences(tx, ctx, type, checked.values, before);
  const lost = new Set(unknown.map((error) => error.field));
  const kept = Object.fromEntries(Object.entries(checked.values).filter(([key]) => !lost.has(key)));
  return { kept, fields: [...checked.errors, ...unknown] };
}

/**
 * Writes cleaned values to the card and to `data`, with the amount in base currency.
 *
 * @param sentRates rates of a request that has been sent, which it keeps; null before that: those of the day
 */
export async function storeValues(
  tx: Tx,
  ctx: Context,
  id: string,
  type: RequestType,
  values: Values,
  sentRates: Readonly<Record<string, number>> | null = null,
): Promise<void> {
  const standing = (await loadRecord(tx, id)).dueAt;
  const { card, own, document } = await storable(tx, ctx, type, values, { standing, sentRates });
  await fillRecord(tx, id, { ...card, updated_at: ctx.now() });
  await tx.updateTable("requests").set(own).where("id", "=", id).execute();
  if (document) await linkBasis(tx, ctx, id, document.chosen);
}

/** Where cleaned values go: columns of the card, columns of the request, and the document chosen as its basis where its type asks for one. */
async function storable(
  tx: Tx,
  ctx: Context,
  type: RequestType,
  values: Values,
  { standing, sentRates }: { standing: Date | null; sentRates: Readonly<Record<string, number>> | null } = UNWRITTEN,
) {
  const { baseCurrency } = await settings(tx);
  const { record, dueDate, description, data } = storedFrom(type, values);
  // A deadline that moved within its day keeps its hour.
  const kept = standing !== null && dueDate === companyDay(standing) ? standing : null;
  const dueAt = kept ?? (dueDate ? new Date(endOfWorkingDay(await workCalendar(tx), dueDate)) : null);
  const amount = amountOf(type, values, baseCurrency);
  const asked = {
    currency: currencyOf(type, values),
    base: baseCurrency,
    today: companyDay(ctx.now()),
    field: currencyKey(type),
  };
  const rates = sentRates ?? (await ratesFor(tx, asked));
  const { counterparty, basis } = meaningOf(type);
  return {
    card: { ...record, due_at: dueAt },
    own: {
      data: JSON.stringify(data),
      description: description ?? "",
      amount_minor: amount?.amountMinor ?? null,
      currency: amount?.currency ?? null,
      base_minor: amount === null ? null : inBase(amount, rates),
      rate_micro: amount === null || sentRates === null ? null : (rates[amount.currency] ?? null),
      counterparty_id: textAt(values, counterparty) || null,
    },
    document: basis ? { chosen: values[basis.document] } : null,
  };
}

const UNWRITTEN = { standing: null, sentRates: null };

function inBase({ amountMinor, currency }: RequestAmount, rates: Readonly<Record<string, number>>): number {
  const rate = rates[currency];
  return rate === undefined ? amountMinor : toBaseMinor(amountMinor, currency, rate);
}
