import type { CandidateSubject } from "./candidates.ts";
import { headOf, holdersIn, managersAbove, type OrgSnapshot } from "./organisation.ts";
import type { RoleActor, StepActor } from "./step-actor.ts";

type Ranked = Pick<CandidateSubject, "authorId" | "branchId" | "departmentId" | "people" | "doneBy" | "actors">;

/**
 * Who could hold a step by rank, whatever keeps them from it today: those its rule names, holders of its roles anywhere, the
 * managers above them, the chief executive, the owner's stand-in; nearest first, nobody twice. People who are away are among
 * them: where everybody is, one of them must be asked all the same.
 */
export function holdersByRank(by: StepActor, org: OrgSnapshot, subject: Ranked): string[] {
  const named = namedBy(by, org, subject);
  const holders = rolesOf(by, subject).flatMap((role) => holdersOf(org, role, subject.branchId));
  const first = [...named, ...holders];
  const above = first.flatMap((id) => managersAbove(org, id));
  const top = [...holdersOf(org, "ceo", subject.branchId), ...(org.ownerStandInId === null ? [] : [org.ownerStandInId])];
  return [...new Set([...first, ...above, ...top])];
}

/** Those who coordinate requests of the department: they move a request on, and decide on none of them by being named. */
export function coordinatorsNear(org: OrgSnapshot, { branchId, departmentId }: Ranked): string[] {
  const near = holdersIn(org, "coordinator").filter(
    ({ person }) => departmentId !== null && person.departmentId === departmentId,
  );
  return near.filter((held) => held.branchId === null || held.branchId === branchId).map(({ person }) => person.id);
}

/**
 * Who answers for records that are kept from those above, such as personal ones: the holders of the role in whose queue they wait,
 * those of the branch first; where nobody is left of them the chief executive, then the owner's stand-in.
 */
export function keepersOf({ role }: RoleActor, org: OrgSnapshot, branchId: string | null): string[] {
  const held = holdersIn(org, role).filter((one) => one.branchId === null || one.branchId === branchId);
  const holders = held.map(({ person }) => person.id);
  const near = held.filter((one) => (one.branchId ?? one.person.branchId) === branchId).map(({ person }) => person.id);
  const top = [...holdersOf(org, "ceo", null), ...(org.ownerStandInId === null ? [] : [org.ownerStandInId])];
  return [...new Set([...near, ...holders, ...top])];
}

function namedBy(by: StepActor, org: OrgSnapshot, subject: Ranked): string[] {
  const one = namedPerson(by, org, subject);
  return one === null || one === undefined ? [] : [one];
}

function namedPerson(by: StepActor, org: OrgSnapshot, subject: Ranked): string | null | undefined {
  if ("role" in by) return null;
  if ("rule" in by) return by.rule === "author" ? subject.authorId : headOf(org, subject.departmentId);
  return "field" in by ? subject.people[by.field] : subject.doneBy[by.samePersonAs];
}

function rolesOf(by: StepActor, subject: Ranked): string[] {
  if ("rule" in by) return [];
  if ("role" in by) return by.fallback === undefined ? [by.role] : [by.role, by.fallback];
  const source = "samePersonAs" in by ? subject.actors[by.samePersonAs] : undefined;
  if (source && "role" in source) return rolesOf(source, subject);
  return by.fallback === undefined ? [] : [by.fallback];
}

/** A role limited to a branch counts for records of that branch alone. */
function holdersOf(org: OrgSnapshot, role: string, branchId: string | null): string[] {
  const counting = holdersIn(org, role).filter((held) => held.branchId === null || held.branchId === branchId);
  return counting.map(({ person }) => person.id);
}
