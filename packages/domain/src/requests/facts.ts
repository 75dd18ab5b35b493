import type { BarredReason } from "../access/segregation.ts";
import type { RecordFacts } from "../access/visibility.ts";
import type { InvoiceState } from "../invoices/workflow.ts";
import type { ReminderFacts } from "../kernel/reminders.ts";
import type { TaskState } from "../tasks/workflow.ts";
import type { StepGraph, StepStates } from "../approvals/steps.ts";
import type { Meaning } from "./meaning.ts";
import type { OrderedPayment } from "./payment.ts";
import type { RequestState, ReturnOrigin } from "./workflow.ts";

/** A task of the request, as its rules see it. */
export interface StepTask {
  id: string;
  /** Step of the type; null for a task somebody added by hand. */
  stepKey: string | null;
  title: string;
  state: TaskState;
  hasFile: boolean;
  /** Whether a person did it who can do it again. */
  mayBeRedone: boolean;
  /** Whether it was cancelled together with the request, and comes back with it. */
  comesBack: boolean;
}

/** An invoice of the request or of its chain. */
export interface LinkedInvoice {
  id: string;
  /** The payment request it came with; null for one registered by itself. */
  requestId: string | null;
  number: string;
  state: InvoiceState;
  paidMinor: number;
}

export interface ChecklistItem {
  id: string;
  title: string;
  required: boolean;
  done: boolean;
}

/** The document chosen as basis. */
export interface BasisFacts {
  documentId: string;
  kind: string;
  hasFile: boolean;
  /** Whether the card counts: neither in draft nor in rework. */
  registered: boolean;
}

/** A step now asking people, and whom; enough to say who may vote. */
export interface OpenStep {
  key: string;
  candidateIds: readonly string[];
}

/** Everything the rules of a request look at, loaded in one go under the row's lock. */
export interface RequestFacts {
  id: string;
  state: RequestState;
  typeCode: string;
  record: RecordFacts;
  /** Where the last return came from; null while nothing was returned. */
  returnedFrom: ReturnOrigin | null;
  /** The task a return after «Выполнено» asks to be done again; null for any other return. */
  redoTaskId: string | null;
  /** What the fields of its type mean; gates look at basis and invoice by it. */
  meaning: Pick<Meaning, "basis" | "invoice">;
  graph: StepGraph;
  steps: StepStates;
  /** Round to be started next by what holds now (`nextRound`); null when no approval remains. */
  nextRound: number | null;
  openSteps: readonly OpenStep[];
  /** Whether it was ever sent for approval. */
  sent: boolean;
  /** Field keys still empty, by the moment that needs them (from `form.ts`). */
  missing: { atSubmission: readonly string[]; atApproval: readonly string[] };
  /** Needs of the gates whose `when` holds, by moment: field keys or `fileOfTask:<step>`. */
  gates: { approvalStart: readonly string[]; approvalOutcome: readonly string[]; done: readonly string[] };
  /** Field keys that hold a value (of a file field: an uploaded file). */
  filledFields: readonly string[];
  basis: BasisFacts | null;
  tasks: readonly StepTask[];
  invoices: readonly LinkedInvoice[];
  payment: OrderedPayment;
  /** Whether another request asks for the same payment already: one at a time is filed for the head of its chain. */
  filedBeside: boolean;
  checklist: readonly ChecklistItem[];
  /** An answer given or a field or file changed since the return. */
  changedSinceReturn: boolean;
  /** Who is awaited for a decision, and when they may be reminded of it. */
  reminder: ReminderFacts;
  /** Who answers for it: its author, or somebody in the place of an author who left. */
  answererId: string;
  /** Who asks for a payment that nobody has drafted: its responsible, or somebody in the place of one who left. */
  filerId: string;
  /** A question that awaits its answer: who asked it, and who is to answer; null while none is open. */
  question: { askedById: string; askedId: string } | null;
  /** Whole days since it was closed or rejected; 0 while open. */
  daysSinceFinished: number;
  /** Whether the queue it waits in has a member other than the author. */
  queueHasOthers: boolean;
  /** Why this or that person may not vote here (S1, from `barredFromVoting`). */
  barred: ReadonlyMap<string, BarredReason>;
}
