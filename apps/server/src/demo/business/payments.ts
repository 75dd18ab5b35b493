import { DOUBTS } from "@tartip/domain/invoices/doubts";
import { sql } from "kysely";
import type { App } from "../../platform/app.ts";
import { inTransaction } from "../../platform/db/transaction.ts";
import { answerDoubt, explainDuplicate } from "../../modules/invoices/commands.ts";
import { createDraft, type RequestCase } from "../../modules/requests/commands.ts";
import words from "../../../demo/words.json" with { type: "json" };
import { contextAs } from "../context.ts";
import type { Organisation } from "../organisation.ts";
import { startPdfThread, type PdfThread } from "../pdf-maker.ts";
import { idOf } from "../people.ts";
import { invoicePaper } from "./invoice-paper.ts";
import { payAndClose } from "./money.ts";
import { paymentsOf, type Payment, type Stage } from "./payment.ts";
import { purposeOf, titleOf } from "./payment-text.ts";
import { inLanes } from "./lanes.ts";
import { act, answerStep, attach, look, versionOf, walkTo, type Attachment, type Walk } from "./walk.ts";

const CFO = "E006";
const HIGH_FROM_MINOR = 300_000_000;

/** Stages that lie beyond the approval. */
const MONEY: readonly Stage[] = ["approved", "in_payment", "paid", "done", "closed"];

/** Every payment as a request, walked by the people concerned to where it stands. */
export async function seedPayments(app: App, org: Organisation): Promise<void> {
  const missing = await notYetMade(app, paymentsOf(org.present));
  if (missing.length === 0) return;
  const thread = startPdfThread();
  try {
    const ahead = missing.map((payment) => ({ payment, paper: invoicePaper(payment, thread.make) }));
    // A caller that waits for a paper learns that it failed.
    for (const { paper } of ahead) paper.catch(() => undefined);
    const desk: Desk = { app, org, thread, asked: Promise.resolve() };
    await inLanes(ahead, ({ payment, paper }) => seedPayment(desk, payment, paper));
  } finally {
    await thread.stop();
  }
}

/** A paper that was entered twice has its number twice. */
async function notYetMade(app: App, payments: readonly Payment[]): Promise<Payment[]> {
  const rows = await app.db
    .selectFrom("requests")
    .select(sql<string | null>`data->>'invoiceNumber'`.as("number"))
    .where("type_code", "=", "payment")
    .execute();
  const made = rows.map((row) => row.number);
  const met = new Map<string, number>();
  return payments.filter(({ number }) => {
    const nth = (met.get(number) ?? 0) + 1;
    met.set(number, nth);
    return nth > made.filter((one) => one === number).length;
  });
}

/** What all payments are made with. */
interface Desk {
  app: App;
  org: Organisation;
  thread: PdfThread;
  /** Requests are submitted one after the other, so that their numbers follow their days. */
  asked: Promise<void>;
}

async function seedPayment(desk: Desk, payment: Payment, paper: Promise<Attachment>): Promise<void> {
  const { app, org } = desk;
  const walk: Walk = {
    app,
    calendar: org.present.calendar,
    id: "",
    at: payment.start,
    latest: org.present.now,
    pace: payment.pace,
    attachment: () => paper,
    fields: { acc: { knp: org.knps.get(payment.costItem) } },
    result: words.result,
    comments: words.comments,
  };
  const asking = desk.asked.then(() => ask(walk, org, payment));
  desk.asked = asking.catch(() => undefined);
  await asking;
  if (payment.stage !== "draft") await walkOn(walk, org, payment, desk.thread);
}

async function ask(walk: Walk, org: Organisation, payment: Payment): Promise<void> {
  const { app } = walk;
  const author = idOf(org.people, payment.author);
  walk.id = (await createDraft(await contextAs(app, author, walk.at), "payment", valuesOf(org, payment))).id;
  if (payment.stage === "draft") return;
  await attach(walk, await contextAs(app, author, walk.at), walk.id, 1, "invoiceFile");
  await act(walk, author, "submit");
}

async function walkOn(walk: Walk, org: Organisation, payment: Payment, thread: PdfThread): Promise<void> {
  const { stage } = payment;
  if (stage === "new") return;
  await walkTo(walk, ({ facts }) => facts.state === "in_progress");
  if (stage === "check") return;
  if (stage !== "closed") await explain(walk, org);
  if (MONEY.includes(stage)) {
    await walkTo(walk, ({ facts }) => facts.state === "waiting" || facts.state === "done");
    if (stage !== "approved") await payAndClose(walk, org, payment, thread.make);
    return;
  }
  await walkTo(walk, hasVotes(payment.votes));
  if (stage === "question") await answerStep(walk, "clarify", words.question);
  if (stage === "rework") await answerStep(walk, "return", words.returnReason);
  if (stage === "rejected") await answerStep(walk, "reject", words.rejectReason);
}

function hasVotes(votes: number): (request: RequestCase) => boolean {
  return ({ facts, row }) => facts.state === "approval" && row.votes.length >= votes;
}

/** What looks wrong about the invoice asks for a reason before it may be sent. */
async function explain(walk: Walk, org: Organisation): Promise<void> {
  const { request, ctx } = await look(walk, idOf(org.people, CFO));
  const [own] = request.row.invoices;
  if (!own) return;
  const codes = request.invoiceBlockers.sending.map(({ code }) => code);
  for (const doubt of DOUBTS) {
    if (!codes.includes(`doubt_${doubt}`)) continue;
    const answer = { doubt, version: await versionOf(walk, own.id), reason: words.doubtReason };
    await inTransaction(walk.app, (tx) => answerDoubt(tx, ctx, own.id, answer));
  }
  if (!codes.includes("duplicate_reason_missing")) return;
  const answer = { version: await versionOf(walk, own.id), reason: words.duplicateReason };
  await inTransaction(walk.app, (tx) => explainDuplicate(tx, ctx, own.id, answer));
}

function valuesOf(org: Organisation, payment: Payment): Record<string, unknown> {
  return {
    title: titleOf(payment),
    branch: idOf(org.branches, payment.branch),
    priority: payment.amountMinor > HIGH_FROM_MINOR ? "high" : "medium",
    counterparty: idOf(org.counterparties, payment.supplier),
    invoiceNumber: payment.number,
    invoiceDate: payment.invoiceDate,
    amount: payment.amountMinor,
    currency: "KZT",
    vatRate: payment.vatRate,
    payDeadline: payment.payBy,
    purpose: purposeOf(payment),
    costItem: idOf(org.costItems, payment.costItem),
    ...(payment.project ? { project: idOf(org.projects, payment.project) } : {}),
    budgetMonth: payment.month,
    ...(payment.contract ? { basisKind: "contract", basis: idOf(org.contracts, payment.contract) } : {}),
    payKind: payment.payKind,
  };
}
