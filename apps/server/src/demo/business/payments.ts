import type { App } from "../../platform/app.ts";
import type { Context } from "../../platform/context.ts";
import { inTransaction } from "../../platform/db/transaction.ts";
import { createDocument } from "../../modules/documents/commands.ts";
import { answerDoubt, explainDuplicate, moveInvoice } from "../../modules/invoices/commands.ts";
import { createDraft, type RequestCase } from "../../modules/requests/commands.ts";
import { addLink } from "../../records/links/links.ts";
import { receiveFile } from "../../records/files/upload.ts";
import { transition } from "../../records/transition.ts";
import { Readable } from "node:stream";
import { addDays, companyDay } from "@tartip/domain/kernel/calendar";
import { DOUBTS } from "@tartip/domain/invoices/doubts";
import type { WorkingCalendar } from "@tartip/domain/kernel/working-time";
import words from "../../../demo/words.json" with { type: "json" };
import { COMPANY } from "../company.ts";
import { contextAs } from "../context.ts";
import type { Organisation } from "../organisation.ts";
import { idOf } from "../people.ts";
import { actPaper, invoicePaper, type InvoiceData } from "./invoice-paper.ts";
import { startPdfThread } from "../pdf-maker.ts";
import { act, attach, look, walkTo, type Attachment, type Walk } from "./walk.ts";

const TREASURER = "E009";
const CFO = "E006";
const ACCOUNTANT = "E007";
const MAX_BYTES = 5_000_000;

/** How far an invoice of the data has come, as the request behind it must be walked. */
const PAID = new Set(["in_payment", "paid", "closed"]);

/** Every invoice of the data as a payment request, walked by the people concerned to where the data says it stands. */
export async function seedPayments(app: App, org: Organisation, calendar: WorkingCalendar): Promise<void> {
  const inOrder = COMPANY.invoices.toSorted((a, b) => (a.date < b.date ? -1 : 1));
  const known = await app.db.selectFrom("invoices").select("invoice_number as number").execute();
  const places = new Map(inOrder.map((invoice) => [invoice.id, known.filter((row) => row.number === invoice.number).length]));
  const met = new Map<string, number>();
  const missing = inOrder.filter((invoice) => {
    const nth = (met.get(invoice.number) ?? 0) + 1;
    met.set(invoice.number, nth);
    return nth > (places.get(invoice.id) ?? 0);
  });
  if (missing.length === 0) return;
  const thread = startPdfThread();
  try {
    const ahead = missing.map((invoice): Drawn => {
      const day = issuedOn(app, org, invoice);
      return { invoice, day, paper: invoicePaper(invoice, day, thread.make) };
    });
    // A caller that waits for a paper learns that it failed.
    for (const { paper } of ahead) paper.catch(() => undefined);
    for (const drawn of ahead) await seedPayment(app, org, calendar, drawn);
  } finally {
    await thread.stop();
  }
}

/** An invoice of the data and its paper, which another thread may still be drawing. */
interface Drawn {
  invoice: InvoiceData;
  /** On which it is dated. */
  day: string;
  paper: Promise<Attachment>;
}

/** When the request for it is made: early in a month some of this month's are still ahead, and come just now instead. */
function startOf(app: App, org: Organisation, invoice: InvoiceData): Date {
  const latest = app.clock.now();
  const start = org.shift.at(invoice.date, "10:05");
  return start < latest ? start : new Date(latest.getTime() - 3_600_000);
}

/** No supplier dates a paper later than it is sent. */
function issuedOn(app: App, org: Organisation, invoice: InvoiceData): string {
  const sent = companyDay(startOf(app, org, invoice));
  const day = org.shift.day(invoice.date);
  return day < sent ? day : sent;
}

async function seedPayment(app: App, org: Organisation, calendar: WorkingCalendar, drawn: Drawn): Promise<void> {
  const { invoice, day, paper } = drawn;
  const walk: Walk = {
    app,
    calendar,
    id: "",
    at: startOf(app, org, invoice),
    latest: app.clock.now(),
    pace: 55 + (Number(invoice.number) % 50),
    attachment: () => paper,
    fields: { acc: { knp: invoice.knp } },
    result: words.result,
    comments: words.comments,
  };
  const author = idOf(org.people, invoice.authorId);
  walk.id = (await createDraft(await contextAs(app, author, walk.at), "payment", valuesOf(org, invoice, day))).id;
  await attach(walk, await contextAs(app, author, walk.at), walk.id, 1, "invoiceFile");
  await act(walk, author, "submit");
  if (invoice.status === "received") return;
  await walkTo(walk, ({ facts }) => facts.state === "in_progress");
  await explain(walk, org, invoice);
  await walkTo(walk, isAsFarAs(invoice));
  if (PAID.has(invoice.status)) await payAndClose(walk, org, invoice);
}

function isAsFarAs(invoice: InvoiceData): (request: RequestCase) => boolean {
  if (invoice.status !== "approval") return ({ facts }) => facts.state === "waiting" || facts.state === "done";
  const votes = invoice.special === null ? 1 : 2;
  return ({ facts, row }) => facts.state === "approval" && row.votes.length >= votes;
}

/** What looks wrong about the invoice asks for a reason before it may be sent. */
async function explain(walk: Walk, org: Organisation, invoice: InvoiceData): Promise<void> {
  const { request, ctx } = await look(walk, idOf(org.people, CFO));
  const own = request.row.invoices[0];
  if (!own) return;
  const version = () => versionOf(walk, own.id);
  for (const doubt of DOUBTS) {
    if (!request.invoiceBlockers.sending.some(({ code }) => code === `doubt_${doubt}`)) continue;
    const answer = { doubt, version: await version(), reason: words.doubtReason };
    await inTransaction(walk.app, (tx) => answerDoubt(tx, ctx, own.id, answer));
  }
  if (invoice.special === "possible_split") await explainTwin(walk, ctx, own.id, await version());
}

async function versionOf(walk: Walk, id: string): Promise<number> {
  return (await walk.app.db.selectFrom("records").select("version").where("id", "=", id).executeTakeFirstOrThrow()).version;
}

/** The same sum to the same supplier on the same day. */
async function explainTwin(walk: Walk, ctx: Context, id: string, version: number): Promise<void> {
  await inTransaction(walk.app, (tx) => explainDuplicate(tx, ctx, id, { version, reason: words.duplicateReason })).catch(
    (error: unknown) => {
      // The first of the two has no twin yet and needs no reason.
      if (!(error instanceof Error && error.message.includes("nothing looks like"))) throw error;
    },
  );
}

async function payAndClose(walk: Walk, org: Organisation, invoice: InvoiceData): Promise<void> {
  const treasurer = idOf(org.people, TREASURER);
  const { request } = await look(walk, treasurer);
  const own = request.row.invoices[0];
  if (!own) throw new Error(`${invoice.id} made no invoice`);
  await moveMoney(walk, treasurer, own.id, { action: "sendToPayment" });
  if (invoice.status === "in_payment") return;
  walk.at = earlier(walk, org.shift.at(invoice.payBy, "12:10"));
  const paidOn = org.shift.day(invoice.payBy);
  const order = `${1000 + Number(invoice.number)}`;
  await moveMoney(walk, treasurer, own.id, { action: "pay", paidOn, amountMinor: invoice.grossMinor, documentNumber: order });
  if (invoice.status === "paid") return;
  await closeWithAct(walk, org, invoice);
  await walkTo(walk, ({ facts }) => facts.state === "closed");
}

async function moveMoney(
  walk: Walk,
  personId: string,
  id: string,
  input: { action: string; [more: string]: unknown },
): Promise<void> {
  const ctx = await contextAs(walk.app, personId, walk.at);
  const { version } = await walk.app.db.selectFrom("records").select("version").where("id", "=", id).executeTakeFirstOrThrow();
  await inTransaction(walk.app, (tx) => moveInvoice(tx, ctx, id, { ...input, version }));
}

/** Never later than the clock of the company. */
function earlier(walk: Walk, at: Date): Date {
  return at < walk.latest ? at : walk.latest;
}

/** The act comes some days after the payment, is registered and closes invoice, task and request. */
async function closeWithAct(walk: Walk, org: Organisation, invoice: InvoiceData): Promise<void> {
  const day = org.shift.day(addDays(invoice.payBy, 3));
  walk.at = earlier(walk, org.shift.at(addDays(invoice.payBy, 3), "15:20"));
  const ctx = await contextAs(walk.app, idOf(org.people, ACCOUNTANT), walk.at);
  const id = await inTransaction(walk.app, (tx) =>
    createDocument(tx, ctx, {
      kindCode: "act",
      docNumber: `${words.actPrefix}-${invoice.number}`,
      docDate: day,
      counterpartyId: idOf(org.counterparties, invoice.counterpartyId),
      subject: subjectOf(invoice),
      amountMinor: invoice.grossMinor,
      currency: invoice.currency,
      branchId: idOf(org.branches, invoice.branch),
    }),
  );
  const { contractId } = invoice;
  if (contractId) await inTransaction(walk.app, (tx) => addLink(tx, ctx, id, idOf(org.contracts, contractId), "related"));
  const { name, bytes } = await actPaper(invoice, day, walk.at);
  await receiveFile(ctx, { recordId: id, fieldKey: "file", shared: false }, name, Readable.from([bytes]), MAX_BYTES);
  const { version } = await walk.app.db.selectFrom("records").select("version").where("id", "=", id).executeTakeFirstOrThrow();
  await transition(ctx, "document", id, { action: "register", version });
  await inTransaction(walk.app, (tx) => addLink(tx, ctx, walk.id, id, "closing"));
}

function valuesOf(org: Organisation, invoice: InvoiceData, day: string): Record<string, unknown> {
  const { shift } = org;
  const month = shift.month(invoice.budgetMonth);
  return {
    title: titleOf(invoice, month),
    branch: idOf(org.branches, invoice.branch),
    priority: invoice.grossMinor > 300_000_000 ? "high" : "medium",
    counterparty: idOf(org.counterparties, invoice.counterpartyId),
    invoiceNumber: invoice.number,
    invoiceDate: day,
    amount: invoice.grossMinor,
    currency: invoice.currency,
    vatRate: invoice.vatRate ?? "none",
    payDeadline: shift.day(invoice.payBy),
    purpose: invoice.purpose,
    costItem: idOf(org.costItems, invoice.costItem),
    ...(invoice.projectCode ? { project: idOf(org.projects, invoice.projectCode) } : {}),
    budgetMonth: month,
    ...(invoice.contractId ? { basisKind: "contract", basis: idOf(org.contracts, invoice.contractId) } : {}),
    payKind: payKindOf(invoice),
  };
}

/** Months whose papers nobody waits for any more: what was paid then was paid by act. */
const RECENT = "2026-09-01";

function payKindOf(invoice: InvoiceData): "post" | "prepay" {
  const old = invoice.status === "paid" && invoice.date < RECENT;
  return old || (invoice.status === "closed" && Number(invoice.number) % 2 === 0) ? "post" : "prepay";
}

function titleOf(invoice: InvoiceData, month: string): string {
  return `${subjectOf(invoice)}, ${monthText(month)}`;
}

/** What it is for: the subject of its contract, else what the purpose names. */
function subjectOf(invoice: InvoiceData): string {
  const contract = COMPANY.contracts.find((one) => one.id === invoice.contractId);
  const subject = (contract?.subject ?? invoice.purpose.split(",")[1] ?? invoice.purpose).trim();
  return `${subject.charAt(0).toUpperCase()}${subject.slice(1)}`;
}

function monthText(month: string): string {
  return new Intl.DateTimeFormat("ru-KZ", { month: "long", timeZone: "UTC" }).format(new Date(`${month}-15T00:00:00Z`));
}
