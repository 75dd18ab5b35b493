/** What every part of the product must know of a kind of record; the rest is said by the kind's own slice. */
export interface KindRule {
  /** Grants of this permission open records of the kind. */
  reads: string;
  /** Who holds this permission over a record answers for it beside its author and its assignee. */
  manages: string | null;
  /** What else may be permitted with records of the kind. */
  permits?: readonly string[];
  /** Kinds that hang on it: who sees the whole of a record sees what hangs on it. */
  opens: readonly string[];
  /** Those of them that its form may name by number and title alone: named unseen, one opens only to who is asked to decide. */
  names?: readonly string[];
  /** Work of its assignee, who sees all of it even when it is restricted or they are an outsider, but no amounts by that. */
  isWork: boolean;
  /** Whether a grant that reaches the record also shows its amounts. */
  amountsByGrant: boolean;
  /** What the journal says was done to it, without the kind's name: edges of its workflow, and what changes no status. */
  journal: readonly string[];
}

/**
 * Every kind of record of the product, in the order in which records of several kinds are locked. The one list: types,
 * schemas, statuses in the database, read policy and journal derive from it.
 */
const PRODUCT = {
  request: {
    reads: "request.read",
    manages: "request.coordinate",
    permits: ["request.create"],
    opens: ["task", "invoice", "document"],
    names: ["document"],
    isWork: false,
    amountsByGrant: true,
    // prettier-ignore
    journal: ["changed", "draft_saved", "draft_deleted", "submit", "accept", "take", "sendForApproval", "startRound", "passRound", "finishApproval",
      "plan", "return", "resubmit", "reject", "recall", "complete", "close", "returnDone", "redone", "cancel", "reopen", "waivePayment", "remind", "clarify",
      "answer", "approve", "withdraw", "reassign", "addApprover"],
  },
  invoice: {
    reads: "invoice.read",
    manages: "invoice.manage",
    opens: ["document"],
    isWork: false,
    amountsByGrant: true,
    // prettier-ignore
    journal: ["created", "changed", "duplicate_overridden", "duplicate_explained", "doubt_answered", "sendForApproval", "finishApproval", "return",
      "reject", "resubmit", "recall", "sendToPayment", "pay", "paymentFailed", "waiveRest", "refund", "close", "cancel", "reopen"],
  },
  task: {
    reads: "task.read",
    manages: "task.coordinate",
    permits: ["task.work", "task.create"],
    opens: [],
    isWork: true,
    amountsByGrant: false,
    // prettier-ignore
    journal: ["created", "changed", "unblock", "take", "start", "handIn", "accept", "return", "refuseWork", "cancel", "reopen",
      "remind", "complete", "block", "sendBack", "putBack", "restore"],
  },
  document: {
    reads: "document.read",
    manages: "document.manage",
    permits: ["document.create"],
    opens: [],
    isWork: false,
    amountsByGrant: true,
    // prettier-ignore
    journal: ["created", "updated", "sendForApproval", "register", "enterSigned", "finishApproval", "return", "reject", "resubmit", "recall",
      "expire", "close", "extend", "remind", "approve", "withdraw", "reassign", "addApprover"],
  },
  meeting: { reads: "meeting.read", manages: null, opens: ["task"], isWork: false, amountsByGrant: false, journal: [] },
  budget_change: {
    reads: "budget.read",
    manages: "budget.manage",
    opens: [],
    isWork: false,
    amountsByGrant: true,
    journal: [],
  },
  counterparty: {
    reads: "counterparty.read",
    manages: "counterparty.manage",
    opens: [],
    isWork: false,
    amountsByGrant: true,
    // prettier-ignore
    journal: ["created", "updated", "archive", "restore", "account.entered", "account.confirmed", "account.retired"],
  },
} as const satisfies Record<string, KindRule>;

export type Kind = keyof typeof PRODUCT;

/** What the journal says of a record of one of these kinds. */
export type KindAction = { [K in Kind]: `${K}.${(typeof PRODUCT)[K]["journal"][number]}` }[Kind];

const rules = new Map<string, KindRule>(Object.entries(PRODUCT));

/** The kinds of the product, in the order of locking. */
// reason: the keys of the literal are exactly the kinds
export const KINDS = Object.keys(PRODUCT) as Kind[];

/** Adds a kind that is not of the product, after its own: a company's extension, or a test's. */
export function declareKind(kind: string, rule: KindRule): void {
  rules.set(kind, rule);
}

/** The kinds of the product and those declared beside them, in the order of locking. */
export function allKinds(): Kind[] {
  // reason: a declared kind is told from the product's by nobody
  return [...rules.keys()] as Kind[];
}

/** @throws Error for a kind nobody declared: a programming error */
export function ruleOf(kind: string): KindRule {
  const rule = rules.get(kind);
  if (!rule) throw new Error(`no kind of record is called ${kind}`);
  return rule;
}

/** Kinds on which records of this kind hang. */
export function kindsAbove(kind: string): Kind[] {
  return allKinds().filter((parent) => ruleOf(parent).opens.includes(kind));
}
