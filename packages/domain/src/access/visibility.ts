import { kindsAbove, ruleOf, type Kind } from "../kernel/kinds.ts";
import type { Actor, Grant } from "./actor.ts";
import { branchesOf, departmentsOf, DOCUMENT_GROUPS, grantsFor, typesOfScope } from "./grants.ts";

/** What the read policy needs of a record of any kind. */
export interface RecordFacts {
  kind: Kind;
  /** A draft is its author's alone. */
  draft: boolean;
  restricted: boolean;
  /** Request type; of a task or invoice: its request's. */
  typeCode: string | null;
  documentGroup: string | null;
  departmentId: string | null;
  branchId: string | null;
  /** Of a task: who set it. */
  authorId: string;
  /** Of a task: its assignee. */
  responsibleId: string | null;
  /** The person the record is about. */
  subjectId: string | null;
  /** The queue it waits in; null once somebody took it. */
  queueId: string | null;
  participantIds: readonly string[];
  watcherIds: readonly string[];
  /** People who were asked or voted in its run, substitutes included. */
  approverIds: readonly string[];
  /** Assignees of its tasks. */
  taskAssigneeIds: readonly string[];
  /** Records it hangs on: a task's or invoice's request, the requests and invoices a document is linked to. */
  parents: readonly RecordFacts[];
  /** Records whose form names it, chosen by somebody who did not see it. */
  namedBy: readonly RecordFacts[];
}

/** Ways a person relates to a record by name. */
export type Relation = "author" | "responsible" | "subject" | keyof typeof PARTICIPATION | "queue";

/** Why a person belongs to a record; `task` is the assignee of one of its tasks. */
export type ParticipantRole =
  | "author"
  | "assignee"
  | "subject"
  | "watcher"
  | "approver"
  | "task"
  | "reviewer"
  | "mentioned"
  | "contractor";

/** Participations behind each relation that the record's own columns do not hold. */
export const PARTICIPATION = {
  participant: ["contractor", "mentioned", "reviewer", "watcher"],
  watcher: ["watcher"],
  approver: ["approver"],
  taskAssignee: ["task"],
} as const satisfies Record<string, readonly ParticipantRole[]>;

/**
 * One way to see records of a kind. A record is visible when any alternative admits it; `mayRead` and the
 * SQL twin interpret the same list, so the rule is stated once.
 */
export type ReadAlternative = {
  /** Whether amounts are seen by this way. */
  money: boolean;
  /** Whether the way reaches restricted records, and how much of them it shows. */
  restricted: "never" | "full" | "shared";
  /** Whether it reaches drafts (their author's way alone). */
  drafts: boolean;
} & (
  | { by: "all"; branchId: string | null }
  | { by: "department"; ids: readonly string[]; branchId: string | null }
  | { by: "branch"; ids: readonly string[] }
  | { by: "type"; codes: readonly string[]; branchId: string | null }
  | { by: "group"; groups: readonly string[]; branchId: string | null }
  | { by: "relation"; relation: Exclude<Relation, "queue"> }
  | { by: "queue"; ids: readonly string[] }
  | { by: "parent"; kind: Kind; unseen: boolean; alternatives: readonly ReadAlternative[] }
);

/** `shared`: only the fields and files marked for that reader (outsiders; assignees inside restricted records). */
export type ReadLevel = "none" | "shared" | "full";

const OPEN = { money: false, restricted: "never", drafts: false } as const;

/** All ways this actor sees records of a kind; an empty list sees nothing. */
export function visibilityPlan(actor: Actor, kind: Kind): ReadAlternative[] {
  if (actor.external) return outsiderPlan(kind);
  const granted = grantsFor(actor, ruleOf(kind).reads).flatMap((grant) => byGrant(actor, grant, kind));
  const throughParents = kindsAbove(kind).flatMap((parent): ReadAlternative[] => {
    // An invoice or a contract shows amounts by itself: it opens only from where the amounts are seen.
    const alternatives = visibilityPlan(actor, parent).filter((way) => way.money || ruleOf(kind).isWork);
    const way = { by: "parent", kind: parent, money: true, restricted: "full", drafts: false } as const;
    const hanging = { ...way, unseen: false, alternatives };
    if (!ruleOf(parent).names?.includes(kind)) return [hanging];
    return [hanging, { ...way, unseen: true, alternatives: alternatives.filter(decides) }];
  });
  return [...byRelation(actor, kind), ...granted, ...throughParents];
}

/** How much of a record this actor sees. */
export function readLevel(actor: Actor, facts: RecordFacts): ReadLevel {
  return levelBy(visibilityPlan(actor, facts.kind), actor, facts);
}

/** The read policy: whether the record exists for this actor at all. */
export function mayRead(actor: Actor, facts: RecordFacts): boolean {
  return readLevel(actor, facts) !== "none";
}

/** Amounts are for author, responsible, approvers and readers by a grant; never for outsiders. */
export function seesMoney(actor: Actor, facts: RecordFacts): boolean {
  return moneyBy(visibilityPlan(actor, facts.kind), actor, facts);
}

function outsiderPlan(kind: Kind): ReadAlternative[] {
  const participant: ReadAlternative = { ...OPEN, by: "relation", relation: "participant" };
  return ruleOf(kind).isWork ? [{ ...OPEN, by: "relation", relation: "responsible" }, participant] : [participant];
}

function byRelation(actor: Actor, kind: Kind): ReadAlternative[] {
  const { isWork } = ruleOf(kind);
  const ofWork = isWork ? "full" : "never";
  const ways: ReadAlternative[] = [
    { by: "relation", relation: "author", money: true, restricted: "full", drafts: true },
    // The assignee sees their own task whole; the responsible of a restricted record must be of HR by grant.
    { by: "relation", relation: "responsible", money: !isWork, restricted: ofWork, drafts: false },
    { by: "relation", relation: "subject", money: false, restricted: "full", drafts: false },
    { by: "relation", relation: "approver", money: true, restricted: "full", drafts: false },
    { by: "relation", relation: "participant", ...OPEN },
    { by: "relation", relation: "watcher", ...OPEN },
    { by: "relation", relation: "taskAssignee", ...OPEN, restricted: "shared" },
  ];
  // A restricted request waits in a queue of HR, whose members read it by grant; another queue must not open it.
  if (actor.queueIds.length > 0) ways.push({ by: "queue", ids: actor.queueIds, ...OPEN, restricted: ofWork });
  return ways;
}

/** One granted scope as a way; scopes that name relations are already covered by `byRelation`. */
function byGrant(actor: Actor, grant: Grant, kind: Kind): ReadAlternative[] {
  const wide = { money: ruleOf(kind).amountsByGrant, restricted: "never", drafts: false } as const;
  const types = typesOfScope(grant.scope);
  if (types) return [{ by: "type", codes: types, branchId: grant.branchId, ...wide, restricted: "full" }];
  switch (grant.scope) {
    case "all":
    case "name":
      return [{ by: "all", branchId: grant.branchId, ...wide }];
    case "department":
      return [{ by: "department", ids: departmentsOf(actor), branchId: grant.branchId, ...wide }];
    case "branch":
      return [{ by: "branch", ids: branchesOf(actor, grant), ...wide }];
    default: {
      const groups = DOCUMENT_GROUPS[grant.scope];
      if (!groups) return [];
      return [{ by: "group", groups, branchId: grant.branchId, ...wide, restricted: grant.scope === "hr" ? "full" : "never" }];
    }
  }
}

/** Nobody gets sight of a record by writing its number down; who decides on what rests on it must read it. */
function decides(way: ReadAlternative): boolean {
  return way.by === "relation" && way.relation === "approver";
}

function levelBy(plan: readonly ReadAlternative[], actor: Actor, facts: RecordFacts): ReadLevel {
  const levels = plan.filter((way) => admits(way, actor, facts)).map((way) => levelOf(way, actor, facts));
  if (levels.includes("full")) return "full";
  return levels.includes("shared") ? "shared" : "none";
}

function levelOf(way: ReadAlternative, actor: Actor, facts: RecordFacts): ReadLevel {
  if (actor.external) return "shared";
  return facts.restricted && way.restricted === "shared" ? "shared" : "full";
}

function moneyBy(plan: readonly ReadAlternative[], actor: Actor, facts: RecordFacts): boolean {
  return plan.some((way) => {
    if (!way.money || !admits(way, actor, facts) || levelOf(way, actor, facts) !== "full") return false;
    return way.by !== "parent" || parentsOf(way, facts).some((parent) => moneyBy(way.alternatives, actor, parent));
  });
}

/** Whether one way reaches the record; the SQL twin translates exactly this. */
function admits(way: ReadAlternative, actor: Pick<Actor, "id">, facts: RecordFacts): boolean {
  if (facts.draft && !way.drafts) return false;
  if (facts.restricted && way.restricted === "never") return false;
  switch (way.by) {
    case "all":
      return inBranch(way.branchId, facts);
    case "department":
      return facts.departmentId !== null && way.ids.includes(facts.departmentId) && inBranch(way.branchId, facts);
    case "branch":
      return facts.branchId !== null && way.ids.includes(facts.branchId);
    case "type":
      return facts.typeCode !== null && way.codes.includes(facts.typeCode) && inBranch(way.branchId, facts);
    case "group":
      return facts.documentGroup !== null && way.groups.includes(facts.documentGroup) && inBranch(way.branchId, facts);
    case "relation":
      return relates(way.relation, actor.id, facts);
    case "queue":
      return facts.queueId !== null && way.ids.includes(facts.queueId);
    case "parent":
      // A way into the parent that shows only shared fields opens nothing that hangs on it.
      return parentsOf(way, facts).some((parent) => way.alternatives.some((one) => opensParent(one, actor, parent)));
  }
}

function opensParent(way: ReadAlternative, actor: Pick<Actor, "id">, parent: RecordFacts): boolean {
  return !(parent.restricted && way.restricted === "shared") && admits(way, actor, parent);
}

function parentsOf(way: Extract<ReadAlternative, { by: "parent" }>, facts: RecordFacts): RecordFacts[] {
  return (way.unseen ? facts.namedBy : facts.parents).filter((parent) => parent.kind === way.kind);
}

function inBranch(branchId: string | null, facts: RecordFacts): boolean {
  return branchId === null || facts.branchId === branchId;
}

function relates(relation: Exclude<Relation, "queue">, id: string, facts: RecordFacts): boolean {
  switch (relation) {
    case "author":
      return facts.authorId === id;
    case "responsible":
      return facts.responsibleId === id;
    case "subject":
      return facts.subjectId === id;
    case "participant":
      return facts.participantIds.includes(id);
    case "watcher":
      return facts.watcherIds.includes(id);
    case "approver":
      return facts.approverIds.includes(id);
    case "taskAssignee":
      return facts.taskAssigneeIds.includes(id);
  }
}
