import { INVOICE_FILE } from "@tartip/domain/invoices/facts";
import { mayRead } from "@tartip/domain/access/visibility";
import { invoiceBlockers, paymentBlockers, refundBlockers } from "@tartip/domain/invoices/guards";
import { decideInvoice } from "@tartip/domain/invoices/policy";
import {
  dueMinor,
  invoiceWorkflow,
  stateAfterMoney,
  type InvoiceAction,
  type InvoiceState,
} from "@tartip/domain/invoices/workflow";
import { companyDay } from "@tartip/domain/kernel/calendar";
import type { Decision } from "@tartip/domain/kernel/decision";
import { DomainError, type Blocker } from "@tartip/domain/kernel/errors";
import { sql } from "kysely";
import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";
import { touchRecord } from "../../platform/db/transaction.ts";
import type { RecordKind, TransitionInput } from "../../records/kinds.ts";
import { patchRecord, setStatus } from "../../records/record.ts";
import { releaseExpense } from "../budgets/commands.ts";
import { recordPayment } from "../payments/commands.ts";
import { closingDocumentLinked, tellOfInvoice } from "./closing.ts";
import { fixAccount } from "./account.ts";
import { loadInvoice, type InvoiceCase } from "./facts.ts";
import { tellOfLacking, tellOfMoney } from "./money-news.ts";
import { guardClosing, keepsFiles, ownFileField } from "./papers.ts";
import { isInvoice, lockInvoice } from "./row.ts";

/** What an explained duplicate or doubt arose from is written down as one text, with its amounts. */
const KEYS_WITH_AMOUNTS: ReadonlySet<string> = new Set(["key"]);

/** An invoice as `records/` moves it: every door ends in these functions. */
export const invoiceKind: RecordKind<InvoiceCase> = {
  kind: "invoice",
  workflow: invoiceWorkflow,
  lock: lockInvoice,
  loadFacts: (tx, _ctx, id) => loadInvoice(tx, id),
  mayRead: (actor, invoice) => mayRead(actor, invoice.facts.record),
  may: (action, actor, invoice): Decision => decideInvoice(actor, invoice.facts, actionOf(action)),
  blockers,
  effect,
  settle: async (tx, ctx, { before: invoice }, { action, reason }) => {
    const { rows } = await sql<{ status: string }>`select status from records where id = ${invoice.record.id}`.execute(tx);
    const status = rows[0]?.status ?? invoice.record.status;
    await tellOfMoney(tx, ctx, invoice, { action, status, reason });
    // What is said of the money on the request's page.
    if (invoice.row.requestId !== null) touchRecord(tx, invoice.row.requestId);
    if ((action === "pay" || action === "waiveRest") && status === "paid") {
      await tellOfInvoice(tx, ctx, invoice.row, "paid", { status });
      if (invoice.facts.closingDocument === "linked") await closingDocumentLinked(tx, ctx, invoice.row.id);
      else await tellOfLacking(tx, ctx, invoice);
      return;
    }
    if (action === "refund" && status !== "paid") await tellOfInvoice(tx, ctx, invoice.row, "unpaid", { status, reason });
    else if (status !== invoice.record.status) await tellOfInvoice(tx, ctx, invoice.row, "status", { status });
  },
  files: { field: ownFileField, blockers: keepsFiles, showingAmounts: async () => [INVOICE_FILE] },
  amounts: async () => KEYS_WITH_AMOUNTS,
  links: {
    blockers: guardClosing,
    changed: async (tx, ctx, { change, link, fromId }) => {
      if (change === "added" && link === "closing" && (await isInvoice(tx, fromId))) await closingDocumentLinked(tx, ctx, fromId);
    },
  },
  hangs: {
    joins: (child, parent) => sql`${parent}.id = (select i.request_id from invoices i where i.id = ${child}.id)`,
    below: (parents) => sql`select i.id from invoices i where i.request_id in (${parents})`,
  },
};

function actionOf(action: string): InvoiceAction {
  if (!Object.hasOwn(invoiceWorkflow.edges, action))
    throw new DomainError("invalid_transition", `invoice has no action ${action}`);
  // reason: just found among the edges' own keys
  return action as InvoiceAction;
}

/** What stands in the way. Without an input (the page asks) the input's own faults do not count yet. */
function blockers(action: string, invoice: InvoiceCase, input?: TransitionInput): Blocker[] {
  if (action === "close" && (input === undefined || input.reason?.trim())) return [];
  const standing = invoiceBlockers(invoice.facts, actionOf(action));
  if (input === undefined) return standing;
  if (action === "pay") return [...standing, ...paymentBlockers(invoice.facts, paymentOf(input))];
  if (action === "refund") return [...standing, ...refundBlockers(invoice.facts, paymentOf(input).amountMinor)];
  return standing;
}

/** The body's money fields as they came; `paymentBlockers` and `recordPayment` refuse what is wrong with them. */
function paymentOf(input: TransitionInput) {
  const { paidOn, amountMinor, documentNumber } = input;
  return {
    paidOn: typeof paidOn === "string" ? paidOn : "",
    amountMinor: typeof amountMinor === "number" ? amountMinor : Number.NaN,
    documentNumber: typeof documentNumber === "string" ? documentNumber : "",
  };
}

async function effect(tx: Tx, ctx: Context, action: string, invoice: InvoiceCase, input: TransitionInput): Promise<void> {
  switch (action) {
    case "sendToPayment":
      return fixAccount(tx, invoice.row.id, { asked: false });
    case "pay":
    case "refund":
      return moveMoney(tx, ctx, action, invoice, input);
    case "waiveRest":
      return waiveRest(tx, ctx, invoice, input.reason ?? "");
    case "close":
      if (invoice.facts.closingDocument === "absent") {
        await sql`update invoices set closing_waived = ${input.reason ?? ""} where id = ${invoice.row.id}`.execute(tx);
      }
      return;
    case "cancel":
      return releaseExpense(tx, ctx, { chainId: invoice.row.chainId, recordId: invoice.row.id }, "cancelled");
    case "paymentFailed":
      return;
    default:
      throw new DomainError("invalid_transition", `an invoice is not moved by ${action} here`);
  }
}

/** The rest is not going to be paid: what is still reserved for it is given back. */
async function waiveRest(tx: Tx, ctx: Context, { row }: InvoiceCase, reason: string): Promise<void> {
  await tx
    .updateTable("invoices")
    .set({ rest_waived_minor: row.amountMinor - row.paidMinor, rest_waived_reason: reason })
    .where("id", "=", row.id)
    .execute();
  await releaseExpense(tx, ctx, { chainId: row.chainId, recordId: row.id }, "rest_waived");
}

async function moveMoney(
  tx: Tx,
  ctx: Context,
  action: "pay" | "refund",
  invoice: InvoiceCase,
  input: TransitionInput,
): Promise<void> {
  const note = typeof input["note"] === "string" ? input["note"] : (input.reason ?? "");
  const kind = action === "pay" ? "payment" : "refund";
  const due = dueMinor(invoice.row);
  const enteredOn = companyDay(invoice.record.createdAt);
  const paidMinor = await recordPayment(
    tx,
    ctx,
    { ...invoice.row, dueMinor: due, enteredOn },
    { kind, ...paymentOf(input), note },
  );
  await tx.updateTable("invoices").set({ paid_minor: paidMinor }).where("id", "=", invoice.row.id).execute();
  const to: InvoiceState = stateAfterMoney(due, paidMinor);
  if (to === invoice.facts.state) await patchRecord(tx, ctx, invoice.row.id, {});
  else await setStatus(tx, ctx, invoice.record, to, action, { final: false });
}
