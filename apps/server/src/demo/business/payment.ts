import { companyDay, wallInstantMs } from "@tartip/domain/kernel/calendar";
import { vatRatesOn, type VatRate } from "@tartip/domain/invoices/vat";
import open from "../../../demo/open.json" with { type: "json" };
import { COMPANY } from "../company.ts";
import type { Present } from "../present.ts";
import { spentOf, type Spent } from "./year.ts";

/** How far the request for a payment has come. */
export type Stage =
  | "draft"
  | "new"
  | "check"
  | "approval"
  | "question"
  | "rework"
  | "rejected"
  | "approved"
  | "in_payment"
  | "paid"
  | "done"
  | "closed";

/** A payment of the demonstration: what for, how far it comes and at which pace. */
export interface Payment {
  number: string;
  supplier: string;
  contract: string | null;
  branch: string;
  costItem: string;
  project: string | null;
  /** Of the budget, `YYYY-MM`. */
  month: string;
  amountMinor: number;
  vatRate: VatRate;
  author: string;
  subject: string;
  payKind: "post" | "prepay";
  stage: Stage;
  /** At a stage of approval: how many have voted. */
  votes: number;
  start: Date;
  invoiceDate: string;
  payBy: string;
  /** Working minutes between moves. */
  pace: number;
  /** The same paper as the last closed one of this supplier: entered twice. */
  again?: boolean;
}

interface Open {
  stage: string;
  /** How many moves lead there, and for how many working minutes it has waited since. */
  moves: number;
  rest: number;
  votes?: number;
  supplier: string;
  contract?: string;
  branch: string;
  costItem: string;
  project?: string;
  tenge: number;
  vat: string;
  author: string;
  subject?: string;
  again?: boolean;
}

const STAGES: readonly Stage[] = [
  "draft",
  "new",
  "check",
  "approval",
  "question",
  "rework",
  "rejected",
  "approved",
  "in_payment",
  "paid",
  "done",
];
const OPEN: readonly Open[] = open;
const PACE = 75;
const FIRST_NUMBER = 100;
const NUMBER_STEP = 3;
/** One closed payment of so many was made in advance, and closed by an act. */
const ACT_EVERY = 4;
/** Who asks in the morning is seldom the only one. */
const ASKED_FROM = 9 * 60 + 20;

/** Every payment of the demonstration in the order of asking. */
export function paymentsOf(present: Present): Payment[] {
  const spent = spentOf(present).map((one, nth) => closedPayment(present, one, nth));
  const opened = OPEN.map((one) => openPayment(present, one)).toSorted((a, b) => a.start.getTime() - b.start.getTime());
  const numbered = [...spent, ...opened].map((payment, nth) => ({
    ...payment,
    number: String(FIRST_NUMBER + nth * NUMBER_STEP),
  }));
  return numbered.map((payment) => (payment.again ? sameAgain(numbered, payment) : payment));
}

/** The paper of the last closed payment to this supplier, entered once more. */
function sameAgain(all: readonly Payment[], payment: Payment): Payment {
  const last = all.findLast(({ supplier, stage }) => supplier === payment.supplier && stage === "closed");
  if (!last) return payment;
  const { number, invoiceDate, amountMinor, vatRate } = last;
  return { ...payment, number, invoiceDate, amountMinor, vatRate };
}

function closedPayment(present: Present, { line, month, tenge, asked, paid }: Spent, nth: number): Payment {
  const start = new Date(wallInstantMs(asked, ASKED_FROM + (nth % 7) * 20));
  const recent = month === present.month(0);
  return {
    ...placeOf(line),
    number: "",
    month,
    amountMinor: tenge * 100,
    vatRate: vatRateOf(line.vat, asked),
    payKind: !recent && nth % ACT_EVERY === 0 ? "prepay" : "post",
    stage: "closed",
    votes: 0,
    start,
    invoiceDate: asked,
    payBy: paid,
    pace: PACE,
  };
}

function openPayment(present: Present, one: Open): Payment {
  const start = present.before(one.rest + (one.moves - 1) * PACE);
  const day = companyDay(start);
  return {
    ...placeOf(one),
    number: "",
    month: present.month(1),
    amountMinor: one.tenge * 100,
    vatRate: vatRateOf(one.vat, day),
    payKind: one.stage === "done" ? "post" : "prepay",
    stage: stageOf(one.stage),
    votes: one.votes ?? 0,
    start,
    invoiceDate: day,
    payBy: present.day(4 + (one.moves % 4)),
    pace: PACE,
    again: one.again ?? false,
  };
}

interface Place {
  supplier: string;
  contract?: string;
  branch: string;
  costItem: string;
  project?: string;
  author: string;
  subject?: string;
}

function placeOf({ supplier, contract, branch, costItem, project, author, subject }: Place) {
  const known = COMPANY.contracts.find((one) => one.id === contract);
  return {
    supplier,
    contract: contract ?? null,
    branch,
    costItem,
    project: project ?? null,
    author,
    subject: subject ?? known?.subject ?? "",
  };
}

function stageOf(text: string): Stage {
  const stage = STAGES.find((one) => one === text);
  if (!stage) throw new Error(`the demonstration data has no stage ${text}`);
  return stage;
}

/** The rate of the day: that of medicine where the supplier sells it, none where they are no payer of VAT. */
function vatRateOf(kind: string, day: string): VatRate {
  const rates = vatRatesOn(day).filter((rate) => rate !== "none" && rate > 0);
  if (kind === "none") return "none";
  if (kind === "standard") return rates[0] ?? "none";
  return rates.find((rate) => rate === 5) ?? rates.find((rate) => rate === 10) ?? "none";
}
