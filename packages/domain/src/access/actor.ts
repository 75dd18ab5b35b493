/**
 * The person who acts, as loaded from the database for one request.
 *
 * Rights are the union of `grants`; segregation of duties and the contractor ceiling are checked
 * after the union and always win.
 */
export interface Actor {
  id: string;
  name: string;
  language: "ru" | "kk" | "en";
  departmentId: string | null;
  branchId: string | null;
  managerId: string | null;
  /** An outside contractor: the ceiling of `access/ceiling.ts` applies whatever the roles say. */
  external: boolean;
  roles: readonly RoleHeld[];
  grants: readonly Grant[];
  /** Queues (role + scope) this person is a member of. */
  queueIds: readonly string[];
  /** Departments headed by this person, with everything below them. */
  headsDepartmentIds: readonly string[];
  headsBranchIds: readonly string[];
  /** People this person stands in for today. */
  standsInFor: readonly Substitution[];
}

export interface RoleHeld {
  code: string;
  /** The branch the role is limited to; null = everywhere. */
  branchId: string | null;
}

/** One granted permission, e.g. `request.read` with scope `type:payment,purchase`. */
export interface Grant {
  permission: string;
  scope: string;
  /** The branch the role that brought it is limited to; null = everywhere. */
  branchId: string | null;
}

export interface Substitution {
  principalId: string;
  /** Record kinds it covers; empty = all. */
  kinds: readonly string[];
  /** Upper limit of the amount in base currency minor units; null = none. */
  maxAmountMinor: number | null;
  /** Whether restricted (HR) records are included. */
  restricted: boolean;
}
