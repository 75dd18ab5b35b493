import type { RecordFacts } from "../access/visibility.ts";
import type { BasisFacts } from "../requests/facts.ts";
import type { Doubt } from "./doubts.ts";
import type { InvoiceState } from "./workflow.ts";

/** Where an invoice without a request holds its paper; with one, the request's form does. */
export const INVOICE_FILE = "invoiceFile";

/** Everything the rules of an invoice look at. Amounts are minor units of the invoice's currency. */
export interface InvoiceFacts {
  id: string;
  state: InvoiceState;
  record: RecordFacts;
  /** The request it follows; null when registered by itself. */
  requestId: string | null;
  amountMinor: number;
  paidMinor: number;
  /** The part that is not going to be paid, by the accountant's word. */
  restWaivedMinor: number;
  splitMinors: readonly number[];
  /** `valid`: the BIN or IIN passes its checksum. */
  counterparty: { id: string; bin: "valid" | "invalid" | "absent" } | null;
  /** The account that was decided on; `changed`: it is no longer in use. Before a decision, the supplier's own. */
  account: "confirmed" | "unconfirmed" | "absent" | "changed";
  hasFile: boolean;
  basis: BasisFacts | null;
  knp: string | null;
  /** Whether every split line has its budget cell (or is knowingly over the limit with P = 0). */
  cellsKnown: boolean;
  duplicate: "none" | "weak" | "likely" | "certain";
  duplicateReason: string;
  /** The financial director let a certain duplicate pass, with a reason. */
  duplicateOverridden: boolean;
  /** Doubts about its papers that nobody has answered yet. */
  openDoubts: readonly Doubt[];
  /** Reservation at the outcome: over the limit without a decision blocks. */
  budget: "fits" | "granted" | "over_undecided";
  /** Some needed vote was voided since. */
  votesVoided: boolean;
  voterIds: readonly string[];
  /** Who entered a payment or a refund of it. */
  payerIds: readonly string[];
  openStepCandidateIds: readonly string[];
  closingDocument: "linked" | "waived" | "absent";
}

/** A payment about to be recorded. */
export interface PaymentInput {
  paidOn: string;
  amountMinor: number;
  documentNumber: string;
}
