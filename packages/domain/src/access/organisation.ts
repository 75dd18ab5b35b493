import type { RoleHeld } from "./actor.ts";

/** A person as the candidate rule sees them today. */
export interface OrgPerson {
  id: string;
  departmentId: string | null;
  branchId: string | null;
  managerId: string | null;
  active: boolean;
  external: boolean;
  /** Away today by a recorded absence. */
  absent: boolean;
  roles: readonly RoleHeld[];
}

export interface OrgDepartment {
  id: string;
  parentId: string | null;
  headId: string | null;
}

/** A substitution in force today. */
export interface OrgSubstitution {
  principalId: string;
  substituteId: string;
  /** Record kinds or request types it covers; empty = all. */
  kinds: readonly string[];
  /** Upper limit in base currency minor units; null = none. */
  maxAmountMinor: number | null;
  restricted: boolean;
  declined: boolean;
}

/** The organisation on one day. People stand in the order candidates are listed (by name). */
export interface OrgSnapshot {
  people: readonly OrgPerson[];
  departments: readonly OrgDepartment[];
  substitutions: readonly OrgSubstitution[];
  /** Acts where nobody stands above; setting `ownerStandIn`. */
  ownerStandInId: string | null;
}

export function personOf(org: OrgSnapshot, id: string | null | undefined): OrgPerson | undefined {
  if (id === null || id === undefined) return undefined;
  let known = byId.get(org.people);
  if (!known) byId.set(org.people, (known = new Map(org.people.map((person) => [person.id, person]))));
  return known.get(id);
}

/** People of a snapshot by id: a rule asks for hundreds of them one by one. Snapshots are never changed, only replaced. */
const byId = new WeakMap<OrgSnapshot["people"], ReadonlyMap<string, OrgPerson>>();

/** One role of one person, with the branch it is limited to. */
export interface Holder {
  person: OrgPerson;
  branchId: string | null;
}

/** Who holds a role anywhere, in the order of the snapshot; a person who holds it for two branches is there twice. */
export function holdersIn(org: OrgSnapshot, role: string): readonly Holder[] {
  let known = byRole.get(org.people);
  if (!known) {
    const held = org.people.flatMap((person) => person.roles.map(({ code, branchId }) => ({ code, person, branchId })));
    byRole.set(org.people, (known = Map.groupBy(held, ({ code }) => code)));
  }
  return known.get(role) ?? [];
}

const byRole = new WeakMap<OrgSnapshot["people"], ReadonlyMap<string, readonly Holder[]>>();

/** Head of the department, or of the nearest one above that has a head. */
export function headOf(org: OrgSnapshot, departmentId: string | null): string | null {
  const seen = new Set<string>();
  for (let id = departmentId; id !== null && !seen.has(id);) {
    seen.add(id);
    const department = org.departments.find((one) => one.id === id);
    if (department?.headId) return department.headId;
    id = department?.parentId ?? null;
  }
  return null;
}

/** Managers above a person, nearest first; a circle of managers ends the list. */
export function managersAbove(org: OrgSnapshot, personId: string): string[] {
  const above: string[] = [];
  for (let id = personOf(org, personId)?.managerId ?? null; id !== null && id !== personId && !above.includes(id);) {
    above.push(id);
    id = personOf(org, id)?.managerId ?? null;
  }
  return above;
}
