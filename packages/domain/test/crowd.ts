import type { Actor } from "../src/access/actor.ts";
import { effectiveGrants } from "../src/access/roles.ts";
import type { RoleBook } from "../src/access/roles.ts";
import type { RecordFacts } from "../src/access/visibility.ts";
import type { InvoiceFacts } from "../src/invoices/facts.ts";
import type { RequestFacts, StepTask } from "../src/requests/facts.ts";
import type { TaskFacts } from "../src/tasks/facts.ts";
import { PAYMENT_ROUTE } from "./company.ts";

/** The supplied roles in short: the grants the rules below turn on. */
export const ROLES: RoleBook = {
  base: {
    "request.read": "own",
    "task.read": "assigned",
    "task.work": "assigned",
    "comment.create": "visible",
    "document.read": "assigned",
    "meeting.read": "participant",
    "counterparty.read": "name",
  },
  roles: [
    { code: "admin", label: {}, grants: { "people.manage": "all", "settings.manage": "all" } },
    {
      code: "ceo",
      label: {},
      grants: {
        "request.read": "all",
        "task.read": "all",
        "invoice.read": "all",
        "document.read": "all",
        "overLimit.grant": "all",
      },
    },
    {
      code: "cfo",
      label: {},
      grants: { "request.read": "all", "invoice.read": "all", "invoice.manage": "all", "overLimit.grant": "upTo10pct" },
    },
    {
      code: "coordinator",
      label: {},
      grants: { "request.read": "department", "request.coordinate": "department", "task.coordinate": "department" },
    },
    {
      code: "accountant",
      label: {},
      grants: {
        "request.read": "type:payment,purchase",
        "request.coordinate": "type:payment",
        "invoice.read": "all",
        "invoice.manage": "all",
        "payment.markPaid": "all",
        "document.read": "finance",
      },
    },
    { code: "treasurer", label: {}, grants: { "invoice.read": "all", "payment.run": "all", "payment.markPaid": "all" } },
    {
      code: "hr",
      label: {},
      grants: { "request.read": "type:hr", "request.coordinate": "type:hr", "people.update": "hrFields", "document.read": "hr" },
    },
    { code: "head", label: {}, grants: { "request.read": "all", "request.coordinate": "department", "document.read": "branch" } },
    { code: "contractor", label: {}, grants: { "task.read": "assigned", "task.work": "assigned", "request.read": "all" } },
  ],
};

export function actor(id: string, roles: string[] = [], rest: Partial<Actor> & { roleBranch?: string | null } = {}): Actor {
  const { roleBranch = null, ...more } = rest;
  const held = roles.map((code) => ({ code, branchId: roleBranch }));
  return {
    id,
    name: id,
    language: "ru",
    departmentId: "sales",
    branchId: "ALA",
    managerId: null,
    external: false,
    roles: held,
    grants: effectiveGrants(ROLES, held, more.external ?? false),
    queueIds: [],
    headsDepartmentIds: [],
    headsBranchIds: [],
    standsInFor: [],
    ...more,
  };
}

export function record(changes: Partial<RecordFacts> = {}): RecordFacts {
  return {
    kind: "request",
    draft: false,
    restricted: false,
    typeCode: "payment",
    documentGroup: null,
    departmentId: "sales",
    branchId: "ALA",
    authorId: "author",
    responsibleId: "doer",
    subjectId: null,
    queueId: null,
    participantIds: [],
    watcherIds: [],
    approverIds: [],
    taskAssigneeIds: [],
    parents: [],
    namedBy: [],
    ...changes,
  };
}

/** A task of the payment route, done by a person. */
export function stepTask(changes: Partial<StepTask> = {}): StepTask {
  return {
    id: "t",
    stepKey: "check",
    title: "Проверить счёт",
    state: "done",
    hasFile: true,
    mayBeRedone: true,
    comesBack: false,
    ...changes,
  };
}

export function requestFacts(changes: Partial<RequestFacts> = {}): RequestFacts {
  return {
    id: "r",
    state: "in_progress",
    typeCode: "payment",
    record: record(),
    returnedFrom: null,
    redoTaskId: null,
    meaning: { basis: { document: "basis" }, invoice: { number: "invoiceNumber", date: "invoiceDate", file: "invoiceFile" } },
    graph: { steps: PAYMENT_ROUTE },
    steps: { check: "finished" },
    nextRound: 0,
    openSteps: [],
    sent: false,
    missing: { atSubmission: [], atApproval: [] },
    gates: { approvalStart: ["invoiceFile", "basis"], approvalOutcome: ["invoiceFile", "basis"], done: [] },
    filledFields: ["invoiceFile", "basis"],
    basis: { documentId: "d", kind: "contract", hasFile: true, registered: true },
    tasks: [stepTask()],
    invoices: [],
    payment: { orderTaskId: null, draft: null, waived: false },
    filedBeside: false,
    checklist: [],
    changedSinceReturn: false,
    reminder: { awaitedIds: ["asked"], queueAwaited: false, againAt: null },
    answererId: "author",
    filerId: "doer",
    question: null,
    daysSinceFinished: 0,
    queueHasOthers: true,
    barred: new Map([["author", "s1_author" as const]]),
    ...changes,
  };
}

export function taskFacts(changes: Partial<TaskFacts> = {}): TaskFacts {
  return {
    id: "t",
    state: "in_progress",
    record: record({ kind: "task", responsibleId: "doer" }),
    assigneeId: "doer",
    setterId: "setter",
    reviewerId: "reviewer",
    handedInById: null,
    queueId: null,
    managerIds: ["manager"],
    isPart: false,
    barredIds: [],
    doersBeforeIds: [],
    reminder: { awaitedIds: ["doer"], queueAwaited: false, againAt: null },
    parent: { record: record(), isOpen: true, opens: true },
    openPredecessors: [],
    openSubtasks: [],
    checklist: [],
    demands: { file: false, minFiles: 0, fileOnly: false, gated: false, missingFields: [] },
    fileCount: 0,
    linkCount: 0,
    result: "Сверил счёт с договором",
    completesBy: null,
    acceptance: false,
    skipped: false,
    wholeOver: false,
    ...changes,
  };
}

export function invoiceFacts(changes: Partial<InvoiceFacts> = {}): InvoiceFacts {
  return {
    id: "i",
    state: "received",
    record: record({ kind: "invoice" }),
    requestId: null,
    amountMinor: 1000,
    paidMinor: 0,
    restWaivedMinor: 0,
    splitMinors: [400, 600],
    counterparty: { id: "c", bin: "valid" },
    account: "confirmed",
    hasFile: true,
    basis: { documentId: "d", kind: "act", hasFile: true, registered: true },
    knp: "710",
    cellsKnown: true,
    duplicate: "none",
    duplicateReason: "",
    openDoubts: [],
    duplicateOverridden: false,
    budget: "fits",
    votesVoided: false,
    voterIds: ["head", "acc1"],
    payerIds: ["acc2"],
    openStepCandidateIds: [],
    closingDocument: "absent",
    ...changes,
  };
}
