import type { Schema } from "@tartip/api-client";
import definitions from "@tartip/domain/data/request-types.json";
import { restMinor } from "@tartip/domain/invoices/workflow";

/** Ids that read as what they stand for. */
export const ID = {
  me: "00000000-0000-4000-8000-000000000001",
  author: "00000000-0000-4000-8000-000000000002",
  head: "00000000-0000-4000-8000-000000000003",
  request: "00000000-0000-4000-8000-000000000010",
  branch: "00000000-0000-4000-8000-000000000020",
  department: "00000000-0000-4000-8000-000000000021",
  item: "00000000-0000-4000-8000-000000000022",
  group: "00000000-0000-4000-8000-000000000023",
  type: "00000000-0000-4000-8000-000000000030",
  cell: "00000000-0000-4000-8000-000000000040",
  step: "00000000-0000-4000-8000-000000000050",
} as const;

export const AUTHOR = { id: ID.author, name: "Aliya Author" };
export const HEAD = { id: ID.head, name: "Hakim Head" };

const words = (text: string) => ({ ru: text, kk: text, en: text });

export function me(change: Partial<Schema<"Me">> = {}): Schema<"Me"> {
  return {
    person: { id: ID.me, name: "Madina Me" },
    roles: [],
    permissions: ["request.create", "task.create"],
    sections: [],
    exportsLists: false,
    language: "en",
    theme: "auto",
    counters: { myDay: 0, request: 0, task: 0, invoice: 0, document: 0, meeting: 0, budgetChange: 0, decisions: 0 },
    standsInFor: [],
    substitutedBy: [],
    demo: false,
    ...change,
  };
}

/** The company of the tests: one branch, one department, one cost item, the supplied request types. */
export function reference(): Schema<"Reference"> {
  return {
    branches: [{ id: ID.branch, code: "ALA", name: words("Almaty"), city: words("Almaty"), headId: null, active: true }],
    departments: [{ id: ID.department, code: "OPS", name: words("Operations"), parentId: null, headId: null, active: true }],
    projects: [],
    roles: [],
    costItems: [
      {
        id: ID.group,
        code: "02",
        parentId: null,
        kind: "opex",
        name: words("Supplies"),
        knp: null,
        restricted: false,
        active: true,
      },
      {
        id: ID.item,
        code: "02.01",
        parentId: ID.group,
        kind: "opex",
        name: words("Gloves"),
        knp: "710",
        restricted: false,
        active: true,
      },
    ],
    currencies: [
      { code: "KZT", decimals: 2, symbol: "₸", name: words("Tenge"), base: true },
      { code: "USD", decimals: 2, symbol: "$", name: words("Dollar"), base: false },
    ],
    vatRates: [{ code: "16", pct: 16, from: null, to: null }],
    knp: [{ code: "710", name: words("Payment for goods") }],
    documentKinds: [],
    requestTypes: definitions.types.map((definition) => ({
      id: definition.code === "payment" ? ID.type : `type-${definition.code}`,
      code: definition.code,
      version: 1,
      definition,
      common: definitions.common,
    })),
    priorities: [],
    settings: {
      company: { name: words("Test company"), bin: "", kbe: "17", vatPayer: true, address: "" },
      baseCurrency: "KZT",
      thresholds: {},
      workHours: { from: "09:00", to: "18:00", lunchFrom: "13:00", lunchTo: "14:00" },
      weekend: [6, 7],
      ackWorkMinutes: 60,
      maxFileBytes: 20_000_000,
      fileExtensions: ["pdf"],
    },
  };
}

/** A payment of 300 000 ₸ that waits for nothing in particular. */
export function request(change: Partial<Schema<"Request">> = {}): Schema<"Request"> {
  return {
    id: ID.request,
    number: "PAY-2026-000001",
    typeCode: "payment",
    title: "Gloves for the ward",
    status: "in_progress",
    open: true,
    priority: 2,
    restricted: false,
    version: 5,
    queueId: null,
    departmentId: ID.department,
    branchId: ID.branch,
    projectId: null,
    dueAt: null,
    createdAt: "2026-11-16T04:00:00.000Z",
    updatedAt: "2026-11-16T05:00:00.000Z",
    typeId: ID.type,
    chainId: ID.request,
    author: AUTHOR,
    assignee: null,
    subject: null,
    acceptedBy: null,
    acceptedAt: null,
    submittedAt: "2026-11-16T04:10:00.000Z",
    closedAt: null,
    values: {},
    meaning: { expense: { amount: "amount", costItem: "costItem", month: "budgetMonth" } },
    names: { people: [], counterparties: [], documents: [] },
    amountMinor: 300_000_00,
    currency: "KZT",
    baseMinor: 300_000_00,
    moneyVisible: true,
    urgent: null,
    clarification: null,
    returned: null,
    remindedAt: null,
    pausedMinutes: 0,
    leave: null,
    tasks: [],
    approval: null,
    invoices: [],
    explain: { now: [], next: [], blocks: [] },
    actions: [],
    votes: [],
    mayEdit: false,
    approvalAhead: true,
    mayAssign: false,
    ...change,
  };
}

/** An action of a card that may be taken at once. */
export function action(
  name: string,
  change: Partial<Schema<"Request">["actions"][number]> = {},
): Schema<"Request">["actions"][number] {
  return { action: name, allowed: true, needsReason: false, blockers: [], ...change };
}

/** A step of approval that waits for the reader. */
export function vote(change: Partial<Schema<"Request">["votes"][number]> = {}): Schema<"Request">["votes"][number] {
  return { stepId: ID.step, key: "head", kind: "normal", ownsFields: [], ...change };
}

/** A task that waits for its assignee to begin. */
export function task(change: Partial<Schema<"Task">> = {}): Schema<"Task"> {
  return {
    id: "00000000-0000-4000-8000-000000000060",
    number: "T-1",
    title: "Get the act",
    titles: null,
    status: "todo",
    open: true,
    priority: 2,
    version: 2,
    queueId: null,
    branchId: ID.branch,
    departmentId: ID.department,
    dueAt: null,
    createdAt: "2026-11-16T04:00:00.000Z",
    updatedAt: "2026-11-16T05:00:00.000Z",
    typeCode: null,
    completesBy: null,
    stepKey: null,
    description: "",
    assignee: { id: ID.me, name: "Madina Me" },
    setter: AUTHOR,
    reviewer: null,
    originalDueAt: null,
    pausedMinutes: 0,
    result: null,
    resultLinks: [],
    handedInAt: null,
    remindedAt: null,
    acceptance: false,
    demands: { file: false, minFiles: 0, files: 0, fileOnly: false, missingFields: [] },
    request: null,
    shared: [],
    results: [],
    predecessors: [],
    successors: [],
    subtasks: [],
    deadlineMoves: [],
    setBack: null,
    actions: [],
    mayEdit: false,
    mayMoveDeadline: false,
    ...change,
  };
}

/** An invoice of 300 000 ₸ that was sent to the bank. */
export function invoice(change: Partial<Schema<"InvoiceCard">> = {}): Schema<"InvoiceCard"> {
  const money = { amountMinor: 300_000_00, paidMinor: 100_000_00, restWaivedMinor: 0, ...change };
  return {
    id: "00000000-0000-4000-8000-000000000070",
    number: "I-1",
    title: "Gloves",
    status: "in_payment",
    open: true,
    version: 8,
    invoiceNumber: "INV-1",
    invoiceDate: "2026-11-12",
    payBy: "2026-11-27",
    createdAt: "2026-11-16T04:00:00.000Z",
    updatedAt: "2026-11-16T05:00:00.000Z",
    amountMinor: money.amountMinor,
    paidMinor: money.paidMinor,
    restMinor: restMinor(money),
    baseMinor: 300_000_00,
    currency: "KZT",
    purpose: "Gloves",
    payKind: "part",
    fileId: null,
    closing: "absent",
    closingWaived: null,
    counterparty: { id: "00000000-0000-4000-8000-000000000071", name: "Supplier", bin: null, kbe: null, resident: true },
    request: null,
    author: AUTHOR,
    basis: null,
    approvalsOf: ID.request,
    department: null,
    branch: null,
    project: null,
    duplicates: [],
    actions: [],
    ...change,
  };
}

/** A contract that nobody has sent for approval yet. */
export function document(change: Partial<Schema<"DocumentCard">> = {}): Schema<"DocumentCard"> {
  return {
    id: "00000000-0000-4000-8000-000000000090",
    number: "DOC-2026-000001",
    title: "Contract No. 17",
    kindCode: "contract",
    docNumber: "17",
    docDate: "2026-11-02",
    subject: "Cleaning",
    status: "draft",
    version: 3,
    isBasis: true,
    counts: change.status === "signed",
    hasFile: false,
    counterparty: { id: "00000000-0000-4000-8000-000000000071", name: "Supplier" },
    author: AUTHOR,
    branchId: ID.branch,
    departmentId: ID.department,
    projectId: null,
    validFrom: null,
    validTo: null,
    validity: { state: "openEnded" },
    amountMinor: 500_000_00,
    currency: "KZT",
    createdAt: "2026-11-16T04:00:00.000Z",
    updatedAt: "2026-11-16T05:00:00.000Z",
    approval: null,
    explain: null,
    votes: [],
    files: [],
    links: [],
    actions: [],
    may: { addVersion: true, edit: true },
    ...change,
  };
}

/** A colleague as an administrator sees them. */
export function person(change: Partial<Schema<"PersonCard">> = {}): Schema<"PersonCard"> {
  return {
    id: ID.author,
    name: "Aliya Author",
    lastName: "Author",
    firstName: "Aliya",
    middleName: null,
    position: "Accountant",
    active: true,
    heads: { branchIds: [], departmentIds: [] },
    may: { activate: true, edit: [], roles: true },
    roles: [],
    proposedRoles: [],
    substitutes: [],
    version: 1,
    ...change,
  };
}

/** An approved invoice of 300 ₸ as the registry lists it. */
export function listedInvoice(change: Partial<Schema<"InvoiceListed">> = {}): Schema<"InvoiceListed"> {
  return {
    id: ID.request,
    number: "INV-2026-000001",
    title: "Gloves",
    status: "approved",
    open: true,
    version: 1,
    invoiceNumber: "17",
    invoiceDate: "2026-11-02",
    payBy: "2026-11-20",
    overdue: false,
    counterparty: { id: ID.author, name: "Supplier" },
    branches: [],
    projects: [],
    costItems: [],
    request: null,
    createdAt: "2026-11-02T04:00:00.000Z",
    updatedAt: "2026-11-02T04:00:00.000Z",
    amountMinor: 300_00,
    paidMinor: 0,
    restMinor: 300_00,
    baseMinor: 300_00,
    currency: "KZT",
    ...change,
  };
}
