import { S1_FIELDS } from "@tartip/domain/access/segregation";
import { approvals, decidedAt, type RunStep } from "@tartip/domain/approvals/run";
import type { Vouched } from "@tartip/domain/approvals/vouching";
import { companyDay } from "@tartip/domain/kernel/calendar";
import { currencyOf } from "@tartip/domain/requests/scope";
import { enforce } from "@tartip/domain/kernel/decision";
import { DomainError, notFound } from "@tartip/domain/kernel/errors";
import { fieldsOfStep, validateForm, type FormOptions } from "@tartip/domain/requests/form";
import { mayAssignRequest, mayEditRequest } from "@tartip/domain/requests/policy";
import { currencyKey, fieldOf, moneyKeys, stepOf, type RequestType } from "@tartip/domain/requests/type";
import { vouchedKeys } from "@tartip/domain/requests/vouched-fields";
import { mayRead } from "@tartip/domain/access/visibility";
import { carriesInvoice } from "@tartip/domain/requests/meaning";
import { audit } from "../../../platform/audit.ts";
import type { Context } from "../../../platform/context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import { inTransaction } from "../../../platform/db/transaction.ts";
import type { TransitionInput } from "../../../records/kinds.ts";
import { moveParticipant } from "../../../records/participants.ts";
import { fillRecord, patchRecord } from "../../../records/record.ts";
import { indexRecord } from "../../../records/listing/search.ts";
import { tellWatchers } from "../../../records/notices/followers.ts";
import { tellPerson } from "../../../records/notices/tell.ts";
import { voidVotes as letVotesFall } from "../../approvals/commands.ts";
import type { StepRow } from "../../approvals/questions.ts";
import { handOverInvoices, syncFromRequest } from "../../invoices/commands.ts";
import { storeValues } from "./draft.ts";
import type { Values } from "../money/expense.ts";
import { invoiceInput } from "../money/invoice.ts";
import { leaveMovedTwice } from "../leave/overlap.ts";
import { loadCase, ratesOf, type RequestCase } from "../load.ts";
import { unknownReferences } from "./references.ts";
import { addresseeOf } from "../approval/people.ts";
import { hostFor, vouchableValues } from "../approval/run-host.ts";
import { decideAgain, measureAgain, rebook } from "../approval/run.ts";
import { moveTo } from "./addressing.ts";
import { lockInChain } from "../chains/head.ts";
import { settleRequest } from "../settle.ts";
import { searchText } from "./submission.ts";
import { changedKeys } from "./values.ts";
import { ownFields } from "../approval/voted.ts";

/**
 * Changes the card of a submitted request; votes that vouch for what changed fall and are asked again.
 *
 * @returns the version the card has now
 */
export function editCard(ctx: Context, id: string, version: number, values: Values): Promise<number> {
  return inTransaction(ctx.app, async (tx) => {
    await lockInChain(tx, id);
    const request = await loadCase(tx, ctx, id);
    if (!mayRead(ctx.actor, request.facts.record)) throw notFound("request");
    const keys = Object.keys(values);
    if (keys.some((key) => key !== "assignee")) enforce(mayEditRequest(ctx.actor, request.facts), "edit");
    if (keys.includes("assignee")) enforce(mayAssignRequest(ctx.actor, request.facts), "assign");
    if (version !== request.record.version)
      throw new DomainError("stale_version", `request is at version ${request.record.version}`);
    const changed = await changeValues(tx, ctx, request, values, []);
    if (!changed) return version;
    const settled = await settleRequest(tx, ctx, await loadCase(tx, ctx, id));
    return settled.record.version;
  });
}

/** Fields the voting step owns, filled in the vote itself: they void nothing and bar nobody (S1). */
export async function editInVote(
  tx: Tx,
  ctx: Context,
  request: RequestCase,
  step: StepRow,
  input: TransitionInput,
): Promise<RequestCase> {
  const fields = ownFields(input);
  const owned = decidedAt(request.row.run, step.key).flatMap((key) => stepOf(request.type, key)?.ownsFields ?? []);
  const foreign = Object.keys(fields).filter((key) => !owned.includes(key));
  if (foreign.length > 0) {
    throw new DomainError("bad_input", "fields of another step", {
      fields: foreign.map((key) => ({ field: `fields.${key}`, code: "unknownField" })),
    });
  }
  const changed = await changeValues(tx, ctx, request, fields, owned);
  return changed ? loadCase(tx, ctx, request.record.id) : request;
}

/** Validates and stores; answers whether anything differs from before. */
async function changeValues(
  tx: Tx,
  ctx: Context,
  request: RequestCase,
  values: Values,
  owned: readonly string[],
): Promise<boolean> {
  const merged = { ...request.values, ...values };
  const today = companyDay(ctx.now());
  // A deadline that has passed meanwhile is not held against an edit of something else.
  const moved = changedKeys(request.values, merged);
  const currency = currencyOf(request.type, merged);
  const asked = { currency, base: request.settings.baseCurrency, today, field: currencyKey(request.type) };
  const rates = await ratesOf(tx, request.row, asked);
  const options: FormOptions = { stage: "approval", moved, today, thresholds: request.thresholds, rates };
  const checked = validateForm(request.type, merged, options);
  const given = Object.keys(values);
  const wrong = checked.errors.filter(
    (error) => given.includes(error.field.split(".")[0] ?? "") || !error.code.startsWith("required"),
  );
  const unknown = await unknownReferences(tx, ctx, request.type, checked.values, request.values);
  const twice = await leaveMovedTwice(tx, ctx, request, checked.values, moved);
  const wrongNow = wrong.filter((error) => !error.code.startsWith("required") || !isLater(request, error.field));
  const stillWrong = [
    ...wrongNow,
    ...unknown,
    ...leftAlone(request, values),
    ...takenBack(request, given, merged, options),
    ...twice,
  ];
  if (stillWrong.length > 0) throw new DomainError("bad_input", "the card has mistakes", { fields: stillWrong });
  const keys = changedKeys(request.values, checked.values);
  if (keys.length === 0) return false;
  if (keys.some((key) => votedOn(request).includes(key)))
    throw new DomainError("segregation", "what was approved stays as it is", { key: "frozen" });
  const before = await vouchableValues(tx, request);
  await storeValues(tx, ctx, request.record.id, request.type, checked.values, request.facts.sent ? rates : null);
  await patchRecord(tx, ctx, request.record.id, {});
  const touched = await rememberEditor(
    tx,
    ctx,
    request,
    keys.filter((key) => !owned.includes(key)),
  );
  if (keys.includes("assignee")) await handOver(tx, ctx, request, checked.values["assignee"]);
  if (keys.includes("dueDate")) await tellDeadline(tx, ctx, request, checked.values["dueDate"]);
  const measured = await measureAgain(tx, ctx, await loadCase(tx, ctx, request.record.id));
  const after = measured.request;
  // What a later vote is to fill in voids nothing where nothing stood, by whatever way it is filled.
  const later = request.type.fields.flatMap(({ key, requiredAtStep }) => (requiredAtStep === undefined ? [] : [key]));
  const editorId = touched.length > 0 ? ctx.actor.id : null;
  await voidVotes(tx, ctx, after, before, { owned: [...owned, ...later], editorId });
  await followMoney(tx, ctx, after, keys);
  await decideAgain(tx, ctx, measured);
  await indexRecord(tx, request.record.id, "request", await searchText(tx, after));
  await auditChange(tx, ctx, request, after, keys);
  return true;
}

/** Fields that the votes of a finished run vouch for: they stay so when finished work is returned. */
export function votedOn({ row: { run }, type }: RequestCase): string[] {
  if (run?.state !== "approved") return [];
  const voted = run.steps.filter((step) => approvals(run, step.key).length > 0);
  return voted.flatMap((step) => vouchedKeys(type, step));
}

/** Fields required only later (at approval, at a step) may stay empty on the card. */
function isLater(request: RequestCase, field: string): boolean {
  const found = fieldOf(request.type, field);
  return found?.requiredAt !== undefined || found?.requiredAtStep !== undefined;
}

const HANDED_IN: readonly string[] = ["submitted", "done"];

/** What a finished step was to fill in is not taken away again: others decide about it. */
function takenBack({ type, facts }: RequestCase, given: readonly string[], values: Values, options: FormOptions) {
  const handedIn = facts.tasks.filter(({ state }) => HANDED_IN.includes(state)).flatMap(({ stepKey }) => stepKey ?? []);
  return handedIn.flatMap((step) => {
    const own = fieldsOfStep(type, step).filter((key) => given.includes(key));
    if (own.length === 0) return [];
    return validateForm(type, values, { ...options, stage: { step } }).errors.filter(({ field }) => own.includes(field));
  });
}

/** S1 remembers the last editor of amount, currency, counterparty and split; an answer to a return is a change too. */
async function rememberEditor(tx: Tx, ctx: Context, request: RequestCase, keys: readonly string[]): Promise<readonly string[]> {
  const touched = S1_FIELDS.filter((field) => keys.some((key) => meansS1(request.type, key) === field));
  const lastChangedBy = { ...request.row.lastChangedBy, ...Object.fromEntries(touched.map((field) => [field, ctx.actor.id])) };
  await tx
    .updateTable("requests")
    .set({ last_changed_by: JSON.stringify(lastChangedBy), ...(request.facts.state === "rework" ? { answered: true } : {}) })
    .where("id", "=", request.record.id)
    .execute();
  return touched;
}

/** Fields that choose the budget cell. */
const CELL_FIELDS: readonly string[] = ["costItem", "month", "project", "branch"];

function meansS1(type: RequestType, key: string): string | null {
  if (moneyKeys(type).includes(key)) return "amount";
  const field = fieldOf(type, key);
  if (field?.type === "counterparty" || field?.type === "currency") return field.type;
  // The cell is the split of an expense that has one line.
  return field !== undefined && CELL_FIELDS.includes(field.type) ? "split" : null;
}

/** What nobody accepted may go back to its queue; what is worked on always has somebody who answers for it. */
function leftAlone({ facts, record }: RequestCase, values: Values): { field: string; code: string }[] {
  const isLeft = "assignee" in values && !values["assignee"] && record.assigneeId !== null;
  return isLeft && facts.state !== "new" ? [{ field: "assignee", code: "requiredPerson" }] : [];
}

async function handOver(tx: Tx, ctx: Context, { record }: RequestCase, to: unknown): Promise<void> {
  if (typeof to !== "string") {
    const place = await addresseeOf(tx, ctx, await loadCase(tx, ctx, record.id));
    await moveTo(tx, ctx, record, place, "request_new");
    return handOverInvoices(tx, ctx, record.id, place.assigneeId);
  }
  await moveParticipant(tx, ctx, record.id, "assignee", to);
  await handOverInvoices(tx, ctx, record.id, to);
  await fillRecord(tx, record.id, { queue_id: null });
  await tellPerson(tx, ctx, record.id, to, "request_assigned", "responsible");
}

/** The author, the responsible and who follows the request learn of its new deadline. */
async function tellDeadline(tx: Tx, ctx: Context, { record }: RequestCase, until: unknown): Promise<void> {
  if (typeof until !== "string") return;
  const { id, authorId, assigneeId } = record;
  const params = { until };
  tellWatchers(tx, ctx, id, { event: "deadline_moved", params });
  await tellPerson(tx, ctx, id, authorId, "deadline_moved", "author", params);
  if (assigneeId && assigneeId !== authorId) await tellPerson(tx, ctx, id, assigneeId, "deadline_moved", "responsible", params);
}

/** Votes that vouch for something that differs now fall; so do those of the editor of what S1 names. */
export async function voidVotes(
  tx: Tx,
  ctx: Context,
  request: RequestCase,
  before: Vouched,
  by: { owned: readonly string[]; editorId: string | null },
): Promise<void> {
  const after = await vouchableValues(tx, request);
  const keysOf = (step: RunStep): string[] => vouchedKeys(request.type, step);
  await letVotesFall(tx, ctx, request.record.id, await hostFor(tx, ctx, request), { before, after, keysOf, ...by });
}

async function followMoney(tx: Tx, ctx: Context, request: RequestCase, keys: readonly string[]): Promise<void> {
  // Who is responsible says nothing of the expense, and may change when that is frozen.
  if (keys.every((key) => key === "assignee")) return;
  if (carriesInvoice(request.type)) await syncFromRequest(tx, ctx, request.record.id, invoiceInput(request));
  else if (
    keys.some((key) => ["money", "costItem", "month", "project", "branch"].includes(fieldOf(request.type, key)?.type ?? ""))
  ) {
    await rebook(tx, ctx, request, "changed");
  }
}

async function auditChange(
  tx: Tx,
  ctx: Context,
  before: RequestCase,
  after: RequestCase,
  keys: readonly string[],
): Promise<void> {
  const pick = (values: Values) => Object.fromEntries(keys.map((key) => [key, values[key] ?? null]));
  await audit(tx, ctx, {
    action: "request.changed",
    recordId: before.record.id,
    entity: "request",
    entityId: before.record.id,
    before: pick(before.values),
    after: pick(after.values),
  });
}
