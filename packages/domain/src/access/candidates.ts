import type { RefusalCode } from "../kernel/refusals.ts";
import type { RoleActor, StepActor } from "./step-actor.ts";
import { headOf, holdersIn, managersAbove, personOf } from "./organisation.ts";
import type { Holder, OrgPerson, OrgSnapshot, OrgSubstitution } from "./organisation.ts";

/** By which rule somebody was chosen; sentences in namespace `explain`, keys `via.<code>`. */
export type ViaCode =
  | "role_in_scope"
  | "role_fallback_branch"
  | "role_fallback"
  | "role_anywhere"
  | "manager_above"
  | "owner_stand_in"
  | "substitutes_manager"
  | "author"
  | "department_head"
  | "field_person"
  | "same_person"
  | "named";

export interface Via {
  code: ViaCode;
  params: Readonly<Record<string, string>>;
}

export interface Candidate {
  personId: string;
  /** The principal a substitute acts for. */
  onBehalfOfId: string | null;
  via: Via;
}

/** Why somebody the rule first looked at does not act. */
export type RemovalReason = RefusalCode | "inactive" | "absent" | "external" | "unknown";

export interface Resolution {
  candidates: Candidate[];
  /** Where the work waits until taken: several candidates of a role, or the administrator's queue. */
  queue: { roleCode: string; branchId: string | null; departmentId: string | null } | null;
  /** The first list of the rule was empty. */
  fallbackUsed: boolean;
  /** Nobody may act: the administrator names a person. */
  escalated: boolean;
  removed: { personId: string; reason: RemovalReason }[];
}

/** What is being decided or done, as far as choosing people goes. */
export interface CandidateSubject {
  kind: string;
  typeCode: string | null;
  restricted: boolean;
  departmentId: string | null;
  branchId: string | null;
  authorId: string;
  /** Values of the user fields, by key. */
  people: Readonly<Record<string, string | null>>;
  /** Who did the steps already done, by step key. */
  doneBy: Readonly<Record<string, string | null>>;
  /** Who acts at the other steps of the type (for `samePersonAs`). */
  actors: Readonly<Record<string, StepActor>>;
  /** Base currency; null where the record has no amount (one not yet known is `Number.MAX_SAFE_INTEGER`). */
  amountBaseMinor: number | null;
  /** Who voted in the run so far. */
  voterIds: readonly string[];
  /** Barred from votes here, with the rule (S1, S4, S5). */
  barred: ReadonlyMap<string, RefusalCode>;
  notHolding: readonly string[];
  notBy: readonly ("author" | "voters")[];
  /** Who did the work that the step accepts: nobody accepts their own, nor for another. */
  doersBefore?: readonly string[];
  /** Whether an outsider could not finish the work: it ends with more than handing in a result. */
  insidersOnly?: boolean;
}

export type Purpose = "task" | "approval" | "queue";

/** The administrator's queue, whose only action is to name a person. */
export const ADMIN_QUEUE = { roleCode: "admin", branchId: null, departmentId: null } as const;

interface Search {
  org: OrgSnapshot;
  subject: CandidateSubject;
  purpose: Purpose;
  removed: Map<string, RemovalReason>;
}

/**
 * Who may act at a step, in a queue or on an over-limit decision, and by which rule.
 *
 * The first non-empty list wins: the role in its scope, the fallback role (the record's branch first), the role
 * anywhere; for approvals then up `managerId` from the first person removed, at the top the owner's stand-in;
 * else the administrator's queue.
 */
export function resolveCandidates(by: StepActor, org: OrgSnapshot, subject: CandidateSubject, purpose: Purpose): Resolution {
  const search: Search = { org, subject, purpose, removed: new Map() };
  if ("role" in by) return byRole(search, by, false);
  if ("rule" in by) {
    const id = by.rule === "author" ? subject.authorId : headOf(org, subject.departmentId);
    return byPerson(search, id, { code: by.rule, params: {} }, null);
  }
  if ("field" in by) {
    const role = by.fallback === undefined ? null : { role: by.fallback, scope: "branch" as const };
    return byPerson(search, subject.people[by.field] ?? null, { code: "field_person", params: { field: by.field } }, role);
  }
  const source = subject.actors[by.samePersonAs];
  const fallback = by.fallback === undefined ? null : { role: by.fallback };
  const role = source && "role" in source ? source : fallback;
  return byPerson(
    search,
    subject.doneBy[by.samePersonAs] ?? null,
    { code: "same_person", params: { step: by.samePersonAs } },
    role,
  );
}

/** Who may act above a person, by the same rule: the second voter that a payment needs. */
export function resolveAbove(personId: string, org: OrgSnapshot, subject: CandidateSubject): Resolution {
  return climb({ org, subject, purpose: "approval", removed: new Map() }, [personId]);
}

function byPerson(search: Search, id: string | null, via: Via, role: RoleActor | null): Resolution {
  const first = id === null ? [] : available(search, [id], via);
  if (first.length > 0) return settled(search, first, null, false);
  if (role !== null) return byRole(search, role, true);
  return climb(search, id === null ? [] : [id]);
}

function byRole(search: Search, by: RoleActor, fallbackUsed: boolean): Resolution {
  const { branchId, departmentId } = search.subject;
  const tried: string[] = [];
  let first = true;
  for (const list of roleLists(search, by)) {
    tried.push(...list.ids);
    const found = insidersFirst(search, withoutAuthor(search, available(search, list.ids, list.via)));
    if (found.length === 0) {
      first = false;
      continue;
    }
    const queue = {
      roleCode: list.role,
      branchId: list.near === "branch" ? branchId : null,
      departmentId: list.near === "department" ? departmentId : null,
    };
    const waits = search.purpose === "queue" || (search.purpose === "task" && isServed(search, found));
    return settled(search, found, waits ? queue : null, fallbackUsed || !first);
  }
  return climb(search, tried);
}

interface RoleList {
  role: string;
  ids: string[];
  near: "branch" | "department" | null;
  via: Via;
}

/** In the order of the rule; a later list is looked for only when nobody of the earlier ones may act. */
function* roleLists(search: Search, by: RoleActor): Generator<RoleList> {
  const { role, scope, fallback } = by;
  yield {
    role,
    near: scope ?? null,
    ids: holdersOf(search, role, scope ?? null),
    via: { code: scope ? "role_in_scope" : "role_anywhere", params: { role } },
  };
  if (fallback !== undefined) {
    const params = { role: fallback };
    const ids = holdersOf(search, fallback, "branch");
    yield { role: fallback, near: "branch", ids, via: { code: "role_fallback_branch", params } };
    yield { role: fallback, near: null, ids: holdersOf(search, fallback, null), via: { code: "role_fallback", params } };
  }
  if (scope !== undefined)
    yield { role, near: null, ids: holdersOf(search, role, null), via: { code: "role_anywhere", params: { role } } };
}

/** A role limited to a branch counts for records of that branch alone. */
function holdersOf({ org, subject }: Search, role: string, near: "branch" | "department" | null): string[] {
  const isNear = ({ person, branchId }: Holder): boolean => {
    if (near === "branch") return subject.branchId !== null && (branchId ?? person.branchId) === subject.branchId;
    return near === null || (subject.departmentId !== null && person.departmentId === subject.departmentId);
  };
  const counts = (holder: Holder): boolean =>
    (holder.branchId === null || holder.branchId === subject.branchId) && isNear(holder);
  return [...new Set(holdersIn(org, role).flatMap((holder) => (counts(holder) ? [holder.person.id] : [])))];
}

/** The author does not take their own request while the queue has another member. */
function withoutAuthor({ purpose, subject }: Search, found: Candidate[]): Candidate[] {
  const others = found.filter((candidate) => candidate.personId !== subject.authorId);
  return purpose === "queue" && others.length > 0 ? others : found;
}

/** Where work has no queue it goes to the first who is found. */
function insidersFirst({ org }: Search, found: Candidate[]): Candidate[] {
  const isOutside = ({ personId }: Candidate): boolean => personOf(org, personId)?.external === true;
  return [...found.filter((one) => !isOutside(one)), ...found.filter(isOutside)];
}

/** Whether several people would see the work in its queue: nobody takes from one from outside, so that there it would wait for ever. */
function isServed({ org }: Search, found: readonly Candidate[]): boolean {
  return found.filter(({ personId }) => personOf(org, personId)?.external === false).length > 1;
}

/** From the first removed person upward until somebody may act; tasks and queues go to the administrator at once. */
function climb(search: Search, tried: readonly string[]): Resolution {
  const from = tried[0];
  if (search.purpose === "approval" && from !== undefined) {
    for (const id of managersAbove(search.org, from)) {
      const found = available(search, [id], { code: "manager_above", params: { of: from } });
      if (found.length > 0) return settled(search, found, null, true);
    }
    const owner = search.org.ownerStandInId;
    const found = owner === null ? [] : available(search, [owner], { code: "owner_stand_in", params: {} });
    if (found.length > 0) return settled(search, found, null, true);
  }
  return { ...settled(search, [], ADMIN_QUEUE, true), escalated: true };
}

function settled(search: Search, candidates: Candidate[], queue: Resolution["queue"], fallbackUsed: boolean): Resolution {
  const removed = [...search.removed].map(([personId, reason]) => ({ personId, reason }));
  return { candidates, queue, fallbackUsed, escalated: false, removed };
}

/** Those of these people who may act, each in person or through a substitute; nobody twice. */
function available(search: Search, ids: readonly string[], via: Via): Candidate[] {
  const found = new Map<string, Candidate>();
  for (const id of ids) {
    const candidate = actingFor(search, id, via);
    if (candidate && !found.has(candidate.personId)) found.set(candidate.personId, candidate);
  }
  return [...found.values()];
}

function actingFor(search: Search, id: string, via: Via): Candidate | null {
  const person = personOf(search.org, id);
  const reason = unfit(search, person);
  if (!person || reason !== null) {
    search.removed.set(id, reason ?? "unknown");
    return null;
  }
  const substitution = search.org.substitutions.find((one) => one.principalId === id && coversRecord(one, search.subject));
  if (substitution) return throughSubstitute(search, person, substitution, via);
  // Named work waits for its person; a role's does not, others hold the role too.
  if (!person.absent || waitsForPerson(search, via)) return { personId: id, onBehalfOfId: null, via };
  search.removed.set(id, "absent");
  return null;
}

function waitsForPerson(search: Search, via: Via): boolean {
  return search.purpose === "task" && ["field_person", "same_person", "author"].includes(via.code);
}

/** No cascade: a substitute who cannot act hands over to the principal's manager, never to an own substitute. */
function throughSubstitute(search: Search, principal: OrgPerson, substitution: OrgSubstitution, via: Via): Candidate | null {
  const { substituteId, declined } = substitution;
  if (!declined && mayStandIn(search, substituteId)) return { personId: substituteId, onBehalfOfId: principal.id, via };
  search.removed.set(principal.id, "absent");
  const manager = principal.managerId;
  if (search.purpose !== "approval" || manager === null) return null;
  if (!canActNow(search, manager)) return null;
  return { personId: manager, onBehalfOfId: null, via: { code: "substitutes_manager", params: { of: principal.id } } };
}

/** S6: a person who voted in the run may not vote again for another. */
function mayStandIn(search: Search, id: string): boolean {
  return canActNow(search, id) && !(search.purpose === "approval" && search.subject.voterIds.includes(id));
}

function canActNow(search: Search, id: string): boolean {
  const person = personOf(search.org, id);
  const away =
    person?.absent === true ||
    search.org.substitutions.some((one) => one.principalId === id && coversRecord(one, search.subject));
  return unfit(search, person) === null && !away;
}

function coversRecord(one: OrgSubstitution, subject: CandidateSubject): boolean {
  const ofKind =
    one.kinds.length === 0 ||
    one.kinds.includes(subject.kind) ||
    (subject.typeCode !== null && one.kinds.includes(subject.typeCode));
  const inLimit = one.maxAmountMinor === null || (subject.amountBaseMinor ?? 0) <= one.maxAmountMinor;
  return ofKind && inLimit && (!subject.restricted || one.restricted);
}

/** Why a person may not act here at all; null when nothing is against it. Absence is looked at separately. */
function unfit({ subject, purpose }: Search, person: OrgPerson | undefined): RemovalReason | null {
  if (!person) return "unknown";
  if (!person.active) return "inactive";
  // An outsider does work of their own, but sees nothing restricted.
  if (person.external && (purpose !== "task" || subject.restricted || subject.insidersOnly === true)) return "external";
  if (purpose === "approval") {
    const barred = subject.barred.get(person.id);
    if (barred !== undefined) return barred;
  }
  if (person.roles.some((role) => subject.notHolding.includes(role.code))) return "barred_by_role";
  if (subject.doersBefore?.includes(person.id)) return "own_result";
  if (subject.notBy.includes("author") && person.id === subject.authorId) return "s1_author";
  if (subject.notBy.includes("voters") && subject.voterIds.includes(person.id)) return "s2_voter_pays";
  return null;
}
