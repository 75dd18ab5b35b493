import { S1_FIELDS } from "@tartip/domain/access/segregation";
import { companyDay } from "@tartip/domain/kernel/calendar";
import { DomainError } from "@tartip/domain/kernel/errors";
import { validateForm } from "@tartip/domain/requests/form";
import { carriesInvoice, meaningOf, spendsBudget, textAt } from "@tartip/domain/requests/meaning";
import type { Context } from "../../../platform/context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import { numberAtCommit } from "../../../records/numbering.ts";
import { addParticipant } from "../../../records/participants.ts";
import { fillRecord } from "../../../records/record.ts";
import { indexRecord } from "../../../records/listing/search.ts";
import { tellPerson } from "../../../records/notices/tell.ts";
import { bookInWork } from "../../budgets/commands.ts";
import { createForRequest } from "../../invoices/commands.ts";
import { addressTo, URGENT } from "./addressing.ts";
import { storeValues } from "./draft.ts";
import { leaveTwice } from "../leave/overlap.ts";
import { invoiceInput } from "../money/invoice.ts";
import { loadCase, type RequestCase } from "../load.ts";
import { expenseOf } from "../money/money.ts";
import { addresseeOf } from "../approval/people.ts";

/**
 * A draft becomes «Новая»: values are checked for the last time, the number is given at commit, a payment's
 * invoice is made and the budget learns of the expense, all in one transaction.
 */
export async function submit(tx: Tx, ctx: Context, draft: RequestCase): Promise<void> {
  const { type, record } = draft;
  const checked = validateForm(type, draft.values, {
    stage: "submission",
    today: companyDay(ctx.now()),
    thresholds: draft.thresholds,
    rates: draft.rates,
  });
  const wrong = checked.errors.filter(
    (error) => !error.code.startsWith("required") || draft.facts.missing.atSubmission.includes(error.field),
  );
  const asking = { requestId: record.id, personId: subjectOf(draft), type, values: checked.values, unaccepted: true };
  const fields = [...wrong, ...(await leaveTwice(tx, ctx, asking))];
  if (fields.length > 0) throw new DomainError("bad_input", "the form is not complete", { fields });
  await storeValues(tx, ctx, record.id, type, checked.values);
  await nameSubject(tx, ctx, draft);
  await tx
    .updateTable("requests")
    .set({
      submitted_at: ctx.now(),
      last_changed_by: JSON.stringify(Object.fromEntries(S1_FIELDS.map((key) => [key, record.authorId]))),
    })
    .where("id", "=", record.id)
    .execute();
  numberAtCommit(tx, ctx, record.id, type.prefix);
  const submitted = await loadCase(tx, ctx, record.id);
  await addressIt(tx, ctx, submitted);
  await bookExpense(tx, ctx, submitted);
  await indexRecord(tx, record.id, "request", await searchText(tx, submitted));
}

/** The person the request is about; an empty subject field means the author. */
function subjectOf({ type, values, record }: RequestCase): string | null {
  if (type.subjectField === undefined) return null;
  return textAt(values, type.subjectField) || record.authorId;
}

async function nameSubject(tx: Tx, ctx: Context, draft: RequestCase): Promise<void> {
  const subjectId = subjectOf(draft);
  if (subjectId === null) return;
  await fillRecord(tx, draft.record.id, { subject_id: subjectId });
  await addParticipant(tx, ctx, draft.record.id, subjectId, "subject");
}

/** A named responsible is asked to accept; without one the request waits in its type's queue. */
async function addressIt(tx: Tx, ctx: Context, request: RequestCase): Promise<void> {
  const { record } = request;
  const event = record.priority === URGENT ? "request_urgent" : "request_new";
  if (record.assigneeId) {
    await addParticipant(tx, ctx, record.id, record.assigneeId, "assignee");
    await tellPerson(tx, ctx, record.id, record.assigneeId, event, "responsible");
    return;
  }
  await addressTo(tx, ctx, record, await addresseeOf(tx, ctx, request), event);
}

async function bookExpense(tx: Tx, ctx: Context, request: RequestCase): Promise<void> {
  if (carriesInvoice(request.type)) {
    await createForRequest(tx, ctx, invoiceInput(request));
    return;
  }
  const expense = spendsBudget(request.type) ? expenseOf(request) : null;
  if (expense) await bookInWork(tx, ctx, expense, "submitted");
}

/** What the request is found by: subject, description, supplier with BIN. The number joins at commit. */
export async function searchText(tx: Tx, request: RequestCase): Promise<string> {
  const { row, type, values } = request;
  const supplier = row.counterpartyId
    ? await tx.selectFrom("counterparties").select(["name", "bin"]).where("id", "=", row.counterpartyId).executeTakeFirst()
    : undefined;
  const invoiceNumber = textAt(values, meaningOf(type).invoice?.number);
  return [row.number, row.title, invoiceNumber, supplier?.name, supplier?.bin, row.description]
    .filter(Boolean)
    .join(" ")
    .slice(0, 8000);
}
